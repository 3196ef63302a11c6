/** Which process the engine is, where this server can see it: best effort, undefined otherwise. */
import { readFileSync, readdirSync, readlinkSync } from 'node:fs';
import { ProcFs } from '../kernel/proc-fs';
import type { EngineAddress } from './engine-address';

const DAEMONS = new Set(['dockerd', 'dockerd-current', 'podman']);

/** The pid of the daemon that listens on this address, in the server's own PID namespace. */
export function enginePid(address: EngineAddress, proc: ProcFs = new ProcFs()): number | undefined {
  if (address.type !== 'unix') return undefined;
  try {
    const daemons = proc.pids().filter((pid) => DAEMONS.has(proc.stat(pid)?.comm ?? ''));
    // A socket handed over by systemd is open in both, so only daemons are asked.
    const inodes = new Set(['/proc/net/unix', '/proc/1/net/unix'].flatMap((table) => listeners(table, address.path)));
    return daemons.find((pid) => holds(pid, inodes)) ?? (daemons.length === 1 ? daemons[0] : undefined);
  } catch {
    return undefined; // no /proc: not Linux
  }
}

/** Inodes of the sockets bound to a path: proc(5), /proc/net/unix. /var/run is /run on most systems. */
function listeners(table: string, path: string): readonly string[] {
  const paths = new Set([path, path.replace(/^\/var\/run\//, '/run/'), path.replace(/^\/run\//, '/var/run/')]);
  return readOr(table).split('\n').map((line) => line.trim().split(/\s+/)).filter((fields) => paths.has(fields[7] ?? '')).map((fields) => fields[6] ?? '');
}

function holds(pid: number, inodes: ReadonlySet<string>): boolean {
  try {
    return readdirSync(`/proc/${pid}/fd`).some((fd) => {
      const inode = /^socket:\[(\d+)\]$/.exec(linkOr(`/proc/${pid}/fd/${fd}`))?.[1];
      return inode !== undefined && inodes.has(inode);
    });
  } catch {
    return false;
  }
}

function readOr(path: string): string {
  try {
    return readFileSync(path, 'latin1');
  } catch {
    return '';
  }
}

function linkOr(path: string): string {
  try {
    return readlinkSync(path);
  } catch {
    return '';
  }
}
