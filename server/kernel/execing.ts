/** A process becomes another program. Identity stays; what it is to the lab may change. */
import { becomeShim, tellFork } from './birth';
import { ENGINE, basename, commOf, isRuncInit } from './origin';
import { tell } from './scene';
import type { Scene } from './scene';
import { levelOf } from './task';
import type { Task } from './task';
import type { TraceEvent } from './trace-event';

/** When /proc is read again after an exec: handlers are installed and names changed while a program starts. */
const AFTER_EXEC = [25, 250, 1_500];

export function execed(scene: Scene, event: Extract<TraceEvent, { type: 'exec' }>, argv: readonly string[] | undefined): void {
  const { table } = scene;
  const task = table.get(event.pid);
  if (task === undefined) return;
  table.keepOneThread(task);
  task.deadly.length = 0;
  task.changedAt = event.at;
  task.comm = commOf(event.filename);
  task.argv = argv ?? null;
  if (task.kind === 'candidate' && task.argv !== null) {
    if (becomeShim(task, task.argv)) tellFork(scene, task, event.at, false);
    else task.kind = null;
  }
  if (task.origin === null || task.origin === ENGINE) return;
  becomeRole(task, event.filename);
  task.facts = { ...task.facts, masks: undefined };
  tell(scene, task, event.at, { type: 'exec', proc: task.key, comm: task.comm, role: task.role, argv: task.argv });
  scene.lookLater(task, AFTER_EXEC);
}

/**
 * From runc to the container's own process: `runc create` and `runc exec` start `runc init`, which forks twice
 * and then execs what the container shall run (libcontainer/nsenter/README.md). Its own re-exec from a sealed
 * copy comes before the first of these forks. Other runtimes (crun) exec right away inside the namespace.
 */
function becomeRole(task: Task, filename: string): void {
  if (task.role !== 'engine' || task.kind === 'shim') return;
  const init = task.argv === null ? filename === '/proc/self/exe' : isRuncInit(task.argv);
  if (task.runcInit === null || task.runcInit === 0) {
    if (init) task.runcInit = 0;
    else if (levelOf(task) > 0) task.role = 'member';
    return;
  }
  task.runcInit = null;
  task.role = 'member';
}

/** Whether a file of this name may be a part of the engine: then the engine is looked for anew. */
export function looksLikeEngine(filename: string): boolean {
  const name = basename(filename);
  return name === 'dockerd' || name === 'containerd';
}
