/**
 * Ending what runs at an exec's terminal. The engine has no request for it: when the client of an exec goes away, its
 * process stays. So the server does what the kernel does when a terminal is closed: SIGHUP to its session
 * (kernel/exit.c: disassociate_ctty), and then SIGKILL to whoever is still there.
 */
import { ProcFs } from '../kernel/proc-fs';
import { pause } from '../docker/pause';

/** What programs get to end by themselves. */
const GRACE_MS = 1_500;
const LOOK_MS = 50;

/** `pid` is the exec's process on the host, 0 for none. Where its shim cannot be seen from here, nothing is done. */
export async function hangUp(container: string, pid: number): Promise<void> {
  const proc = new ProcFs();
  const leader = pid > 1 ? proc.stat(pid) : undefined;
  // A server in another PID namespace would find a stranger under this number: the parent must be this container's shim.
  if (leader === undefined || proc.cmdline(leader.ppid)?.includes(container) !== true) return;
  const session = proc.pids().map((one) => proc.stat(one)).filter((stat) => stat !== undefined).filter(({ sid }) => sid === leader.sid);
  const living = () => session.filter((one) => proc.stat(one.pid)?.startTime === one.startTime && proc.stat(one.pid)?.state !== 'Z');
  for (const { pid: one } of living()) signal(one, 'SIGHUP');
  // A stopped job must go on to learn of it.
  for (const { pid: one } of living()) signal(one, 'SIGCONT');
  for (let waited = 0; waited < GRACE_MS && living().length > 0; waited += LOOK_MS) await pause(LOOK_MS);
  for (const { pid: one } of living()) signal(one, 'SIGKILL');
}

function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name);
  } catch {
    // It has gone meanwhile, or is not ours to signal.
  }
}
