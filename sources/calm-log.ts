/**
 * A store for readers who can wait a moment: they are told at most every so often, and never in the same task as
 * whoever cannot wait. The trees are drawn with each event; a guide that is redrawn with each of them would hold them up.
 */

export interface Told<T> {
  readonly state: () => T;
  readonly subscribe: (listener: () => void) => () => void;
}

/** `after` runs something later; `every`: in milliseconds. What it last told is the latest by then. */
export function createCalm<T>(store: Told<T>, after: (milliseconds: number, run: () => void) => unknown, every: number): Told<T> {
  const listeners = new Set<() => void>();
  let told = store.state();
  let waiting = false;

  store.subscribe(() => {
    if (waiting) return;
    waiting = true;
    after(every, () => {
      waiting = false;
      told = store.state();
      for (const listener of listeners) listener();
    });
  });

  return {
    state: () => told,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
