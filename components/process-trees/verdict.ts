/** The kernel's verdict on a signal, with the reason where the facts give one. */
import type { Process } from '@/model/process';
import type { SignalMark } from '@/model/world';
import { signalsIn } from '@/model/signal-mask';
import { parseSignal } from '@/model/signals';

/** Keys of the messages under `signal`. */
export type VerdictWord = 'delivered' | 'ignored' | 'noHandler' | 'protected' | 'byChoice' | 'zombie' | 'pending' | 'overflow' | 'infoLost';

/**
 * Why a signal was dropped when it was sent: kernel/signal.c: sig_task_ignored. PID 1 of a namespace is
 * spared what it has no handler for (SIGNAL_UNKILLABLE); SIGKILL and SIGSTOP can have none.
 */
export function verdictWord({ signal, verdict }: SignalMark, target: Process | undefined): VerdictWord {
  switch (verdict) {
    case 'delivered':
    case 'pending':
    case 'overflow':
      return verdict;
    case 'info-lost':
      return 'infoLost';
    case 'ignored': {
      // kernel/signal.c: prepare_signal: a thread group that is exiting takes nothing but what ends it.
      if (target?.life === 'zombie') return 'zombie';
      if (target === undefined || target.masks === null) return 'ignored';
      if (signalsIn(target.masks.SigIgn).has(signal)) return 'byChoice';
      if (target.nspid === null || target.nspid.length < 2 || target.nspid.at(-1) !== 1) return 'ignored';
      return parseSignal(signal)?.catchable === false ? 'protected' : 'noHandler';
    }
    default:
      return verdict satisfies never;
  }
}

/**
 * Whether a learner would ask about this signal. Those that a child's end or a timer brings are noise in the
 * trees, and so is the SIGKILL that an ending PID 1 sends to all of its namespace when it reaches itself.
 */
export function isTold({ cause, signal, from, to }: SignalMark): boolean {
  if (signal === 'SIGKILL' && from === to) return false;
  return (cause === 'user' || cause === 'kernel') && signal !== 'SIGURG' && signal !== 'SIGCHLD';
}
