/** Any earlier state of a fold, without folding from the beginning: every so many events one state is kept. */
import type { Event } from './event';

export interface Checkpoints<S> {
  /** Keeps the state after `count` events, if it is one to keep. */
  readonly note: (count: number, state: S) => void;
  /** The state after the first `count` of these events: the same as folding them from the start. */
  readonly at: (events: readonly Event[], count: number) => S;
}

/** Few enough to be folded within a frame, many enough that an hour's states fit into memory: they share what did not change. */
const EVERY = 128;

/** Checkpoints of the fold `step` over one log that only grows. */
export function createCheckpoints<S>(start: S, step: (state: S, event: Event) => S, every = EVERY): Checkpoints<S> {
  const kept: S[] = [start];
  let last = { count: 0, state: start };

  return {
    note(count, state) {
      if (count === kept.length * every) kept.push(state);
    },
    at(events, count) {
      const index = Math.min(Math.floor(count / every), kept.length - 1);
      let from = index * every;
      let state = kept[index] ?? start;
      // Steps forward, and rows that are read one after the other, go on from where the last one stopped.
      if (last.count <= count && last.count > from) ({ count: from, state } = last);
      for (; from < count; from++) {
        const event = events[from];
        if (event === undefined) break;
        state = step(state, event);
        if (from + 1 === kept.length * every) kept.push(state);
      }
      last = { count: from, state };
      return state;
    },
  };
}
