/** What a learner has answered and read in one lab: kept in the browser, told to nobody. */
import * as z from 'zod/mini';

const learnedSchema = z.object({
  /** By step: the option of `observe`. */
  observed: z.record(z.string(), z.int()),
  explained: z.array(z.string()),
});
export type Learned = z.infer<typeof learnedSchema>;

const NOTHING: Learned = { observed: {}, explained: [] };

export interface LearnedStore {
  readonly read: () => Learned;
  readonly subscribe: (listener: () => void) => () => void;
  readonly observe: (step: string, choice: number) => void;
  readonly explain: (step: string) => void;
  readonly forget: (step: string) => void;
}

export interface Memory {
  readonly read: () => string | null;
  readonly write: (text: string) => void;
}

/** What the memory holds is read once; what is not understood counts as nothing. */
export function createLearned(memory: Memory): LearnedStore {
  const listeners = new Set<() => void>();
  let learned: Learned | null = null;

  function read(): Learned {
    learned ??= parse(memory.read());
    return learned;
  }

  function become(next: Learned): void {
    learned = next;
    memory.write(JSON.stringify(next));
    for (const listener of listeners) listener();
  }

  return {
    read,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    observe: (step, choice) => become({ ...read(), observed: { ...read().observed, [step]: choice } }),
    explain: (step) => become({ ...read(), explained: [...new Set([...read().explained, step])] }),
    forget(step) {
      const { [step]: _gone, ...observed } = read().observed;
      become({ observed, explained: read().explained.filter((id) => id !== step) });
    },
  };
}

function parse(text: string | null): Learned {
  if (text === null) return NOTHING;
  try {
    const parsed = learnedSchema.safeParse(JSON.parse(text));
    return parsed.success ? parsed.data : NOTHING;
  } catch {
    return NOTHING;
  }
}

export const NOTHING_LEARNED = NOTHING;
