/**
 * Brings kernel facts to the sessions that own their containers. The kernel is quicker than the engine:
 * a shim may fork before anybody has said whose container it is, so facts without an owner wait a moment.
 */
import type { KernelFact } from '@/server/kernel/kernel-observer';
import type { Session } from './session';

/** Facts kept for a container that nobody has claimed yet, and for how long (ms). */
const WAITING_FACTS = 4_000;
const WAITING_MS = 15_000;
const WAITING_ORIGINS = 64;

interface Waiting {
  readonly since: number;
  readonly facts: KernelFact[];
}

export class KernelRouter {
  readonly #sessions = new Set<Session>();
  readonly #waiting = new Map<string, Waiting>();

  add(session: Session): void {
    this.#sessions.add(session);
  }

  remove(session: Session): void {
    this.#sessions.delete(session);
  }

  /** From now on `container` belongs to `session`; what its processes did already is told at once. */
  claim(session: Session, container: string): void {
    if (session.containers.has(container)) return;
    session.own(container);
    const waiting = this.#waiting.get(container);
    this.#waiting.delete(container);
    if (waiting !== undefined) session.emitKernel(waiting.facts);
  }

  route(facts: readonly KernelFact[]): void {
    for (const fact of facts) if (!this.#isShared(fact) && !this.#owned(fact.origin)) this.#wait(fact);
    for (const session of this.#sessions) session.emitKernel(facts);
  }

  #isShared({ origin, fact }: KernelFact): boolean {
    return origin === 'engine' || fact.type === 'lost';
  }

  #owned(origin: string): boolean {
    for (const session of this.#sessions) if (session.containers.has(origin)) return true;
    return false;
  }

  #wait(fact: KernelFact): void {
    let waiting = this.#waiting.get(fact.origin);
    if (waiting === undefined) {
      for (const [origin, { since }] of this.#waiting) {
        if (fact.at - since > WAITING_MS || this.#waiting.size >= WAITING_ORIGINS) this.#waiting.delete(origin);
      }
      this.#waiting.set(fact.origin, (waiting = { since: fact.at, facts: [] }));
    }
    // A container of somebody else on this engine fills its place once and is then passed over.
    if (waiting.facts.length < WAITING_FACTS && fact.at - waiting.since < WAITING_MS) waiting.facts.push(fact);
  }
}
