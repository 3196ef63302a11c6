/** What the observer knows of one process of the machine, told or not. Mutable: the tracker owns it. */
import type { ProcFacts, ProcKey, Role } from '@/model/process';
import { procKey } from '@/model/process';

/** Which part of the engine it is. `candidate`: forked by containerd and not yet seen to be a shim. */
export type EngineKind = 'init' | 'dockerd' | 'containerd' | 'candidate' | 'shim' | null;

export interface Task {
  readonly pid: number;
  readonly key: ProcKey;
  readonly startTime: number;
  /** ms of CLOCK_MONOTONIC; of a process found in /proc, when it was found. */
  readonly bornAt: number;
  comm: string;
  parent: Task | null;
  /** `parent` was computed, and no reading has confirmed it yet. */
  parentInferred: boolean;
  readonly children: Set<Task>;
  /** Threads that live. */
  readonly threads: Set<number>;
  /** Threads that have exited and are not freed: the last one still speaks for the process. */
  readonly pastThreads: Set<number>;
  /** 64-hex id of the container whose shim it descends from. Set once and for ever: a zombie, an orphan keeps it. */
  origin: string | null;
  kind: EngineKind;
  role: Role;
  /** Whether listeners have heard of it. Only such have an origin. */
  told: boolean;
  /** `runc init`: how many forks after its exec; null for anything else. Its exec makes the member. */
  runcInit: number | null;
  /** It called unshare(CLONE_NEWPID): its next child is PID 1 of a namespace of its own. */
  newPidns: boolean;
  subreaper: boolean;
  argv: readonly string[] | null;
  /** When an event last changed it: an older reading has nothing to say. */
  changedAt: number;
  /** What listeners have been told of it, beside comm and argv. */
  facts: ProcFacts;
  startStack: number;
  life: 'alive' | 'exiting' | 'zombie' | 'gone';
  /** From exit_group(2) or the last exit(2). */
  exitCode: number | null;
  /** Signals that would end it and were not seen to be handled, oldest first. */
  readonly deadly: number[];
  /** The thread that ended last: the kernel speaks to the parent in its name. */
  lastThread: number | null;
  /** The kernel has told its parent of its end: without that, a zombie that vanishes was reaped automatically. */
  announced: boolean;
  /** A wait(2) named it before its exit had come by: another CPU was quicker. */
  waitedBy: { readonly task: Task; readonly at: number } | null;
  /** When /proc was first seen to lack it though nothing had said so. */
  missingSince: number | null;
}

export function newTask(pid: number, startTime: number, bornAt: number, comm: string): Task {
  return {
    pid, key: procKey(pid, startTime), startTime, bornAt, comm,
    parent: null, parentInferred: false, children: new Set(), threads: new Set([pid]), pastThreads: new Set(),
    origin: null, kind: null, role: 'member', told: false, runcInit: null, newPidns: false, subreaper: false,
    argv: null, changedAt: bornAt, facts: {}, startStack: 0,
    life: 'alive', exitCode: null, deadly: [], lastThread: null, announced: false, waitedBy: null, missingSince: null,
  };
}

/** Whether it has exited: the kernel delivers nothing to it and it forks nothing. */
export function hasExited(task: Task): boolean {
  return task.life !== 'alive';
}

/** The pid in the namespace that is `level` below the host's; undefined while nobody has read it. */
export function pidAtLevel(task: Task, level: number): number | undefined {
  return level === 0 ? task.pid : task.facts.nspid?.[level];
}

/** How many namespaces below the host's; 0 while unknown. */
export function levelOf(task: Task): number {
  return (task.facts.nspid?.length ?? 1) - 1;
}
