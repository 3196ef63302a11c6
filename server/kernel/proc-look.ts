/** One look at a process through /proc, and what it adds to what was known. */
import type { ProcFacts } from '@/model/process';
import type { ProcFs } from './proc-fs';
import { ttyName } from './proc-stat';
import type { ProcStat } from './proc-stat';
import type { ProcStatus } from './proc-status';

export interface ProcLook {
  /** When the reading began, ms of CLOCK_MONOTONIC. */
  readonly at: number;
  readonly stat: ProcStat;
  readonly status: ProcStatus | undefined;
  readonly argv: readonly string[] | undefined;
  readonly pidns: number | undefined;
}

/** What to read: after a fork who it is, otherwise everything. A namespace that is known already need not be read. */
export type LookFor = 'birth' | 'numbers' | 'all';

/** Undefined when the process is gone. Its parts are read one after the other: it may be gone half-way. */
export function lookAt(proc: ProcFs, pid: number, what: LookFor, at: number): ProcLook | undefined {
  const stat = proc.stat(pid);
  if (stat === undefined) return undefined;
  return {
    at,
    stat,
    status: proc.status(pid),
    argv: what === 'all' ? proc.cmdline(pid) : undefined,
    pidns: what === 'numbers' ? undefined : proc.namespace(pid, 'pid'),
  };
}

/** Everything that the look tells, as facts. `ppid` and names are left to the caller, who knows what may be told. */
export function factsOf({ stat, status, pidns }: ProcLook): ProcFacts {
  return {
    nspid: status === undefined || status.nspid.length === 0 ? undefined : status.nspid,
    pgid: stat.pgid,
    sid: stat.sid,
    tty: ttyName(stat.ttyNr),
    uid: status?.uid,
    state: stat.state,
    pidns,
    masks: stat.state === 'Z' ? undefined : status?.masks,
    cpuTicks: stat.cpuTicks,
  };
}

/** Those facts that are new. Running and sleeping alternate all the time and are taken for the same; so are a few ticks of CPU time. */
export function newFacts(known: ProcFacts, seen: ProcFacts): ProcFacts | undefined {
  const fresh = Object.entries(seen).filter(([name, value]) => value !== undefined && !sameFact(name as keyof ProcFacts, known, value));
  return fresh.length === 0 ? undefined : Object.fromEntries(fresh);
}

const CPU_GRAIN = 10;
const AWAKE = new Set(['R', 'S', 'D', 'I']);

function sameFact(name: keyof ProcFacts, known: ProcFacts, value: unknown): boolean {
  const before = known[name];
  if (before === undefined) return false;
  if (name === 'cpuTicks') return Math.abs(Number(value) - Number(before)) < CPU_GRAIN;
  if (name === 'state') return before === value || (AWAKE.has(String(before)) && AWAKE.has(String(value)));
  return typeof value === 'object' ? JSON.stringify(before) === JSON.stringify(value) : before === value;
}
