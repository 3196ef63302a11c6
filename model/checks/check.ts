/**
 * Checks: what a step of a lab expects, as data (docs/SPEC.md, CHK rules).
 *
 * An *edge* check asks whether something happened during the step; a *level* check whether something
 * holds now; a *relation* compares two edges. protocol/lab.ts is the form they have in lab.yaml.
 */
import type { SignalCause, Verdict } from '../event';
import type { Role } from '../process';

/** From and to, both included. Seconds, or a count. */
export type Range = readonly [number, number];

/** Which process: everything that is given must fit. */
export interface Who {
  /** The learner's name of the container whose shim it descends from. */
  readonly container?: string | undefined;
  /** Its pid in the container's own PID namespace. */
  readonly nspid?: number | undefined;
  /** The kernel's name for it: at most 15 bytes (proc_pid_comm(5)). */
  readonly comm?: string | undefined;
  /** A piece of its command line, words joined by single blanks. */
  readonly argv?: string | undefined;
  /** `outside`: a process that this log may not tell of. */
  readonly role?: Role | 'outside' | undefined;
}

export interface Masks {
  readonly caught?: readonly string[] | undefined;
  readonly ignored?: readonly string[] | undefined;
  /** Neither caught nor ignored. tini and s6 wait for signals without catching them: see facts of their masks in the lab. */
  readonly default?: readonly string[] | undefined;
}

export type EdgeForm =
  | { readonly type: 'sent'; readonly signal: string; readonly to: Who; readonly from?: Who | undefined; readonly verdict?: Verdict | undefined; readonly cause?: SignalCause | undefined }
  | { readonly type: 'handled'; readonly signal: string; readonly who: Who }
  | { readonly type: 'forked'; readonly who: Who; readonly parent?: Who | undefined }
  | { readonly type: 'execed'; readonly who: Who; readonly argv?: string | undefined }
  | { readonly type: 'exited'; readonly who: Who; readonly code?: number | undefined; readonly signal?: string | undefined }
  | { readonly type: 'reaped'; readonly who: Who; readonly by?: Who | undefined }
  | { readonly type: 'reparented'; readonly who: Who; readonly to: Who }
  | { readonly type: 'died'; readonly container: string; readonly exitCode?: number | undefined }
  | { readonly type: 'command'; readonly line?: string | undefined; readonly exitCode?: number | undefined; readonly seconds?: Range | undefined; readonly output?: string | undefined }
  | { readonly type: 'log'; readonly container: string; readonly match: string };

export type LevelForm =
  | (Who & {
      readonly type: 'process';
      /** Its parent's pid in the same namespace; 0: the parent lies outside of it. */
      readonly ppid?: number | undefined;
      readonly parent?: Who | undefined;
      readonly life?: 'alive' | 'zombie' | undefined;
      /** The letter of /proc/PID/stat. */
      readonly state?: string | undefined;
      readonly masks?: Masks | undefined;
      /** How many such processes there are; without it: at least one. */
      readonly count?: Range | undefined;
    })
  | {
      readonly type: 'container';
      readonly name: string;
      readonly state?: 'created' | 'running' | 'paused' | 'exited' | 'removed' | undefined;
      readonly exitCode?: number | undefined;
      readonly oomKilled?: boolean | undefined;
    };

export type RelationForm = { readonly type: 'between'; readonly between: readonly [string, string]; readonly seconds: Range };

export type CheckForm = EdgeForm | LevelForm | RelationForm;

interface Terms {
  readonly id: string;
  /** The id of an edge that must have come first. */
  readonly after?: string | undefined;
  /** Checks that must be ok for this one to count. */
  readonly needs?: readonly string[] | undefined;
  /** It must not have happened, or not hold. */
  readonly not?: boolean | undefined;
  /** For a level: once it held during the step, it stays ticked. */
  readonly once?: boolean | undefined;
}

export type EdgeCheck = Terms & EdgeForm;
export type LevelCheck = Terms & LevelForm;
export type RelationCheck = Terms & RelationForm;
export type Check = Terms & CheckForm;

/** What was seen, in facts: a view puts them into words. */
export interface Seen {
  /** Milliseconds since the log's beginning. Levels have none: they hold now. */
  readonly t?: number | undefined;
  readonly pid?: number | undefined;
  readonly nspid?: number | undefined;
  readonly comm?: string | undefined;
  readonly ppid?: number | undefined;
  readonly signal?: string | undefined;
  readonly verdict?: Verdict | undefined;
  readonly cause?: SignalCause | undefined;
  /** Who sent it, waited for it, or adopted it: `comm`, or null where that lies outside what may be told. */
  readonly by?: string | null | undefined;
  readonly exitCode?: number | null | undefined;
  readonly seconds?: number | undefined;
  readonly count?: number | undefined;
  readonly state?: string | undefined;
  readonly line?: string | undefined;
  readonly text?: string | undefined;
}

export interface CheckResult {
  readonly id: string;
  readonly ok: boolean;
  /** False: what watches here cannot see it. Then `ok` is false and nobody has failed. */
  readonly observable: boolean;
  /** What was seen, or what was seen instead; null: nothing. */
  readonly seen: Seen | null;
}
