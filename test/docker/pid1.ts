/** The pid1 command, as a person or a program runs it. */
import { spawn } from 'node:child_process';
import { join } from 'node:path';

const SCRIPT = join(import.meta.dirname, '../../scripts/pid1.mjs');

export interface Ended {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

export interface Running {
  readonly pid: number | undefined;
  readonly ended: Promise<Ended>;
  /** What it has printed so far. */
  out(): string;
  kill(signal: NodeJS.Signals): void;
}

export function startPid1(args: readonly string[], env: Readonly<Record<string, string>> = {}): Running {
  const child = spawn(process.execPath, [SCRIPT, ...args], { stdio: ['ignore', 'pipe', 'pipe'], env: { ...process.env, ...env } });
  let out = '';
  let err = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => (out += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (err += text));
  const ended = new Promise<Ended>((resolve) => child.on('close', (code) => resolve({ code, out, err })));
  return { pid: child.pid, ended, out: () => out, kill: (signal) => void child.kill(signal) };
}

export function pid1(...args: readonly string[]): Promise<Ended> {
  return startPid1(args).ended;
}
