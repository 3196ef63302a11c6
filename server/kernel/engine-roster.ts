/** Which processes are the engine: host PID 1, dockerd and its containerd; and which running shims are theirs. */
import { becomeShim, tellDescendants, tellFound } from './birth';
import { ENGINE, basename } from './origin';
import type { Scene } from './scene';
import { hasExited, levelOf } from './task';
import type { Task } from './task';

export interface EngineRoster {
  /** Looks for an engine that came or went; tells what is new. */
  review(at: number): void;
}

/** `enginePid`: the dockerd behind the socket in use, where known; otherwise the one that has run longest. */
export function engineRoster(scene: Scene, enginePid: () => number | undefined): EngineRoster {
  const { table, proc } = scene;

  /** The name alone proves nothing: it must be that program, outside all containers, run by root or by the engine's user. */
  function isProgram(task: Task, name: string): boolean {
    if (task.comm !== name || hasExited(task) || levelOf(task) > 0) return false;
    if (task.origin !== null && task.origin !== ENGINE) return false;
    // Just forked by it, not yet become what it shall run.
    if (task.parent?.comm === name) return false;
    const exe = proc.exe(task.pid);
    return exe === undefined || basename(exe.replace(/ \(deleted\)$/, '')) === name;
  }

  function enlist(task: Task | undefined, kind: 'init' | 'dockerd' | 'containerd', at: number): void {
    if (task === undefined || (task.told && task.kind === kind)) return;
    task.kind = kind;
    task.origin = ENGINE;
    task.role = kind === 'init' ? 'init' : 'engine';
    tellFound(scene, task, at);
  }

  function review(at: number): void {
    enlist(table.get(1), 'init', at);
    const daemons = [...table.all()].filter((task) => isProgram(task, 'dockerd')).sort((a, b) => a.startTime - b.startTime);
    const wanted = enginePid();
    const dockerd = daemons.find((task) => task.pid === wanted) ?? daemons.find((task) => task.told) ?? daemons[0];
    enlist(dockerd, 'dockerd', at);
    const trusted = new Set([0, ...(dockerd === undefined ? [] : [uidOf(dockerd)])]);
    const runtimes = [...table.all()].filter((task) => isProgram(task, 'containerd') && trusted.has(uidOf(task)));
    // Docker's own containerd is its child; a system's containerd serves it from beside.
    const own = runtimes.find((task) => task.parent === dockerd) ?? runtimes.find((task) => task.parent?.kind !== 'dockerd' && task.parent?.comm !== 'dockerd');
    enlist(own, 'containerd', at);
    for (const task of runtimes) task.kind = 'containerd';
    adoptRunningShims(at, [dockerd, ...runtimes], trusted);
  }

  function uidOf(task: Task): number {
    return proc.status(task.pid)?.uid ?? -1;
  }

  /** Shims that ran before we did have init for a parent. A container's process that names itself a shim lives in a mount namespace of its own. */
  function adoptRunningShims(at: number, engine: readonly (Task | undefined)[], trusted: ReadonlySet<number>): void {
    const mounts = new Set(engine.flatMap((task) => (task === undefined ? [] : (proc.namespace(task.pid, 'mnt') ?? []))));
    for (const task of [...table.all()].sort((a, b) => a.startTime - b.startTime)) {
      if (task.told || task.origin !== null || hasExited(task) || !task.comm.startsWith('containerd-shim')) continue;
      if (levelOf(task) > 0 || !trusted.has(uidOf(task)) || underShim(task)) continue;
      const mount = proc.namespace(task.pid, 'mnt');
      if (mount !== undefined && mounts.size > 0 && !mounts.has(mount)) continue;
      const argv = proc.cmdline(task.pid);
      if (argv === undefined || !becomeShim(task, argv)) continue;
      task.argv = argv;
      tellFound(scene, task, at);
      tellDescendants(scene, task, at);
    }
  }

  function underShim(task: Task): boolean {
    for (let ancestor = task.parent; ancestor !== null; ancestor = ancestor.parent) if (ancestor.kind === 'shim') return true;
    return false;
  }

  return { review };
}

