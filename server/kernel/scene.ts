/** What the parts of the tracker share: the table, the way out, and /proc. */
import type { Fact } from '@/model/event';
import type { ProcKey } from '@/model/process';
import type { BootClock } from './boot-clock';
import type { FactQueue, Slot } from './fact-queue';
import type { KernelFact } from './kernel-fact';
import type { ProcFs } from './proc-fs';
import type { ProcessTable } from './process-table';
import type { Task } from './task';
import type { TraceEvent } from './trace-event';

/** A told process has exited, and the evidence of how is still coming in. */
export interface PendingEnd {
  readonly task: Task;
  readonly slot: Slot;
  /** Its zombie children, oldest first: their new parent is told of them before its own parent is told of it. */
  readonly renotified: Task[];
}

export interface Scene {
  readonly table: ProcessTable;
  readonly queue: FactQueue;
  readonly proc: ProcFs;
  readonly clock: BootClock;
  readonly pendingEnds: Map<Task, PendingEnd>;
  /** The last process that a thread forked: the result of its system call comes later. */
  readonly lastFork: Map<number, Task>;
  /** What a thread asked waitid(2) for. */
  readonly waitCalls: Map<number, Extract<TraceEvent, { type: 'waitid-enter' }>>;
  /** Asks for a look through /proc after each of these ms. */
  lookLater(task: Task, delays: readonly number[]): void;
}

/** The fact as it will leave; only for what is told. */
export function kernelFact(task: Task, at: number, fact: Fact, inferred = false): KernelFact {
  const origin = task.origin ?? '';
  return inferred ? { at, fact, inferred, origin } : { at, fact, origin };
}

export function tell(scene: Scene, task: Task, at: number, fact: Fact, inferred = false): void {
  if (task.told && task.origin !== null) scene.queue.push(kernelFact(task, at, fact, inferred));
}

/** The key, where the process may be named at all. */
export function named(task: Task | null | undefined): ProcKey | null {
  return task?.told === true ? task.key : null;
}
