/** How many sessions a machine takes, and whether it has room for one more just now. */
import { freemem, totalmem } from 'node:os';

const MB = 1024 ** 2;

/** What the machine keeps for itself, the engine and this server. */
const RESERVED = 1024 * MB;
/** What a session with three containers and a terminal is reckoned to take on the machine: an estimate on the safe side, not a measurement. */
const PER_SESSION = 192 * MB;
/** No container is given more at first; where this is not free, the next session could hurt those that are in. */
const LEAST_FREE = 256 * MB;
const MOST = 200;

/** By the memory that the engine may give away, in bytes, or while it does not answer by this machine's; at least one. */
export function sessionsFor(memory: number = totalmem()): number {
  return Math.max(1, Math.min(MOST, Math.floor((memory - RESERVED) / PER_SESSION)));
}

/** By what is free now, whoever else uses the machine. */
export function hasFreeMemory(): boolean {
  return freemem() >= LEAST_FREE;
}
