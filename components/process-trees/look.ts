/** Shape and colour of a row: what a process is, and what has become of it. */
import type { Process } from '@/model/process';

export type Look = 'pid1' | 'member' | 'engine';

/** The gold ring is for PID 1 of a container's namespace; the host's own init is scenery. */
export function lookOf({ role, nspid }: Process): Look {
  if (role !== 'member') return 'engine';
  return nspid !== null && nspid.length > 1 && nspid.at(-1) === 1 ? 'pid1' : 'member';
}
