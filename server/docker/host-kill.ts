/**
 * kill(2) on the host, as a typed action: only towards processes of the session's own containers. Membership
 * is decided by ancestry (a child of the container's shim, at any depth), never by cgroup: a zombie has none.
 */
import type Docker from 'dockerode';
import type { HostCommand, HostTarget } from '@/model/docker-command/command';
import { parseSignal } from '@/model/signals';
import { ProcFs } from '../kernel/proc-fs';
import { CommandFailure, type Performance } from './performance';
import { pickContainer, sessionContainers } from './session-containers';

export interface HostKill {
  readonly docker: Docker;
  readonly session: string;
  /** As `model/signals.ts` names it. */
  readonly signal: string;
  readonly target: HostTarget;
}

export type HostKillResult = { readonly type: 'sent'; readonly pid: number } | { readonly type: 'refused'; readonly why: string };

/** A process tree is not deeper than this; a torn read must not go in circles. */
const MAX_DEPTH = 4_096;

/** Sends a signal from the host to a process of the session, or says why not. */
export async function hostKill({ docker, session, signal, target }: HostKill): Promise<HostKillResult> {
  const number = parseSignal(signal)?.number;
  if (number === undefined) return refused(`${signal} is no signal`);
  const proc = new ProcFs();
  const containers = await sessionContainers(docker, session);
  const wanted = 'container' in target ? pickContainer(containers, target.container) : undefined;
  if ('container' in target && wanted === undefined) return refused(`there is no container ${target.container}`);
  const shims = await shimsOf(docker, proc, wanted === undefined ? containers.map(({ id }) => id) : [wanted.id]);
  const pid = 'pid' in target ? target.pid : [...shims.values()][0];
  if (pid === undefined) return refused(`${'container' in target ? target.container : 'it'} does not run, or its processes are not visible from this server`);
  const startTime = proc.stat(pid)?.startTime;
  // The same answer for a stranger's process as for none: what else runs on the host is not told.
  if (startTime === undefined || !descends(proc, pid, shims)) return refused(`(${pid}) - No such process among those of your containers`);
  if (proc.stat(pid)?.startTime !== startTime) return refused(`(${pid}) - No such process`);
  try {
    process.kill(pid, number);
    return { type: 'sent', pid };
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    return refused(code === 'ESRCH' ? `(${pid}) - No such process` : `(${pid}) - ${code ?? String(error)}`);
  }
}

export async function performHostKill(performance: Performance, { signal, target }: Extract<HostCommand, { type: 'host-kill' }>): Promise<number> {
  const result = await hostKill({ docker: performance.docker, session: performance.context.session, signal, target });
  if (result.type === 'refused') throw new CommandFailure(`kill: ${result.why}`, 1);
  return 0;
}

function refused(why: string): HostKillResult {
  return { type: 'refused', why };
}

/** Shim's pid → the container's main process, for those containers that run where we can see them. */
async function shimsOf(docker: Docker, proc: ProcFs, ids: readonly string[]): Promise<ReadonlyMap<number, number>> {
  const shims = new Map<number, number>();
  for (const id of ids) {
    const pid = await docker.getContainer(id).inspect().then(({ State }) => State.Pid, () => 0);
    const shim = pid === 0 ? undefined : proc.stat(pid)?.ppid;
    // The shim is told by its arguments to be this container's; another PID namespace would show a stranger under this number.
    if (shim !== undefined && shim > 1 && proc.cmdline(shim)?.includes(id) === true) shims.set(shim, pid);
  }
  return shims;
}

function descends(proc: ProcFs, pid: number, shims: ReadonlyMap<number, number>): boolean {
  let at = proc.stat(pid)?.ppid;
  for (let depth = 0; at !== undefined && at > 1 && depth < MAX_DEPTH; depth += 1) {
    if (shims.has(at)) return true;
    at = proc.stat(at)?.ppid;
  }
  return false;
}
