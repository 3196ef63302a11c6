/** Looks through /proc that are due some time after an event, each process at most once at a time. */

export class LookSchedule {
  /** When each pid is due next, in ms of the clock that callers pass. */
  readonly #due = new Map<number, number[]>();
  #next = Infinity;

  add(pid: number, now: number, delays: readonly number[]): void {
    const times = [...(this.#due.get(pid) ?? []), ...delays.map((delay) => now + delay)].sort((a, b) => a - b);
    this.#due.set(pid, times);
    this.#next = Math.min(this.#next, times[0] ?? Infinity);
  }

  /** When the first look is due; Infinity when none is. */
  get next(): number {
    return this.#next;
  }

  /** Takes the pids that are due. */
  take(now: number): number[] {
    if (now < this.#next) return [];
    const pids: number[] = [];
    this.#next = Infinity;
    for (const [pid, times] of this.#due) {
      const later = times.filter((time) => time > now);
      if (later.length < times.length) pids.push(pid);
      if (later.length === 0) this.#due.delete(pid);
      else this.#due.set(pid, later);
      this.#next = Math.min(this.#next, later[0] ?? Infinity);
    }
    return pids;
  }

  /** The process is gone. */
  forget(pid: number): void {
    this.#due.delete(pid);
  }
}
