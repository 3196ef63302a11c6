/**
 * Brings the CPUs' events into one order. Each CPU's own events come in order, but one CPU's reader may be
 * woken later than another's; so an event waits until nothing older can be expected any more.
 */

export interface Timed {
  /** ms of CLOCK_MONOTONIC. */
  readonly at: number;
}

export interface MergeWindow {
  /** The shortest wait, in ms. */
  readonly min: number;
  /** What it may grow to while events come late. */
  readonly max: number;
}

/** ms after which a window that grew is halved again. */
const HALF_LIFE = 1_000;

export class Merge<T extends Timed> {
  readonly #limits: MergeWindow;
  #window: number;
  #shrinkAt = Infinity;
  #waiting: T[] = [];
  #sorted = true;
  /** The newest that has left. */
  #left = -Infinity;
  #late = 0;

  constructor(limits: MergeWindow) {
    this.#limits = limits;
    this.#window = limits.min;
  }

  /** How many came after something newer had left. They leave at once, and the window grows. */
  get late(): number {
    return this.#late;
  }

  get window(): number {
    return this.#window;
  }

  push(event: T, now: number): void {
    const last = this.#waiting.at(-1);
    if (last !== undefined && last.at > event.at) this.#sorted = false;
    this.#waiting.push(event);
    if (event.at < this.#left) {
      this.#late++;
      this.#window = Math.min(this.#limits.max, Math.max(this.#window, (now - event.at) * 1.25));
      this.#shrinkAt = now + HALF_LIFE;
    }
  }

  /** Takes what is old enough, oldest first. */
  take(now: number): T[] {
    if (now >= this.#shrinkAt) {
      this.#window = Math.max(this.#limits.min, this.#window / 2);
      this.#shrinkAt = this.#window === this.#limits.min ? Infinity : now + HALF_LIFE;
    }
    const until = now - this.#window;
    if (!this.#sorted) {
      // Stable: events of one nanosecond stay as they came.
      this.#waiting.sort((a, b) => a.at - b.at);
      this.#sorted = true;
    }
    let count = 0;
    while (count < this.#waiting.length && (this.#waiting[count]?.at ?? Infinity) <= until) count++;
    const taken = this.#waiting.splice(0, count);
    this.#left = Math.max(this.#left, taken.at(-1)?.at ?? -Infinity);
    return taken;
  }

  /** When `take` has something to give next, in ms of the same clock; undefined when nothing waits. */
  next(): number | undefined {
    if (this.#waiting.length === 0) return undefined;
    const oldest = this.#sorted ? this.#waiting[0]?.at : this.#waiting.reduce((min, event) => Math.min(min, event.at), Infinity);
    return oldest === undefined ? undefined : oldest + this.#window;
  }
}
