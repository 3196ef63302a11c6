/** What a number in a signal_generate event means. */
import type { SignalCause, Verdict } from '@/model/event';
import { signalByNumber } from '@/model/signals';

/** include/trace/events/signal.h: TRACE_SIGNAL_DELIVERED and its successors, in this order. */
const VERDICTS: readonly Verdict[] = ['delivered', 'ignored', 'pending', 'overflow', 'info-lost'];

export function verdictOf(result: number): Verdict {
  return VERDICTS[result] ?? 'delivered';
}

export const SIGKILL = 9;
export const SIGPIPE = 13;
export const SIGCHLD = 17;
export const SIGSTOP = 19;
export const SIGCONT = 18;

/** Why, from si_code: include/uapi/asm-generic/siginfo.h. 128 is SI_KERNEL; 1 to 6 are CLD_* for a SIGCHLD and a fault's kind for others. */
export function causeOf(signal: number, code: number): SignalCause {
  if (signal === SIGCHLD && code >= 1 && code <= 6) return 'child';
  // The kernel sends SIGPIPE to the writer as if the writer had called kill(2): fs/pipe.c.
  if (signal === SIGPIPE && code === 0) return 'kernel';
  if (code === 128) return 'kernel';
  switch (code) {
    case 0:
    case -1:
    case -6:
      return 'user';
    case -2:
      return 'timer';
    default:
      return code > 0 ? 'kernel' : 'other';
  }
}

/** A child's end as its parent is told it: CLD_EXITED, CLD_KILLED, CLD_DUMPED. */
export type ChildEnd = 'exited' | 'killed' | 'dumped';

export function childEnd(signal: number, code: number): ChildEnd | undefined {
  if (signal !== SIGCHLD) return undefined;
  return code === 1 ? 'exited' : code === 2 ? 'killed' : code === 3 ? 'dumped' : undefined;
}

/** Whether a process that neither handles nor ignores this signal dies of it. */
export function isDeadly(signal: number): boolean {
  const action = signalByNumber(signal)?.action;
  return action === 'term' || action === 'core';
}
