/** Picking some events out of a log that grows, without looking at the old ones again each time. */
import type { Event, EventType } from '@/model/event';

export type EventOf<T extends EventType> = Extract<Event, { type: T }>;

export interface EventFilter<T extends EventType> {
  /** The events of those types among the first `count`; the same array for as long as nothing was added or taken away. */
  readonly of: (events: readonly Event[], count: number) => readonly EventOf<T>[];
}

export function createEventFilter<T extends EventType>(types: readonly T[]): EventFilter<T> {
  const wanted: ReadonlySet<string> = new Set(types);
  let source: readonly Event[] | null = null;
  let found: EventOf<T>[] = [];
  /** Where each of `found` stands in the log. */
  let places: number[] = [];
  let looked = 0;
  let answer: readonly EventOf<T>[] = [];
  return {
    of(events, count) {
      if (events !== source) {
        source = events;
        looked = 0;
        found = [];
        places = [];
        answer = [];
      }
      for (; looked < count; looked++) {
        const event = events[looked];
        if (event === undefined || !wanted.has(event.type)) continue;
        found.push(event as EventOf<T>);
        places.push(looked);
      }
      const length = below(places, count);
      if (answer.length !== length) answer = found.slice(0, length);
      return answer;
    },
  };
}

/** How many of these rising numbers lie below `limit`. */
function below(numbers: readonly number[], limit: number): number {
  let low = 0;
  let high = numbers.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((numbers[middle] as number) < limit) low = middle + 1;
    else high = middle;
  }
  return low;
}
