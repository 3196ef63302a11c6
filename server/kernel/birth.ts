/** A process appears: by fork, or because /proc shows one that was not known. */
import type { SeenProcess } from '@/model/event';
import type { ProcFacts } from '@/model/process';
import { sameStart } from './boot-clock';
import { vanish } from './ending';
import { ENGINE, shimContainer } from './origin';
import { factsOf, newFacts } from './proc-look';
import type { ProcLook } from './proc-look';
import { roleFromProc } from './proc-role';
import { kernelFact, named, tell } from './scene';
import type { Scene } from './scene';
import { levelOf, newTask } from './task';
import type { Task } from './task';
import type { TraceEvent } from './trace-event';

const CLONE_PARENT = 0x8000;
const CLONE_THREAD = 0x10000;
const CLONE_NEWPID = 0x2000_0000;

/** When /proc is read again after a fork: what the child changes by system calls that are not traced. */
const AFTER_BIRTH = [25, 300];

export function forked(scene: Scene, event: Extract<TraceEvent, { type: 'newtask' }>, look: ProcLook | undefined): void {
  const { table } = scene;
  // Where the caller's own fork was lost, /proc names the parent.
  const caller = table.ofThread(event.tid) ?? (look === undefined ? undefined : table.get(look.stat.ppid));
  if ((event.flags & CLONE_THREAD) !== 0) {
    if (caller !== undefined) table.addThread(caller, event.child);
    return;
  }
  const startTime = look?.stat.startTime ?? scene.clock.ticksAt(event.at);
  const before = table.get(event.child);
  if (before !== undefined) {
    // Found in /proc before its fork came by; or its number is somebody else's now.
    if (before.life === 'alive' && sameStart(before.startTime, startTime)) return;
    vanish(scene, before, event.at);
  }
  const task = newTask(event.child, startTime, event.at, event.comm);
  table.add(task);
  table.setParent(task, ((event.flags & CLONE_PARENT) === 0 ? caller : caller?.parent) ?? null);
  inherit(task, caller);
  learnNamespace(scene, task, bornFacts(task, caller, look, (event.flags & CLONE_NEWPID) !== 0));
  scene.lastFork.set(event.tid, task);
  if (caller !== undefined) caller.newPidns = false;
  if (task.origin !== null) tellFork(scene, task, event.at, false);
}

/** Announces a process as forked; its shim's origin may have become known only at its exec. */
export function tellFork(scene: Scene, task: Task, at: number, inferred: boolean): void {
  task.told = true;
  const { nspid, pidns } = task.facts;
  const fact = { type: 'fork', proc: task.key, parent: named(task.parent), role: task.role, comm: task.comm, container: task.origin ?? undefined, nspid, pidns } as const;
  tell(scene, task, at, fact, inferred);
  scene.lookLater(task, AFTER_BIRTH);
}

export function inherit(task: Task, caller: Task | undefined): void {
  if (caller === undefined) return;
  task.argv = caller.argv;
  task.runcInit = caller.runcInit === null ? null : caller.runcInit + 1;
  if (caller.kind === 'containerd' || caller.kind === 'candidate') {
    task.kind = 'candidate';
    task.role = 'engine';
  } else if (caller.origin !== null && caller.origin !== ENGINE) {
    task.origin = caller.origin;
    task.role = caller.role;
  }
}

/** What is known at birth for good: its numbers and its namespace. The rest is read a little later. */
function bornFacts(task: Task, caller: Task | undefined, look: ProcLook | undefined, newPidns: boolean): ProcFacts {
  const { nspid = undefined, pidns = undefined } = look === undefined || !sameStart(look.stat.startTime, task.startTime) ? {} : factsOf(look);
  if (pidns !== undefined) return { nspid, pidns };
  // runc enters namespaces by setns(2), which is not followed: only a container's own processes pass theirs on.
  const stays = caller?.role === 'member' && !newPidns && !caller.newPidns;
  return { nspid, pidns: stays ? caller.facts.pidns : undefined };
}

export function learnNamespace(scene: Scene, task: Task, facts: ProcFacts): void {
  task.facts = { ...task.facts, ...newFacts(task.facts, facts) };
  const { nspid, pidns } = task.facts;
  if (pidns !== undefined && nspid !== undefined && nspid.length > 1 && nspid.at(-1) === 1) scene.table.setNamespaceInit(pidns, task);
}

/**
 * The result of a member's clone(2): the child's number in the caller's namespace. It completes a child
 * that was gone before /proc could be read. Two namespaces deep is as far as one number reaches.
 */
export function cloned(scene: Scene, event: Extract<TraceEvent, { type: 'cloned' }>): void {
  const child = scene.lastFork.get(event.tid);
  scene.lastFork.delete(event.tid);
  const caller = scene.table.ofThread(event.tid);
  if (child === undefined || child.facts.nspid !== undefined || caller?.role !== 'member' || caller.facts.pidns === undefined) return;
  if (child.facts.pidns !== caller.facts.pidns) return;
  const level = levelOf(caller);
  if (level > 1) return;
  const facts = { nspid: level === 0 ? [child.pid] : [child.pid, event.nspid] };
  learnNamespace(scene, child, facts);
  tell(scene, child, event.at, { type: 'observed', proc: child.key, facts });
}

/** Takes in a process that /proc shows. Its parent must be in the table already, where there is one. */
export function found(scene: Scene, look: ProcLook, at: number): Task {
  const { stat } = look;
  const task = newTask(stat.pid, stat.startTime, at, stat.comm);
  for (const tid of scene.proc.threads(stat.pid)) task.threads.add(tid);
  scene.table.add(task);
  const parent = scene.table.get(stat.ppid) ?? null;
  scene.table.setParent(task, parent);
  inherit(task, parent ?? undefined);
  task.argv = look.argv ?? null;
  task.startStack = stat.startStack;
  if (stat.state === 'Z') task.life = 'zombie';
  learnNamespace(scene, task, factsOf(look));
  return task;
}

/** Everything about a told process, as for somebody who has heard nothing yet. */
export function seenProcess(task: Task): SeenProcess {
  const { key, role, comm } = task;
  if (task.kind === 'init') return { key, role, parent: null, comm: 'init', nspid: [1] };
  const exited = task.life !== 'alive';
  const state = exited ? 'Z' : task.facts.state;
  if (task.origin === ENGINE) {
    return { key, role, parent: named(task.parent), comm, nspid: task.facts.nspid, pidns: task.facts.pidns, state };
  }
  return {
    ...task.facts,
    key, role, comm, state,
    parent: named(task.parent),
    ppid: task.parent?.told === true ? task.parent.pid : undefined,
    argv: task.argv ?? undefined,
    container: task.origin ?? undefined,
  };
}

export function tellFound(scene: Scene, task: Task, at: number): void {
  task.told = true;
  scene.queue.push(kernelFact(task, at, { type: 'found', process: seenProcess(task) }));
  scene.lookLater(task, AFTER_BIRTH);
}

/** Whose origin has become known takes along all that it forked before. */
export function tellDescendants(scene: Scene, ancestor: Task, at: number): void {
  for (const child of ancestor.children) {
    if (child.told) continue;
    child.origin = ancestor.origin;
    child.kind = null;
    child.role = roleFromProc(scene.proc, child);
    tellFound(scene, child, at);
    tellDescendants(scene, child, at);
  }
}

/** A process forked by containerd shows itself to be a shim. */
export function becomeShim(task: Task, argv: readonly string[]): boolean {
  const container = shimContainer(argv);
  if (container === undefined) return false;
  task.origin = container;
  task.kind = 'shim';
  task.role = 'engine';
  // The lasting shim calls prctl(PR_SET_CHILD_SUBREAPER) as it starts; the helpers leave no orphans.
  task.subreaper = true;
  return true;
}
