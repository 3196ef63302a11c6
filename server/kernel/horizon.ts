/**
 * Up to when everything has been heard. Usually that is now. When a CPU's reader is being caught up with
 * (a storm, or this process was kept from running), what comes from it is old, and more of that age follows:
 * then no other CPU's events may go ahead of it.
 */

/** ms of age that mark news as old. */
const OLD = 4;
/** ms of silence after which a CPU that told old news has no more of it. */
const SILENCE = 5;

interface Heard {
  readonly newest: number;
  readonly when: number;
}

export class Horizon {
  readonly #behind = new Map<number, Heard>();

  /** A CPU's reader has brought events, the newest of this time. All in ms of one clock. */
  heard(cpu: number, newest: number, now: number): void {
    if (now - newest > OLD) this.#behind.set(cpu, { newest, when: now });
    else this.#behind.delete(cpu);
  }

  /** `now` unless a CPU is behind. */
  at(now: number): number {
    let horizon = now;
    for (const [cpu, { newest, when }] of this.#behind) {
      if (now - when > SILENCE) this.#behind.delete(cpu);
      else horizon = Math.min(horizon, newest);
    }
    return horizon;
  }
}
