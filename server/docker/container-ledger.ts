/**
 * What we have told of each container, so that after the engine was away the difference can be told:
 * an engine that restarts forgets its events, and may have ended or lost containers meanwhile.
 */
import type { ContainerEvent } from '@/model/event';

export interface Entry {
  readonly session: string;
  readonly name: string;
  readonly running: boolean;
  readonly paused: boolean;
  /** The engine's StartedAt of the life we told of; empty before the first. */
  readonly startedAt: string;
}

export interface Listed extends Entry {
  readonly id: string;
  readonly exitCode: number | null;
  readonly oomKilled: boolean;
}

export class ContainerLedger {
  readonly #entries = new Map<string, Entry>();

  get(id: string): Entry | undefined {
    return this.#entries.get(id);
  }

  ids(): readonly string[] {
    return [...this.#entries.keys()];
  }

  put(id: string, entry: Entry): void {
    this.#entries.set(id, entry);
  }

  /** Keeps up with a fact that is told. */
  follow(session: string, name: string, fact: ContainerEvent, startedAt = ''): void {
    const before = this.#entries.get(fact.id) ?? { session, name, running: false, paused: false, startedAt: '' };
    switch (fact.type) {
      case 'container-created':
        this.#entries.set(fact.id, before);
        break;
      case 'container-started':
        this.#entries.set(fact.id, { ...before, running: true, paused: false, startedAt });
        break;
      case 'container-died':
        this.#entries.set(fact.id, { ...before, running: false, paused: false });
        break;
      case 'container-paused':
        this.#entries.set(fact.id, { ...before, paused: fact.paused });
        break;
      case 'container-renamed':
        this.#entries.set(fact.id, { ...before, name: fact.name });
        break;
      case 'container-removed':
        this.#entries.delete(fact.id);
        break;
      default:
    }
  }
}

/** What must have happened to a container between what we told and what is now; `pid` is its main process. Undefined `now`: it is gone. */
export function missedFacts(id: string, told: Entry, now: Listed | undefined, pid: number, pidns: number | undefined): readonly ContainerEvent[] {
  const died: ContainerEvent = { type: 'container-died', id, exitCode: now?.running === false ? now.exitCode : null, oomKilled: now?.oomKilled ?? false };
  if (now === undefined) return [...(told.running ? [died] : []), { type: 'container-removed', id }];
  const facts: ContainerEvent[] = [];
  if (now.name !== told.name) facts.push({ type: 'container-renamed', id, name: now.name });
  const anotherLife = now.startedAt !== told.startedAt && now.startedAt !== '';
  if (told.running && (!now.running || anotherLife)) facts.push(died);
  if (now.running && (!told.running || anotherLife)) facts.push({ type: 'container-started', id, pid, pidns });
  // Started and ended while nobody looked: told as a life without a pid, so that its end has a beginning.
  if (!told.running && !now.running && anotherLife) facts.push({ type: 'container-started', id, pid: 0 }, died);
  const wasPaused = told.paused && told.running && !anotherLife;
  if (now.running && now.paused !== wasPaused) facts.push({ type: 'container-paused', id, paused: now.paused });
  return facts;
}
