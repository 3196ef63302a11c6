/** How a process ended, from what was seen of it: system call, signals, the word to its parent, the zombie itself. */
import type { ExitStatus } from '@/model/process';
import { signalName } from '@/model/signals';
import { SIGKILL } from './signal-facts';
import type { ChildEnd } from './signal-facts';

export interface ExitEvidence {
  /** Of exit_group(2) or the last exit(2); null when neither was seen. */
  readonly exitCode: number | null;
  /** Signals sent and accepted that would end it, oldest first; those that a handler took are left out. */
  readonly deadly: readonly number[];
  /** What the kernel told the parent; undefined when it told nothing (the parent ignores SIGCHLD, or it has not yet). */
  readonly told: ChildEnd | undefined;
}

export interface Ending {
  readonly status: ExitStatus;
  /** False where another reading of the evidence is possible. */
  readonly certain: boolean;
}

/** The status that wait(2) tells, taken apart: WIFSIGNALED, WTERMSIG, WCOREDUMP. */
export function endingOfWaitStatus(wait: number): Ending {
  const signal = wait & 0x7f;
  if (signal === 0) return { status: { code: (wait >>> 8) & 0xff }, certain: true };
  const core = (wait & 0x80) !== 0;
  return { status: core ? { signal: signalName(signal), core } : { signal: signalName(signal) }, certain: true };
}

/**
 * What the evidence amounts to. `signal_deliver sig=9` is none: the kernel turns every fatal signal into it
 * (kernel/signal.c: complete_signal, get_signal), and shows it for each thread at an exit_group.
 */
export function endingOf({ exitCode, deadly, told }: ExitEvidence): Ending {
  if (told === 'exited' || (told === undefined && deadly.length === 0)) {
    return exitCode === null ? { status: { unknown: true }, certain: false } : { status: { code: exitCode }, certain: true };
  }
  // Nothing survives an accepted SIGKILL, and a process that is already dying accepts nothing: prepare_signal.
  const kill = deadly.includes(SIGKILL);
  // Of several others it lived on after all but the last: they were blocked, or taken by sigwait.
  const signal = kill ? SIGKILL : deadly.at(-1);
  if (signal === undefined) return { status: { unknown: true }, certain: false };
  const name = signalName(signal);
  if (told === 'dumped') return { status: { signal: name, core: true }, certain: deadly.length === 1 };
  if (told === 'killed') return { status: { signal: name }, certain: kill || deadly.length === 1 };
  // Nobody told the parent. A process that called exit while a signal was on its way may have ended either way.
  if (exitCode !== null && !kill) return { status: { code: exitCode }, certain: false };
  return { status: { signal: name }, certain: kill && exitCode === null };
}
