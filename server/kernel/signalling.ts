/** Signals: who sent what to whom, and what the kernel made of it. */
import { signalName } from '@/model/signals';
import { parentTold } from './ending';
import { ENGINE } from './origin';
import { kernelFact, named, tell } from './scene';
import type { Scene } from './scene';
import { SIGCHLD, SIGCONT, SIGSTOP, causeOf, childEnd, isDeadly, verdictOf } from './signal-facts';
import { hasExited } from './task';
import type { Task } from './task';
import type { TraceEvent } from './trace-event';

const DEADLY_KEPT = 8;
/** Stopping and going on show in /proc a moment later. */
const AFTER_STOP = [5, 100];

export function signalled(scene: Scene, event: Extract<TraceEvent, { type: 'signal' }>): void {
  const target = scene.table.ofThread(event.target);
  if (target === undefined) return;
  const verdict = verdictOf(event.result);
  const cause = causeOf(event.signal, event.code);
  let sender = scene.table.ofThread(event.tid) ?? null;
  const end = childEnd(event.signal, event.code);
  if (end !== undefined && sender !== null) sender = parentTold(scene, sender, target, end, event.at);
  if (verdict === 'delivered' && isDeadly(event.signal)) {
    target.deadly.push(event.signal);
    if (target.deadly.length > DEADLY_KEPT) target.deadly.shift();
  }
  if (event.signal === SIGSTOP || event.signal === SIGCONT) scene.lookLater(target, AFTER_STOP);
  if (event.signal === SIGCHLD && sender !== null) scene.lookLater(sender, AFTER_STOP);
  const from = cause === 'kernel' && !(sender !== null && hasExited(sender)) ? null : sender;
  const teller = tellerOf(target, from);
  if (teller === undefined) return;
  const fact = { type: 'signal-sent', signal: signalName(event.signal), cause, from: named(from), to: target.key, verdict } as const;
  scene.queue.push(kernelFact(teller, event.at, fact));
}

/**
 * Whose log the signal belongs to: the target's container's, or the sender's where it goes to the engine
 * (a shim's end, told to init). What passes between parts of the engine is nobody's.
 */
function tellerOf(target: Task, from: Task | null): Task | undefined {
  if (!target.told) return undefined;
  if (target.origin !== ENGINE) return target;
  return from?.told === true && from.origin !== ENGINE ? from : undefined;
}

/** A handler runs, so this signal is not what the process dies of. */
export function handled(scene: Scene, event: Extract<TraceEvent, { type: 'handler' }>): void {
  const task = scene.table.ofThread(event.tid);
  if (task === undefined) return;
  for (let index = task.deadly.indexOf(event.signal); index !== -1; index = task.deadly.indexOf(event.signal)) task.deadly.splice(index, 1);
  if (task.origin === ENGINE) return;
  tell(scene, task, event.at, { type: 'signal-delivered', signal: signalName(event.signal), proc: task.key });
}
