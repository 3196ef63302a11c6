/** Who becomes the parent of an orphan: kernel/exit.c: find_new_reaper. */
import type { ProcessTable } from './process-table';
import { hasExited, levelOf } from './task';
import type { Task } from './task';

/**
 * The nearest living ancestor of the dead parent, in its own PID namespace, that called
 * prctl(PR_SET_CHILD_SUBREAPER); else PID 1 of that namespace. Null when neither is known.
 */
export function adopterOf(dead: Task, table: ProcessTable): Task | null {
  const level = levelOf(dead);
  for (let ancestor = dead.parent; ancestor !== null && levelOf(ancestor) === level; ancestor = ancestor.parent) {
    if (ancestor.subreaper && !hasExited(ancestor)) return ancestor;
  }
  return (level === 0 ? table.get(1) : table.namespaceInit(dead.facts.pidns)) ?? null;
}

/** Whether the dead takes its namespace along: its children are killed, not adopted (kernel/pid_namespace.c: zap_pid_ns_processes). */
export function endsNamespace(dead: Task, table: ProcessTable): boolean {
  return dead.pid === 1 || (levelOf(dead) > 0 && table.namespaceInit(dead.facts.pidns) === dead);
}
