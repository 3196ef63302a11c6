/** What a process under a shim is to the lab, where its birth and exec were not seen: judged by what /proc shows of it. */
import type { Role } from '@/model/process';
import type { ProcFs } from './proc-fs';
import { levelOf } from './task';
import type { Task } from './task';

/** Runc executes a sealed copy of itself: `/memfd:runc_cloned:/proc/self/exe (deleted)`. */
const RUNTIME = /^\/memfd:runc_cloned|(^|\/)(runc|docker-runc|crun|youki|containerd-shim[^/]*)( \(deleted\))?$/;

/**
 * Of what a shim started, runc and its hooks are the engine's: they share the shim's mount namespace. So does
 * no container's process. `runc init` has left it already, but executes runc still.
 */
export function roleFromProc(proc: ProcFs, task: Task): Role {
  if (task.kind === 'shim') return 'engine';
  const parent = task.parent;
  if (parent === null || parent.role === 'member') return 'member';
  const exe = proc.exe(task.pid);
  const initStage = task.comm.startsWith('runc:[');
  if (exe === undefined ? initStage || RUNTIME.test(task.comm) : RUNTIME.test(exe)) {
    if (initStage) task.runcInit = 2;
    return levelOf(task) === 0 || task.runcInit !== null ? 'engine' : 'member';
  }
  if (levelOf(task) > 0) return 'member';
  const [mine, theirs] = [proc.namespace(task.pid, 'mnt'), proc.namespace(parent.pid, 'mnt')];
  // Where namespaces may not be read: what runc itself started is a hook.
  return (mine === undefined ? parent.comm === 'runc' : mine === theirs) ? 'engine' : 'member';
}
