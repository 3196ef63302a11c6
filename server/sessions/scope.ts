/**
 * What a session may know of the machine: host PID 1 and the engine chain by name, its own containers'
 * shims and everything that those ever forked. Everything else is not so much as hinted at.
 */
import type { Fact, SeenProcess } from '@/model/event';
import type { ProcKey } from '@/model/process';
import type { KernelFact } from '@/server/kernel/kernel-observer';

export interface Scope {
  /** Container id, 'engine', or undefined for a process that is nobody's business. */
  readonly originOf: (key: ProcKey) => string | undefined;
  readonly owns: (origin: string) => boolean;
}

/** The fact as this session may see it, or null. References to processes out of scope become null. */
export function scoped(scope: Scope, { fact, origin }: KernelFact): Fact | null {
  if (fact.type === 'lost') return fact;
  if (origin !== 'engine' && !scope.owns(origin)) return null;
  switch (fact.type) {
    case 'signal-sent':
      // What reaches dockerd or containerd (SIGCHLD of others' shims) would tell of other sessions.
      return origin === 'engine' ? null : { ...fact, from: visible(scope, fact.from) };
    case 'signal-delivered':
      return origin === 'engine' ? null : fact;
    case 'fork':
    case 'reparent':
      return { ...fact, parent: visible(scope, fact.parent) };
    case 'reap':
      return { ...fact, by: visible(scope, fact.by) };
    case 'observed':
      if (origin === 'engine') return null;
      return fact.parent === undefined ? fact : { ...fact, parent: visible(scope, fact.parent) };
    case 'found':
      return { ...fact, process: scopedProcess(scope, fact.process) };
    case 'snapshot':
      return { ...fact, processes: fact.processes.filter((process) => inScope(scope, process.key)).map((process) => scopedProcess(scope, process)) };
    default:
      return fact;
  }
}

export function scopedProcess(scope: Scope, process: SeenProcess): SeenProcess {
  return { ...process, parent: visible(scope, process.parent) };
}

function inScope(scope: Scope, key: ProcKey): boolean {
  const origin = scope.originOf(key);
  return origin !== undefined && (origin === 'engine' || scope.owns(origin));
}

function visible(scope: Scope, key: ProcKey | null): ProcKey | null {
  return key !== null && inScope(scope, key) ? key : null;
}
