/** Which terminals the page has open, which tab of the dock is shown, and a line that waits to be put into the workbench. */
import * as z from '@/protocol/zod';
import type { TerminalTarget } from '@/protocol/terminal-wire';
import type { Tape } from './tape';
import { targetSchema } from '@/protocol/terminal-wire';

export interface TerminalTab {
  readonly key: string;
  readonly target: TerminalTarget;
}

export interface DeskState {
  readonly terminals: readonly TerminalTab[];
  /** The dock's tab: its name, or `terminal:` and a terminal's key. */
  readonly shown: string;
  /** For the workbench's prompt. */
  readonly line: string | null;
}

export interface Desk {
  /** What the open terminals drew, by their keys. */
  readonly tapes: Map<string, Tape>;
  /** Whether there is a server to open terminals on: a recording has none. */
  readonly works: boolean;
  readonly state: () => DeskState;
  readonly subscribe: (listener: () => void) => () => void;
  readonly show: (tab: string) => void;
  readonly open: (target: TerminalTarget) => void;
  /** Takes the tab away; ending its program is its link's business. */
  readonly remove: (key: string) => void;
  /** Puts a line at the prompt, not yet entered. */
  readonly put: (line: string) => void;
  readonly taken: () => void;
  /** Opens what was open before the page was reloaded. */
  readonly recall: () => void;
}

export interface DeskOptions {
  readonly first: string;
  readonly works: boolean;
  readonly memory: { readonly read: () => string | null; readonly write: (text: string) => void };
  /** In [0, 1). */
  readonly random: () => number;
}

const WORKBENCH: TerminalTab = { key: 'workbench', target: { type: 'workbench' } };
const keptSchema = z.array(z.object({ key: z.string().check(z.regex(/^[a-z0-9-]{1,32}$/)), target: targetSchema })).check(z.maxLength(7));

export function tabOf(key: string): `terminal:${string}` {
  return `terminal:${key}`;
}

/** The workbench is always there, and first. */
export function createDesk({ first, works, memory, random }: DeskOptions): Desk {
  const listeners = new Set<() => void>();
  let state: DeskState = { terminals: works ? [WORKBENCH] : [], shown: first, line: null };

  function become(next: Partial<DeskState>): void {
    state = { ...state, ...next };
    for (const listener of listeners) listener();
  }

  function keep(terminals: readonly TerminalTab[], shown: string): void {
    memory.write(JSON.stringify(terminals.slice(1)));
    become({ terminals, shown });
  }

  return {
    tapes: new Map(),
    works,
    state: () => state,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    show: (tab) => become({ shown: tab }),
    open(target) {
      const key = `t-${Math.floor(random() * 36 ** 8).toString(36)}`;
      keep([...state.terminals, { key, target }], tabOf(key));
    },
    remove(key) {
      const terminals = state.terminals.filter((one) => one.key !== key || one === WORKBENCH);
      keep(terminals, state.shown === tabOf(key) ? tabOf(WORKBENCH.key) : state.shown);
    },
    // On the machine itself a person would say `kill`; here the lab does it for them.
    put: (line) => become({ line: /^kill\s/.test(line) ? `host ${line}` : line, shown: tabOf(WORKBENCH.key) }),
    taken: () => become({ line: null }),
    recall() {
      if (!works) return;
      const kept = keptSchema.safeParse(parsed(memory.read()));
      if (kept.success && kept.data.length > 0) become({ terminals: [WORKBENCH, ...kept.data.filter(({ key }) => key !== WORKBENCH.key)] });
    },
  };
}

function parsed(text: string | null): unknown {
  try {
    return JSON.parse(text ?? '[]');
  } catch {
    return null;
  }
}
