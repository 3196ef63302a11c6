/** One lab's answers while its page is open: every change is written down at once, beside what other pages of ours wrote. */
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
  /** Another page of ours may have written. */
  readonly look: () => void;
}

export interface Memory {
  readonly read: () => string | null;
  readonly write: (text: string) => void;
}

export function createLearned(memory: Memory): LearnedStore {
  const listeners = new Set<() => void>();
  let learned: Learned | null = null;
  // Where a browser forbids storage nothing comes back; that is no reason to forget.
  let seen: string | null = null;

  function read(): Learned {
    return learned ?? renew();
  }

  /** What is in the memory by now. */
  function renew(): Learned {
    const text = memory.read();
    if (learned === null || text !== seen) learned = parseLearned(text);
    seen = text;
    return learned;
  }

  /** Null: nothing changes. */
  function become(change: (now: Learned) => Partial<Learned> | null): void {
    const before = learned;
    const now = renew();
    const changed = change(now);
    if (changed !== null) {
      learned = { ...now, ...changed };
      memory.write(JSON.stringify(learned));
      seen = memory.read();
    }
    if (learned !== before) for (const listener of listeners) listener();
  }

  return {
    read,
    look: () => become(() => null),
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    predict: (step, choice) => become(({ predicted, explained }) => (predicted[step] === choice || explained.includes(step) ? null : { predicted: { ...predicted, [step]: choice } })),
    observe: (step, choice) => become(({ observed }) => ({ observed: { ...observed, [step]: choice } })),
    explain: (step) => become(({ explained }) => (explained.includes(step) ? null : { explained: [...explained, step] })),
    finish: (step) => become(({ done }) => (done.includes(step) ? null : { done: [...done, step] })),
    draft: (text) => become(({ draft }) => (draft === text ? null : { draft: text })),
  };
}
