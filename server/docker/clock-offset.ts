/**
 * From the engine's wall clock to CLOCK_MONOTONIC. Date.now() is cut to whole milliseconds, so a sample of
 * the offset is too large by less than one: the least of several samples is nearly right. A wall clock that
 * was set in the meantime shows as a jump, and the old samples go.
 */
const KEPT = 32;
const JUMP_MS = 5;

export class ClockOffset {
  readonly #wall: () => number;
  readonly #monotonic: () => number;
  #samples: number[] = [];

  constructor(wall: () => number, monotonic: () => number) {
    this.#wall = wall;
    this.#monotonic = monotonic;
  }

  /** Takes a sample; call it whenever something arrives. */
  measure(): void {
    const sample = this.#monotonic() - this.#wall();
    const last = this.#samples.at(-1);
    if (last !== undefined && Math.abs(sample - last) > JUMP_MS) this.#samples = [];
    this.#samples.push(sample);
    if (this.#samples.length > KEPT) this.#samples.shift();
  }

  /** Monotonic milliseconds of a wall-clock time in milliseconds; never later than now. */
  toMonotonic(wallMs: number): number {
    if (this.#samples.length === 0) this.measure();
    return Math.min(wallMs + Math.min(...this.#samples), this.#monotonic());
  }
}
