/**
 * A process and its identity.
 *
 * Times are milliseconds since the log's beginning unless a name says otherwise; `startTime` is the
 * kernel's own: clock ticks (1/100 s) since boot, field 22 of /proc/PID/stat (proc_pid_stat(5)).
 */

/** `pid.startTime`: pids come back, the pair does not. `pid` is the number in the outermost (host) namespace. */
export type ProcKey = `${number}.${number}`;

export function procKey(pid: number, startTime: number): ProcKey {
  return `${pid}.${startTime}`;
}

/** The host pid of a key. */
export function pidOf(key: ProcKey): number {
  return Number(key.slice(0, key.indexOf('.')));
}

/** The start time of a key, in clock ticks since boot. */
export function startTimeOf(key: ProcKey): number {
  return Number(key.slice(key.indexOf('.') + 1));
}

/** What a process is to the lab: who it belongs to decides where it is drawn and who may see it. */
export type Role =
  /** PID 1 of the host. Its name is not told. */
  | 'init'
  /** dockerd, containerd, shims, runc: the engine's own. */
  | 'engine'
  /** Anything a shim forked that is not runc: PID 1, its children, what `docker exec` started. */
  | 'member';

/** Signal masks as in /proc/PID/status: bit n-1 stands for signal n. Hexadecimal, without leading zeros. */
export interface SignalMasks {
  readonly SigCgt: string;
  readonly SigIgn: string;
  readonly SigBlk: string;
  readonly SigPnd: string;
}

/** What /proc tells of one process. Every part may be missing: the process may be gone before it is read. */
export interface ProcFacts {
  readonly ppid?: number | undefined;
  readonly nspid?: readonly number[] | undefined;
  readonly pgid?: number | undefined;
  readonly sid?: number | undefined;
  /** Controlling terminal as ps prints it (`pts/0`), or `?`. */
  readonly tty?: string | undefined;
  /** Effective user id. */
  readonly uid?: number | undefined;
  readonly comm?: string | undefined;
  readonly argv?: readonly string[] | undefined;
  /** The letter of /proc/PID/stat: R S D T t Z X I. */
  readonly state?: string | undefined;
  /** Inode of the active PID namespace: what `readlink /proc/PID/ns/pid` shows. */
  readonly pidns?: number | undefined;
  readonly masks?: SignalMasks | undefined;
  /** User plus system time, in clock ticks. */
  readonly cpuTicks?: number | undefined;
}

/** How a process left: `exit_group(2)` with a code, or a signal. Unknown when nobody saw it. */
export type ExitStatus =
  | { readonly code: number }
  | { readonly signal: string; readonly core?: boolean | undefined }
  | { readonly unknown: true };

/**
 * A process in a world. `alive` runs (or sleeps, or is stopped); a `zombie` has exited and waits for
 * its parent's `wait(2)`; the `dead` are reaped and kept only as long as their container is shown.
 */
export interface Process {
  readonly key: ProcKey;
  readonly pid: number;
  readonly startTime: number;
  readonly role: Role;
  /** The parent now. Null: it lies outside what this log may tell. */
  readonly parent: ProcKey | null;
  /** True while `parent` was computed from the rules and no /proc read has confirmed it. */
  readonly parentInferred: boolean;
  /** Pids from the outermost namespace to the innermost; null until somebody read them. */
  readonly nspid: readonly number[] | null;
  readonly pidns: number | null;
  readonly pgid: number | null;
  readonly sid: number | null;
  readonly tty: string | null;
  readonly uid: number | null;
  readonly comm: string;
  /** Null: the process was gone before its command line could be read, or it is not ours to tell. */
  readonly argv: readonly string[] | null;
  /** Container id (64 hex digits) of the shim that it descends from. */
  readonly container: string | null;
  readonly life: 'alive' | 'zombie' | 'dead';
  /** Letter of /proc/PID/stat when last read. */
  readonly state: string;
  readonly masks: SignalMasks | null;
  readonly cpuTicks: number;
  readonly bornAt: number;
  readonly execedAt: number | null;
  readonly exitedAt: number | null;
  readonly exit: ExitStatus | null;
  readonly reapedAt: number | null;
  /** Who waited for it; null while a zombie, or when nobody saw. */
  readonly reaper: ProcKey | null;
}

/** The pid in the innermost namespace of the process, or null while unknown. */
export function innerPid(process: Process): number | null {
  return process.nspid?.at(-1) ?? null;
}
