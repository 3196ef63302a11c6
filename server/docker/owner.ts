/**
 * Who made an object: a server, told apart from every other one by machine boot, PID namespace, pid and start
 * time. A server that shares our PID namespace can be looked up in /proc; any other is left in peace.
 */
import { randomBytes } from 'node:crypto';
import { readFileSync, readlinkSync } from 'node:fs';
import { uptime } from 'node:os';
import { ProcFs } from '../kernel/proc-fs';

/** `<boot>.<pid namespace>.<pid>.<start time>.<random>` */
export type OwnerId = string;

export interface Place {
  /** First eight digits of the boot id (random(4)); `x` where there is none. */
  readonly boot: string;
  /** Inode of our PID namespace, 0 where there is none. */
  readonly pidns: number;
  /** Unix time of the boot in milliseconds. */
  readonly bootedAt: number;
}

/** `unknown`: it lives, or lived, where we cannot look. */
export type OwnerFate = 'alive' | 'gone' | 'unknown';

/** An object of an unknown owner is left alone for this long: longer than any session may last. */
export const UNKNOWN_OWNER_MS = 24 * 60 * 60 * 1000;

export function thisPlace(): Place {
  const boot = readOr('/proc/sys/kernel/random/boot_id', 'x').slice(0, 8);
  const pidns = Number(/\[(\d+)\]/.exec(linkOr('/proc/self/ns/pid'))?.[1] ?? 0);
  return { boot, pidns, bootedAt: Date.now() - uptime() * 1000 };
}

/** A new id for this process. */
export function newOwnerId(place: Place = thisPlace(), pid: number = process.pid): OwnerId {
  return [place.boot, place.pidns, pid, startTime(pid) ?? 0, randomBytes(4).toString('hex')].join('.');
}

/**
 * What became of an owner. `createdAt` (Unix ms) and `running` are those of its object: what was made before
 * this machine booted and does not run is of an earlier boot, and so is its server.
 */
export function ownerFate(owner: OwnerId, object: { readonly createdAt: number; readonly running: boolean }, now: number, place: Place = thisPlace()): OwnerFate {
  const [boot, pidns, pid, start] = owner.split('.');
  if (boot === place.boot && Number(pidns) === place.pidns && place.pidns !== 0) {
    return startTime(Number(pid)) === Number(start) ? 'alive' : 'gone';
  }
  if (boot !== place.boot && !object.running && object.createdAt < place.bootedAt) return 'gone';
  return now - object.createdAt > UNKNOWN_OWNER_MS ? 'gone' : 'unknown';
}

function startTime(pid: number): number | undefined {
  return Number.isInteger(pid) && pid > 0 ? new ProcFs().stat(pid)?.startTime : undefined;
}

function readOr(path: string, otherwise: string): string {
  try {
    return readFileSync(path, 'latin1').trim();
  } catch {
    return otherwise;
  }
}

function linkOr(path: string): string {
  try {
    return readlinkSync(path);
  } catch {
    return '';
  }
}
