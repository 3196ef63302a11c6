/**
 * What ps(1) would print, computed from a world; and finding the pids in what a real ps printed.
 * CPU time is in the kernel's clock ticks (1/100 s), as in /proc/PID/stat.
 */
import type { ProcKey, Process } from './process';
import type { World } from './world';
import { innerPid } from './process';
import { isShim } from './engine-process';

export interface PsRow {
  readonly key: ProcKey;
  readonly process: Process;
  readonly uid: number | null;
  readonly pid: number | null;
  readonly ppid: number | null;
  readonly state: string;
  readonly tty: string;
  /** As ps prints it: HH:MM:SS. */
  readonly time: string;
  readonly command: string;
}

/** The processes of one container as `ps -ef` in it lists them: by pid, zombies included. */
export function psInside(world: Pick<World, 'processes'>, container: string): readonly PsRow[] {
  const rows: PsRow[] = [];
  for (const process of world.processes.values()) {
    if (process.container !== container || process.life === 'dead' || isShim(process) || process.nspid === null || process.nspid.length < 2) continue;
    const parent = process.parent === null ? undefined : world.processes.get(process.parent);
    rows.push(psRow(process, innerPid(process), parent !== undefined && parent.pidns === process.pidns ? innerPid(parent) : 0));
  }
  return rows.sort(byPid);
}

/** Every process in sight as the host numbers them. */
export function psHost(world: Pick<World, 'processes'>): readonly PsRow[] {
  const rows: PsRow[] = [];
  for (const process of world.processes.values()) {
    if (process.life === 'dead') continue;
    const parent = process.parent === null ? undefined : world.processes.get(process.parent);
    rows.push(psRow(process, process.pid, parent?.pid ?? 0));
  }
  return rows.sort(byPid);
}

function byPid(a: PsRow, b: PsRow): number {
  return (a.pid ?? Infinity) - (b.pid ?? Infinity);
}

function psRow(process: Process, pid: number | null, ppid: number | null): PsRow {
  return {
    key: process.key, process, pid, ppid,
    uid: process.uid,
    state: process.life === 'zombie' ? 'Z' : process.state,
    tty: process.tty ?? '?',
    time: clock(process.cpuTicks),
    command: commandLine(process),
  };
}

/** The command line as ps shows it: `[comm] <defunct>` for a zombie, `[comm]` where argv is not known. */
export function commandLine(process: Process): string {
  if (process.life === 'zombie') return `[${process.comm}] <defunct>`;
  if (process.argv === null || process.argv.length === 0) return process.role === 'member' ? `[${process.comm}]` : process.comm;
  // One word with blanks in it is a title that the program gave itself (Redis, nginx): ps shows it as it is.
  return process.argv.length === 1 ? (process.argv[0] ?? '') : process.argv.map(quoteWord).join(' ');
}

/** Words with blanks are quoted, so that `sh -c "a b"` and `sh -c a b` look different. */
function quoteWord(word: string): string {
  return word === '' || /\s/.test(word) ? JSON.stringify(word) : word;
}

/** Clock ticks as ps writes cumulated CPU time. */
export function clock(ticks: number): string {
  const seconds = Math.floor(ticks / 100);
  return [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60].map((part) => String(part).padStart(2, '0')).join(':');
}

export interface PsLine {
  readonly text: string;
  /** The process of that line, when it is in the world. */
  readonly key: ProcKey | null;
}

/** The lines of a real `ps -ef` with the process that each stands for. The column is found by its header. */
export function psLines(world: Pick<World, 'processes'>, container: string, text: string): readonly PsLine[] {
  const keys = new Map(psInside(world, container).map((row) => [row.pid, row.key]));
  const [header = '', ...lines] = text.replace(/\s+$/, '').split('\n');
  const column = header.trim().split(/\s+/).indexOf('PID');
  return [{ text: header, key: null }, ...lines.map((line) => ({ text: line, key: (column < 0 ? undefined : keys.get(Number(line.trim().split(/\s+/)[column]))) ?? null }))];
}
