/** Which process a check means. */
import type { ProcKey, Process } from '../process';
import type { Container, World } from '../world';
import type { Seen, Who } from './check';

/** `unknown`: it may be the one, but its container's name or its pid in there is not known yet. */
export type Truth = boolean | 'unknown';

/** One event and the worlds on both sides of it: whoever is reaped is only in the one before. */
export interface Scene {
  readonly before: World;
  readonly after: World;
}

export function processIn(scene: Scene, key: ProcKey | null): Process | undefined {
  if (key === null) return undefined;
  return scene.after.processes.get(key) ?? scene.before.processes.get(key);
}

/** Whether `key` is the process that `who` means; null is a process outside what this log may tell. */
export function isWho(who: Who, key: ProcKey | null, scene: Scene): Truth {
  if (key === null) return who.role === 'outside' && who.container === undefined && who.nspid === undefined && who.comm === undefined && who.argv === undefined;
  const process = processIn(scene, key);
  return process === undefined ? false : fitsWho(who, process, scene);
}

/** The same for a process at hand. */
export function fitsWho(who: Who, process: Process, scene: Scene): Truth {
  // The shim and runc carry their container's id, too; they are meant only where the role says so.
  if (process.role !== (who.role ?? (who.container === undefined ? process.role : 'member'))) return false;
  if (who.comm !== undefined && who.comm !== process.comm) return false;
  if (who.argv !== undefined && !(process.argv?.join(' ').includes(who.argv) ?? false)) return false;
  return all(isInContainer(who.container, process, scene), hasNumber(who.nspid, process));
}

/** The engine may tell of a container after the kernel has told of its processes. */
function isInContainer(name: string | undefined, process: Process, scene: Scene): Truth {
  if (name === undefined) return true;
  if (process.container === null) return false;
  const container = containerOf(process, scene);
  return container === undefined ? 'unknown' : container.name === name;
}

function hasNumber(wanted: number | undefined, process: Process): Truth {
  if (wanted === undefined) return true;
  const nspid = pidInContainer(process);
  if (nspid !== null) return nspid === wanted;
  return process.role === 'member' && process.nspid === null ? 'unknown' : false;
}

export function containerOf(process: Process, scene: Scene): Container | undefined {
  if (process.container === null) return undefined;
  return scene.after.containers.get(process.container) ?? scene.before.containers.get(process.container);
}

/** Its number in the container's namespace, the second of NSpid (proc_pid_status(5)); null while unknown, or with `--pid=host`. */
export function pidInContainer(process: Process): number | null {
  return process.nspid?.[1] ?? null;
}

/** Every part must be true; one unknown part makes the whole unknown. */
export function all(...parts: readonly Truth[]): Truth {
  if (parts.includes(false)) return false;
  return parts.includes('unknown') ? 'unknown' : true;
}

/** What a result tells of a process. */
export function seenOf(key: ProcKey | null, scene: Scene): Seen {
  const process = processIn(scene, key);
  if (process === undefined) return {};
  const nspid = pidInContainer(process);
  return { pid: process.pid, ...(nspid === null ? {} : { nspid }), comm: process.comm };
}

/** The name of the other one: sender, reaper, adopter. */
export function nameOf(key: ProcKey | null, scene: Scene): string | null {
  return processIn(scene, key)?.comm ?? null;
}
