/** What went wrong and has not been put away yet. */
import type { Problem } from '@/protocol/wire';

export interface Noted {
  readonly id: number;
  readonly problem: Problem;
  /** How often in a row. */
  readonly times: number;
}

export interface Problems {
  readonly list: () => readonly Noted[];
  readonly subscribe: (listener: () => void) => () => void;
  readonly add: (problem: Problem) => void;
  readonly remove: (id: number) => void;
  /** What was wrong is wrong no more. */
  readonly settle: (code: string) => void;
}

/** Shown at the same time at most; the oldest goes first. */
const MOST = 4;

export function createProblems(): Problems {
  const listeners = new Set<() => void>();
  let list: readonly Noted[] = [];
  let next = 1;

  function become(changed: readonly Noted[]): void {
    list = changed;
    for (const listener of listeners) listener();
  }

  return {
    list: () => list,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    add(problem) {
      const before = list.find((noted) => noted.problem.code === problem.code && noted.problem.why === problem.why);
      const others = list.filter((noted) => noted !== before);
      become([...others, { id: before?.id ?? next++, problem, times: (before?.times ?? 0) + 1 }].slice(-MOST));
    },
    remove(id) {
      become(list.filter((noted) => noted.id !== id));
    },
    settle(code) {
      if (list.some((noted) => noted.problem.code === code)) become(list.filter((noted) => noted.problem.code !== code));
    },
  };
}
