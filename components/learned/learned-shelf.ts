/** What was learned in all labs, as the browser keeps it: a part of its storage for each lab. */
import type { Shelved } from './progress-file';
import { learnedSince, mergeLearned, parseLearned } from './learned';

/** The browser's storage, or what stands for it where the browser forbids it. */
export interface Drawer {
  readonly names: () => readonly string[];
  readonly read: (name: string) => string | null;
  /** Null: removes it. */
  readonly write: (name: string, value: string | null) => void;
}

export const LEARNED = 'pid1lab.learned.';
export const SESSION = 'pid1lab.session.';

export interface LearnedShelf {
  /** The same object until something changes. */
  readonly read: () => Shelved;
  readonly subscribe: (listener: () => void) => () => void;
  /** Adds to what is there and takes nothing away. The answer undoes it. */
  readonly add: (labs: Shelved) => () => void;
  /** Forgets all, and the sessions, whose servers remember predictions. The answer undoes it. */
  readonly clear: () => () => void;
  /** Another page of ours wrote. */
  readonly look: () => void;
}

export function createLearnedShelf(drawer: Drawer): LearnedShelf {
  const listeners = new Set<() => void>();
  let shelved: Shelved | null = null;

  function read(): Shelved {
    shelved ??= Object.fromEntries(ours(LEARNED).map((name) => [name.slice(LEARNED.length), parseLearned(drawer.read(name))]));
    return shelved;
  }

  function ours(prefix: string): readonly string[] {
    return drawer.names().filter((name) => name.startsWith(prefix)).sort();
  }

  function look(): void {
    shelved = null;
    for (const listener of listeners) listener();
  }

  /** Writes, and answers with what takes that back, but not what other pages of ours wrote since. */
  function become(changes: ReadonlyMap<string, string | null>): () => void {
    const before = new Map([...changes.keys()].map((name) => [name, drawer.read(name)] as const));
    for (const [name, value] of changes) drawer.write(name, value);
    look();
    return () => {
      for (const [name, written] of changes) drawer.write(name, undone(name, before.get(name) ?? null, written));
      look();
    };
  }

  function undone(name: string, before: string | null, written: string | null): string | null {
    const now = drawer.read(name);
    if (now === written) return before;
    if (!name.startsWith(LEARNED)) return now;
    return JSON.stringify(mergeLearned(learnedSince(parseLearned(written), parseLearned(now)), parseLearned(before)));
  }

  return {
    read,
    look,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    add: (labs) => become(new Map(Object.entries(labs).map(([slug, learned]) => [LEARNED + slug, JSON.stringify(mergeLearned(parseLearned(drawer.read(LEARNED + slug)), learned))]))),
    clear: () => become(new Map([...ours(LEARNED), ...ours(SESSION)].map((name) => [name, null]))),
  };
}
