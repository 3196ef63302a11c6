/**
 * The event vocabulary: facts that happened to a process, a signal, a container or the lab run.
 * docs/SPEC.md numbers the rules. Every view of the lab is a fold of these.
 */
import type { ExitStatus, ProcFacts, ProcKey, Role } from './process';

/** Who can see what: with `kernel` every signal and its verdict; with `polling` only what /proc shows between two looks. */
export type ObserverMode = 'kernel' | 'polling' | 'none';

/** The kernel's word on a signal at the moment it was sent: include/trace/events/signal.h, TRACE_SIGNAL_*. */
export type Verdict = 'delivered' | 'ignored' | 'pending' | 'overflow' | 'info-lost';

/** Why a signal was sent, from si_code (sigaction(2)): a process's kill(2), the kernel itself, or a child's change of state. */
export type SignalCause = 'user' | 'kernel' | 'child' | 'timer' | 'other';

/** One process as first seen by a read of /proc. */
export interface SeenProcess extends ProcFacts {
  readonly key: ProcKey;
  readonly role: Role;
  readonly parent: ProcKey | null;
  readonly comm: string;
  readonly container?: string | undefined;
}

export type ProcessEvent =
  /** Every process in scope, read from /proc at one go: the start, or the way back after a loss. */
  | { readonly type: 'snapshot'; readonly reason: 'start' | 'lost' | 'periodic'; readonly processes: readonly SeenProcess[] }
  /** A process that came into sight (into scope, or between two polls) without its fork being seen. */
  | { readonly type: 'found'; readonly process: SeenProcess }
  | {
      readonly type: 'fork';
      readonly proc: ProcKey;
      readonly parent: ProcKey | null;
      readonly role: Role;
      readonly comm: string;
      readonly container?: string | undefined;
      readonly nspid?: readonly number[] | undefined;
      readonly pidns?: number | undefined;
    }
  | {
      readonly type: 'exec';
      readonly proc: ProcKey;
      readonly comm: string;
      readonly role: Role;
      /** Null when the process was gone before /proc/PID/cmdline could be read. */
      readonly argv: readonly string[] | null;
    }
  /** What /proc says of a known process: what no tracepoint carries, or a confirmation. */
  | { readonly type: 'observed'; readonly proc: ProcKey; readonly facts: ProcFacts; readonly parent?: ProcKey | null | undefined }
  | { readonly type: 'exit'; readonly proc: ProcKey; readonly status: ExitStatus }
  /** The zombie's end. `by` null: it was seen to be gone, not who waited. `auto`: the parent ignores SIGCHLD. */
  | { readonly type: 'reap'; readonly proc: ProcKey; readonly by: ProcKey | null; readonly auto?: true | undefined }
  | { readonly type: 'reparent'; readonly proc: ProcKey; readonly parent: ProcKey | null };

export type SignalEvent =
  | {
      readonly type: 'signal-sent';
      readonly signal: string;
      readonly cause: SignalCause;
      /** Null: the sender lies outside what this log may tell, or there is none. */
      readonly from: ProcKey | null;
      readonly to: ProcKey;
      readonly verdict: Verdict;
    }
  /** A handler runs. Not emitted for default actions, nor for signals taken by sigwait or signalfd: no tracepoint shows those. */
  | { readonly type: 'signal-delivered'; readonly signal: string; readonly proc: ProcKey };

export type ContainerEvent =
  | { readonly type: 'container-created'; readonly id: string; readonly name: string; readonly image: string }
  | { readonly type: 'container-started'; readonly id: string; readonly pid: number; readonly pidns?: number | undefined }
  /** The engine was asked to send a signal (`kill` in its event stream); `docker stop` begins with one. */
  | { readonly type: 'container-kill'; readonly id: string; readonly signal: string }
  | { readonly type: 'container-exec'; readonly id: string; readonly argv: readonly string[] }
  | { readonly type: 'container-died'; readonly id: string; readonly exitCode: number | null; readonly oomKilled: boolean }
  | { readonly type: 'container-stopped'; readonly id: string }
  | { readonly type: 'container-paused'; readonly id: string; readonly paused: boolean }
  | { readonly type: 'container-renamed'; readonly id: string; readonly name: string }
  | { readonly type: 'container-removed'; readonly id: string }
  | { readonly type: 'log'; readonly id: string; readonly stream: 'stdout' | 'stderr'; readonly text: string };

export type CommandEvent =
  /** The engine is busy with others' commands: so many are called before this one. Its time counts from `command-started`. */
  | { readonly type: 'command-waiting'; readonly command: string; readonly line: string; readonly step: string | null; readonly ahead: number }
  /** `typed`: by hand, in a terminal; the lab run is not busy with it. */
  | { readonly type: 'command-started'; readonly command: string; readonly line: string; readonly step: string | null; readonly typed?: true | undefined }
  | { readonly type: 'command-output'; readonly command: string; readonly stream: 'stdout' | 'stderr' | 'progress'; readonly text: string }
  | { readonly type: 'command-ended'; readonly command: string; readonly exitCode: number; readonly error?: string | undefined }
  /** What `docker exec CONTAINER ps -ef` printed, as it printed it. */
  | { readonly type: 'ps'; readonly id: string; readonly text: string };

export type LabEvent =
  | { readonly type: 'lab-opened'; readonly lab: string }
  | { readonly type: 'step-entered'; readonly step: string }
  | { readonly type: 'step-predicted'; readonly step: string; readonly choice: number }
  | { readonly type: 'step-reset'; readonly step: string }
  | { readonly type: 'image'; readonly image: string; readonly state: 'building' | 'ready' | 'failed'; readonly progress: string };

export type SourceEvent =
  | { readonly type: 'observer'; readonly mode: ObserverMode; readonly reason: string | null }
  | {
      readonly type: 'engine';
      readonly state: 'up' | 'down';
      readonly kind: string;
      readonly version: string | null;
      readonly api: string | null;
      readonly cgroup: string | null;
    }
  /** The observer knows that it missed this many events (0: some, number unknown). A snapshot follows. */
  | { readonly type: 'lost'; readonly count: number; readonly source: string };

/** An event before it has its place in a log. */
export type Fact = ProcessEvent | SignalEvent | ContainerEvent | CommandEvent | LabEvent | SourceEvent;

export type EventType = Fact['type'];

/** Where a fact stands in its log. */
export interface Place {
  /** 1, 2, 3 … without gaps. */
  readonly seq: number;
  /** Milliseconds since the log's beginning, with the kernel's precision. */
  readonly t: number;
  /** Concluded from the rules, not seen. A later /proc read confirms or corrects it. */
  readonly inferred?: true | undefined;
}

export type Event = Fact & Place;
