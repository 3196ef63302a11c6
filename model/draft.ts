/**
 * A world being written to. Maps are copied the first time they change, so folding a batch of events
 * costs one copy of what changed, and the world that it began with stays as it was.
 */
import type { Anomaly, Command, Container, Engine, ImageState, SignalMark, World } from './world';
import { REMEMBERED } from './world';
import type { ProcKey, Process } from './process';

export interface Draft {
  seq: number;
  t: number;
  observer: World['observer'];
  engine: Engine;
  lab: string | null;
  step: string | null;
  readonly processes: DraftMap<ProcKey, Process>;
  readonly containers: DraftMap<string, Container>;
  readonly commands: DraftMap<string, Command>;
  readonly images: DraftMap<string, ImageState>;
  readonly ps: DraftMap<string, { readonly t: number; readonly text: string }>;
  readonly predictions: DraftMap<string, number>;
  readonly signals: DraftList<SignalMark>;
  readonly anomalies: DraftList<Anomaly>;
}

/** A map that copies its origin on the first write. */
export class DraftMap<K, V> {
  #own = false;
  #map: ReadonlyMap<K, V>;

  constructor(origin: ReadonlyMap<K, V>) {
    this.#map = origin;
  }

  get(key: K): V | undefined {
    return this.#map.get(key);
  }

  values(): IterableIterator<V> {
    return this.#map.values();
  }

  set(key: K, value: V): void {
    this.#writable().set(key, value);
  }

  delete(key: K): void {
    if (this.#map.has(key)) this.#writable().delete(key);
  }

  /** Replaces some fields of a value that is there. */
  patch(key: K, fields: Partial<V>): void {
    const value = this.#map.get(key);
    if (value !== undefined) this.set(key, { ...value, ...fields });
  }

  done(): ReadonlyMap<K, V> {
    this.#own = false;
    return this.#map;
  }

  #writable(): Map<K, V> {
    if (!this.#own) {
      this.#map = new Map(this.#map);
      this.#own = true;
    }
    return this.#map as Map<K, V>;
  }
}

/** The last REMEMBERED items of what was pushed. */
export class DraftList<T> {
  #own: T[] | null = null;
  readonly #origin: readonly T[];

  constructor(origin: readonly T[]) {
    this.#origin = origin;
  }

  push(item: T): void {
    this.#own ??= [...this.#origin];
    this.#own.push(item);
    // Trimming at twice the length keeps a long batch linear; done() trims to the exact length.
    if (this.#own.length >= REMEMBERED * 2) this.#own = this.#own.slice(-REMEMBERED);
  }

  done(): readonly T[] {
    return this.#own === null ? this.#origin : this.#own.slice(-REMEMBERED);
  }
}

export function beginDraft(world: World): Draft {
  return {
    seq: world.seq,
    t: world.t,
    observer: world.observer,
    engine: world.engine,
    lab: world.lab,
    step: world.step,
    processes: new DraftMap(world.processes),
    containers: new DraftMap(world.containers),
    commands: new DraftMap(world.commands),
    images: new DraftMap(world.images),
    ps: new DraftMap(world.ps),
    predictions: new DraftMap(world.predictions),
    signals: new DraftList(world.signals),
    anomalies: new DraftList(world.anomalies),
  };
}

export function finishDraft(draft: Draft): World {
  return {
    seq: draft.seq,
    t: draft.t,
    observer: draft.observer,
    engine: draft.engine,
    lab: draft.lab,
    step: draft.step,
    processes: draft.processes.done(),
    containers: draft.containers.done(),
    commands: draft.commands.done(),
    images: draft.images.done(),
    ps: draft.ps.done(),
    predictions: draft.predictions.done(),
    signals: draft.signals.done(),
    anomalies: draft.anomalies.done(),
  };
}
