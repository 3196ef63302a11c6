/** One lab's answers while its page is open: every change is written down at once. */
import type { Learned } from './learned';
import { parseLearned } from './learned';

export interface LearnedStore {
  readonly read: () => Learned;
  readonly subscribe: (listener: () => void) => () => void;
  /** What is committed to after the explanation was read is no prediction any more. */
  readonly predict: (step: string, choice: number) => void;
  readonly observe: (step: string, choice: number) => void;
  readonly explain: (step: string) => void;
  readonly finish: (step: string) => void;
  readonly draft: (text: string | null) => void;
}

export interface Memory {
  readonly read: () => string | null;
  readonly write: (text: string) => void;
}

/** Reads the memory once. */
export function createLearned(memory: Memory): LearnedStore {
  const listeners = new Set<() => void>();
  let learned: Learned | null = null;

  function read(): Learned {
    learned ??= parseLearned(memory.read());
    return learned;
  }

  function become(changed: Partial<Learned>): void {
    learned = { ...read(), ...changed };
    memory.write(JSON.stringify(learned));
    for (const listener of listeners) listener();
  }

  return {
    read,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    predict(step, choice) {
      const { predicted, explained } = read();
      if (predicted[step] !== choice && !explained.includes(step)) become({ predicted: { ...predicted, [step]: choice } });
    },
    observe: (step, choice) => become({ observed: { ...read().observed, [step]: choice } }),
    explain(step) {
      if (!read().explained.includes(step)) become({ explained: [...read().explained, step] });
    },
    finish(step) {
      if (!read().done.includes(step)) become({ done: [...read().done, step] });
    },
    draft(text) {
      if (read().draft !== text) become({ draft: text });
    },
  };
}
