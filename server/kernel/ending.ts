/** A process ends: exit, what its parent is told, who adopts its children, who takes the zombie. */
import type { ExitStatus } from '@/model/process';
import { signalsIn } from '@/model/signal-mask';
import { adopterOf, endsNamespace } from './adoption';
import { sameStart } from './boot-clock';
import { endingOf, endingOfWaitStatus } from './exit-status';
import type { Ending } from './exit-status';
import type { KernelFact } from './kernel-fact';
import { childByNumber, reapedByNumber, zombiesOf } from './reaping';
import { kernelFact, named, tell } from './scene';
import type { PendingEnd, Scene } from './scene';
import type { ChildEnd } from './signal-facts';
import { hasExited } from './task';
import type { Task } from './task';
import type { TraceEvent } from './trace-event';

const WEXITED = 0x4;
const WNOWAIT = 0x0100_0000;
const P_PID = 1;
/** ms more for an end that is not clear: a great address space takes its time to go. */
const UNCLEAR_WAITS = 20;
/** ms between two looks for a zombie. */
const SECOND_LOOK = 50;

export function threadExited(scene: Scene, event: Extract<TraceEvent, { type: 'exit' }>): void {
  const task = scene.table.ofThread(event.tid);
  scene.lastFork.delete(event.tid);
  scene.waitCalls.delete(event.tid);
  if (task === undefined || hasExited(task)) return;
  task.changedAt = event.at;
  const left = scene.table.retireThread(task, event.tid);
  if (!(event.last ?? left === 0)) return;
  task.lastThread = event.tid;
  if (!task.told) {
    task.life = 'zombie';
    // Nobody knew of it, but one of its children may be known: a shim whose start helper was gone before its command line could be read.
    for (const fact of adopt(scene, task, event.at)) scene.queue.push(fact);
    return;
  }
  task.life = 'exiting';
  const renotified = endsNamespace(task, scene.table) ? [] : zombiesOf(task).filter((child) => child.life === 'zombie');
  scene.pendingEnds.set(task, { task, slot: scene.queue.open(event.at), renotified });
}

/**
 * A word from a dying process to a parent: of itself, or of one of its zombie children to that child's new
 * parent, which comes first (kernel/exit.c: exit_notify, reparent_leader). Answers whose end it tells.
 */
export function parentTold(scene: Scene, sender: Task, target: Task, end: ChildEnd, at: number): Task {
  const pending = scene.pendingEnds.get(sender);
  if (pending === undefined) {
    sender.announced = true;
    buryNamespace(scene, sender, at);
    return sender;
  }
  const orphan = pending.renotified[0];
  if (orphan !== undefined && (target !== sender.parent || adopterOf(sender, scene.table) === target)) {
    pending.renotified.shift();
    scene.table.setParent(orphan, target);
    tell(scene, orphan, pending.slot.at, { type: 'reparent', proc: orphan.key, parent: named(target) });
    return orphan;
  }
  if (target !== sender.parent) {
    scene.table.setParent(sender, target);
    tell(scene, sender, pending.slot.at, { type: 'reparent', proc: sender.key, parent: named(target) });
  }
  sender.announced = true;
  conclude(scene, pending, end);
  buryNamespace(scene, sender, at);
  return sender;
}

/**
 * Before the end of a namespace's PID 1 is told, the kernel has killed all that was left in the namespace and
 * waited for it in PID 1's name, without a system call (kernel/pid_namespace.c: zap_pid_ns_processes).
 */
function buryNamespace(scene: Scene, dead: Task, at: number): void {
  if (dead.life !== 'zombie' || !endsNamespace(dead, scene.table)) return;
  for (const zombie of zombiesOf(dead)) takeAway(scene, zombie, dead, at, { inferred: true });
}

/**
 * Ends whose evidence is not complete by now are told as far as it goes. `until`: what is older than this has
 * been seen. An end that could be read in two ways waits longer for the zombie, which knows.
 */
export function settleEnds(scene: Scene, until: number): void {
  for (const pending of scene.pendingEnds.values()) {
    const { task, slot } = pending;
    if (slot.at > until) return;
    if (slot.at > until - UNCLEAR_WAITS && !endOf(scene, task, undefined).certain && scene.proc.stat(task.pid) !== undefined) continue;
    conclude(scene, pending, undefined);
    // Nobody was told of it yet: is anybody going to be?
    scene.lookLater(task, [0, SECOND_LOOK]);
  }
}

/**
 * /proc lacks a zombie at a moment up to which all events should be known: nobody was told and nobody waited
 * (kernel/signal.c: do_notify_parent, autoreap). Where the parent is not known to ignore SIGCHLD, the second look decides.
 */
export function zombieGone(scene: Scene, task: Task, at: number): void {
  if (task.life !== 'zombie' || task.announced) return;
  task.missingSince ??= at;
  const ignored = signalsIn(task.parent?.facts.masks?.SigIgn ?? '0').has('SIGCHLD');
  if (ignored || at - task.missingSince >= SECOND_LOOK) takeAway(scene, task, task.parent, at, { auto: true, inferred: true });
}

function conclude(scene: Scene, { task, slot }: PendingEnd, told: ChildEnd | undefined): void {
  if (!scene.pendingEnds.delete(task)) return;
  task.life = 'zombie';
  const ending = endOf(scene, task, told);
  const exit = kernelFact(task, slot.at, { type: 'exit', proc: task.key, status: ending.status }, !ending.certain);
  slot.fill([exit, ...adopt(scene, task, slot.at)]);
  const { waitedBy } = task;
  if (waitedBy !== null && waitedBy.at >= slot.at) takeAway(scene, task, waitedBy.task, waitedBy.at, {});
}

function endOf(scene: Scene, task: Task, told: ChildEnd | undefined): Ending {
  const ending = endingOf({ exitCode: task.exitCode, deadly: task.deadly, told });
  if (ending.certain) return ending;
  const stat = scene.proc.stat(task.pid);
  if (stat === undefined || stat.state !== 'Z' || !sameStart(stat.startTime, task.startTime)) return ending;
  const own = endingOfZombie(scene, stat.exitCode);
  return own.certain ? own : ending;
}

/** A zombie's own word, unless it may not be heard: then it reads as 0. */
export function endingOfZombie(scene: Scene, waitStatus: number): Ending {
  return waitStatus === 0 && !scene.proc.inspects ? { status: { unknown: true }, certain: false } : endingOfWaitStatus(waitStatus);
}

/** Gives the children of the dead to their new parent, and answers what there is to say of those that are told. */
function adopt(scene: Scene, dead: Task, at: number): readonly KernelFact[] {
  if (endsNamespace(dead, scene.table)) return [];
  const facts: KernelFact[] = [];
  const adopter = adopterOf(dead, scene.table);
  for (const child of [...dead.children]) {
    const seen = child.told ? parentNow(scene, child) : undefined;
    const sure = seen !== undefined && seen !== dead;
    const parent = sure ? seen : adopter;
    scene.table.setParent(child, parent);
    child.parentInferred = !sure;
    if (child.told) facts.push(kernelFact(child, at, { type: 'reparent', proc: child.key, parent: named(parent) }, !sure));
  }
  return facts;
}

/** Whom /proc names as the parent at this moment; undefined when the child is gone. */
function parentNow(scene: Scene, child: Task): Task | undefined {
  const stat = scene.proc.stat(child.pid);
  return stat === undefined || !sameStart(stat.startTime, child.startTime) ? undefined : scene.table.get(stat.ppid);
}

/** wait4(2) returned a number: the moment at which the zombie ended. */
export function waited(scene: Scene, event: Extract<TraceEvent, { type: 'waited' }>): void {
  const waiter = scene.table.ofThread(event.tid);
  if (waiter === undefined) return;
  const zombie = reapedByNumber(waiter, event.nspid);
  if (zombie !== undefined) takeAway(scene, zombie, waiter, event.at, {});
  else {
    const child = childByNumber(waiter, event.nspid);
    if (child !== undefined) child.waitedBy = { task: waiter, at: event.at };
  }
}

/**
 * waitid(2) succeeded, which may mean that nothing was there (WNOHANG), and does not say whom it took
 * unless one was asked for by number. So /proc must lack the zombie.
 */
export function waitidDone(scene: Scene, event: Extract<TraceEvent, { type: 'waitid-done' }>): void {
  const call = scene.waitCalls.get(event.tid);
  scene.waitCalls.delete(event.tid);
  const waiter = scene.table.ofThread(event.tid);
  if (waiter === undefined || call === undefined || (call.options & WNOWAIT) !== 0 || (call.options & WEXITED) === 0) return;
  const asked = call.idType === P_PID ? [reapedByNumber(waiter, call.id)] : zombiesOf(waiter);
  const gone = asked.filter((zombie) => zombie !== undefined && parentNow(scene, zombie) === undefined);
  for (const zombie of gone) {
    if (zombie !== undefined) takeAway(scene, zombie, waiter, event.at, { inferred: gone.length > 1 });
  }
}

/** The kernel has freed the process: if nobody was seen to wait for it, this is the last word. 10 to 40 ms late, in a stranger's context. */
export function freed(scene: Scene, event: Extract<TraceEvent, { type: 'free' }>): void {
  scene.table.freeThread(event.freed);
  const task = scene.table.get(event.freed);
  if (task === undefined || !hasExited(task)) return;
  takeAway(scene, task, task.parent, event.at, { inferred: true, auto: !task.announced });
}

function takeAway(scene: Scene, zombie: Task, by: Task | null, at: number, how: { readonly auto?: boolean; readonly inferred?: boolean }): void {
  const pending = scene.pendingEnds.get(zombie);
  if (pending !== undefined) conclude(scene, pending, undefined);
  const fact = { type: 'reap', proc: zombie.key, by: named(by) } as const;
  tell(scene, zombie, at, how.auto === true ? { ...fact, auto: true } : fact, how.inferred === true);
  scene.table.remove(zombie, at);
}

/** It is gone, and its end was not seen: `status` when its zombie told it. */
export function vanish(scene: Scene, task: Task, at: number, status: ExitStatus = { unknown: true }): void {
  if (task.life === 'alive') exitUnseen(scene, task, at, status);
  takeAway(scene, task, null, at, { inferred: true });
}

/** It has exited, as its zombie shows, and no event said so. */
export function exitUnseen(scene: Scene, task: Task, at: number, status: ExitStatus): void {
  task.life = 'zombie';
  const adoptions = adopt(scene, task, at);
  tell(scene, task, at, { type: 'exit', proc: task.key, status }, true);
  for (const fact of adoptions) scene.queue.push(fact);
}
