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

  /** The time of the oldest that must not wait for ever. */
  oldest(mustLeave: (item: T) => boolean): number | undefined {
    return this.#items.find(({ item }) => mustLeave(item))?.item.at;
  }

  /** Takes those that must not wait for ever and are older than this, in order. */
  overdue(before: number, mustLeave: (item: T) => boolean): T[] {
    const late = this.#items.filter(({ item }) => item.at <= before && mustLeave(item));
    if (late.length > 0) this.#items = this.#items.filter((parked) => !late.includes(parked));
    return late.map((parked) => parked.item);
  }
}
