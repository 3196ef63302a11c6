/** Rows of the model as ps(1) sets them: columns for a monospace font. */
import type { PsRow } from '@/model/ps-view';
import { harmless } from '@/components/process-trees/shown-text';

export const PS_HEADER = 'UID          PID    PPID S TTY          TIME CMD';

export function psText({ uid, pid, ppid, state, tty, time, command }: PsRow): string {
  const owner = uid === null ? '?' : uid === 0 ? 'root' : String(uid);
  return [owner.padEnd(8), String(pid ?? '?').padStart(7), String(ppid ?? '?').padStart(7), state.slice(0, 1).padEnd(1), harmless(tty).padEnd(8), time.padStart(8), harmless(command)].join(' ');
}
