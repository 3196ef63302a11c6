/** Events of threads that nobody has heard of yet. */
import type { Timed } from './merge';

/** More are not worth keeping: those threads' fork was lost. */
const PLACES = 1_000;
/** ms after which nobody comes to fetch them. */
const PATIENCE = 1_000;

export class Parking<T extends Timed> {
  #items: { readonly tid: number; readonly item: T }[] = [];

  park(tid: number, item: T): void {
    this.#items.push({ tid, item });
    if (this.#items.length > PLACES) this.#items.splice(0, PLACES / 2);
  }

  /** What waited for this thread and happened after its birth at `since`, in order. */
  release(tid: number, since: number): T[] {
    if (this.#items.length === 0) return [];
    const mine = this.#items.filter((parked) => parked.tid === tid && parked.item.at >= since);
    this.#items = this.#items.filter((parked) => parked.tid !== tid && parked.item.at > since - PATIENCE);
    return mine.map((parked) => parked.item);
  }
}
