/** /proc/PID/status: proc_pid_status(5). */
import type { SignalMasks } from '@/model/process';

export interface ProcStatus {
  /** The process that a thread belongs to. */
  readonly tgid: number;
  readonly ppid: number;
  /** From the namespace of this /proc to the innermost; empty before Linux 4.1. */
  readonly nspid: readonly number[];
  /** Effective user id. */
  readonly uid: number;
  readonly masks: SignalMasks;
}

/** Reads the file; undefined when it is torn. A line's key ends at the first colon; the name is the first line, escaped by the kernel. */
export function parseProcStatus(bytes: Buffer): ProcStatus | undefined {
  const lines = new Map<string, string>();
  for (const line of bytes.toString('latin1').split('\n')) {
    const colon = line.indexOf(':');
    if (colon > 0) lines.set(line.slice(0, colon), line.slice(colon + 1).trim());
  }
  const numbers = (key: string): number[] => (lines.get(key) ?? '').split(/\s+/).filter(Boolean).map(Number);
  const tgid = numbers('Tgid')[0];
  const ppid = numbers('PPid')[0];
  if (tgid === undefined || ppid === undefined) return undefined;
  const mask = (key: string): bigint => BigInt(`0x${lines.get(key) ?? '0'}`);
  return {
    tgid,
    ppid,
    nspid: numbers('NSpid'),
    uid: numbers('Uid')[1] ?? 0,
    masks: {
      SigCgt: mask('SigCgt').toString(16),
      SigIgn: mask('SigIgn').toString(16),
      SigBlk: mask('SigBlk').toString(16),
      // Pending for the first thread or for the process as a whole: to a person both are "pending".
      SigPnd: (mask('SigPnd') | mask('ShdPnd')).toString(16),
    },
  };
}
