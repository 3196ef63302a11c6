/** One learner's (or one class's) run of one lab: its log, its scope, its listeners. Whoever ends it removes what it made. */
import { createHash, randomBytes } from 'node:crypto';
import type { Event, Fact } from '@/model/event';
import type { World } from '@/model/world';
import type { KernelFact } from '@/server/kernel/kernel-observer';
import type { Scope } from './scope';
import { scoped } from './scope';
import { SessionLog } from './session-log';
import { monotonic } from '../monotonic';

export type SessionListener = (events: readonly Event[]) => void;

export class Session {
  readonly id: string;
  /** Names the session on the engine: containers and labels. It does not tell the id, which is a secret. */
  readonly tag: string;
  readonly lab: string;
  /** Unix time of t = 0, in milliseconds. */
  readonly startedAt: number;
  readonly log: SessionLog;
  readonly #containers = new Set<string>();
  readonly #listeners = new Set<SessionListener>();
  readonly #scope: Scope;

  constructor(lab: string, originOf: Scope['originOf'], id: string = newSessionId()) {
    this.id = id;
    this.tag = createHash('sha256').update(id).digest('hex').slice(0, 10);
    this.lab = lab;
    this.startedAt = Date.now();
    this.log = new SessionLog(monotonic());
    this.#scope = { originOf, owns: (origin) => this.#containers.has(origin) };
  }

  get world(): World {
    return this.log.world;
  }

  get events(): readonly Event[] {
    return this.log.events;
  }

  get scope(): Scope {
    return this.#scope;
  }

  get containers(): ReadonlySet<string> {
    return this.#containers;
  }

  /** From now on the processes of this container belong to the session, even after its end. */
  own(container: string): void {
    this.#containers.add(container);
  }

  /** Appends one fact; `at` is CLOCK_MONOTONIC in milliseconds, now by default. */
  emit(fact: Fact, at: number = monotonic(), inferred?: true): void {
    this.#tell([this.log.append(fact, at, inferred)]);
  }

  /** Appends those kernel facts that this session may see. */
  emitKernel(facts: readonly KernelFact[]): void {
    const events: Event[] = [];
    for (const one of facts) {
      const fact = scoped(this.#scope, one);
      if (fact !== null) events.push(this.log.append(fact, one.at, one.inferred));
    }
    if (events.length > 0) this.#tell(events);
  }

  /** Calls with every event appended from now on, in order; the answer ends that. */
  subscribe(listener: SessionListener): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  #tell(events: readonly Event[]): void {
    for (const listener of this.#listeners) listener(events);
  }
}

/** 128 random bits: whoever knows it may see and steer the session. */
export function newSessionId(): string {
  return randomBytes(16).toString('base64url');
}
