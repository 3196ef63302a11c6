/** Telling the engine's processes apart, among those whose role is `engine`. */
import type { Process } from './process';

/** The lasting parent of a container: containerd-shim, once its `start` helper has left. */
export function isShim(process: Process): boolean {
  if (process.role !== 'engine' || !process.comm.startsWith('containerd-shim')) return false;
  const last = process.argv?.at(-1);
  return last !== 'start' && last !== 'delete';
}

/**
 * runc and the shim's helpers live for a fraction of a second: engine noise in most pictures. `runc init`
 * counts as part of the container from the moment it is in the container's PID namespace.
 */
export function isPassing(process: Process): boolean {
  if (process.role !== 'engine' || isShim(process)) return false;
  if (process.comm === 'dockerd' || process.comm === 'containerd') return false;
  return process.nspid === null || process.nspid.length < 2;
}
