/**
 * One session's event log: numbered without gaps, its clock never going back. It keeps the last events;
 * whoever is further behind begins with the world of now.
 */
import type { Event, Fact } from '@/model/event';
import { foldEvents } from '@/model/fold';
import { EMPTY_WORLD } from '@/model/world';
import type { World } from '@/model/world';

/** Events kept. Half as many again are held before the older ones are folded away, so that this happens seldom. */
export const KEPT = 50_000;

export interface Since {
  /** The world to begin with, where the log does not reach back far enough. */
  readonly checkpoint: World | null;
  readonly events: readonly Event[];
}

export class SessionLog {
  /** CLOCK_MONOTONIC at t = 0, in milliseconds. */
  readonly #origin: number;
  readonly #kept: number;
  #events: Event[] = [];
  /** What the events that are no longer kept amounted to. */
  #begin: World = EMPTY_WORLD;
  #world: World = EMPTY_WORLD;
  #lastSeq = 0;
  #lastT = 0;

  constructor(origin: number, kept: number = KEPT) {
    this.#origin = origin;
    this.#kept = kept;
  }

  /**
   * Appends a fact. `at` is CLOCK_MONOTONIC in milliseconds. A fact that arrives after a later one
   * (the engine tells of things milliseconds after the kernel) is given the time of its predecessor.
   */
  append(fact: Fact, at: number, inferred?: true): Event {
    this.#lastT = Math.max(this.#lastT, Math.round((at - this.#origin) * 1000) / 1000);
    this.#lastSeq += 1;
    const event: Event = { ...fact, seq: this.#lastSeq, t: this.#lastT, ...(inferred === true ? { inferred } : {}) };
    this.#events.push(event);
    if (this.#events.length > this.#kept * 1.5) this.#forget();
    return event;
  }

  /** The fold of everything appended so far. */
  get world(): World {
    if (this.#world.seq < this.#lastSeq) this.#world = foldEvents(this.#world, this.#after(this.#world.seq));
    return this.#world;
  }

  get lastSeq(): number {
    return this.#lastSeq;
  }

  /** The events that are still kept. */
  get events(): readonly Event[] {
    return this.#events;
  }

  /** The kept events, and the world that they go on from. */
  get kept(): { readonly world: World; readonly events: readonly Event[] } {
    return { world: this.#begin, events: this.#events };
  }

  /** What somebody needs who has everything up to `seq`: at most `limit` events. */
  since(seq: number, limit = Infinity): Since {
    const first = this.#events[0]?.seq ?? this.#lastSeq + 1;
    // A viewer from before the kept part, or from a log that is not this one, begins anew.
    if (seq + 1 < first || seq > this.#lastSeq) return { checkpoint: this.world, events: [] };
    return { checkpoint: null, events: this.#after(seq, limit) };
  }

  #after(seq: number, limit = Infinity): readonly Event[] {
    const first = this.#events[0]?.seq ?? this.#lastSeq + 1;
    const start = Math.max(0, seq + 1 - first);
    return this.#events.slice(start, limit === Infinity ? undefined : start + limit);
  }

  #forget(): void {
    void this.world; // folds what is about to go
    this.#begin = foldEvents(this.#begin, this.#events.splice(0, this.#events.length - this.#kept));
  }
}
