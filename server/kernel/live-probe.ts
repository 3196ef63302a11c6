/** For live tests: a tiny image made from this machine's own programs, containers of it, and a log of what the observer tells. */
import { execFile, execFileSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import pino from 'pino';
import { expect } from 'vitest';
import type { Fact } from '@/model/event';
import type { ProcKey } from '@/model/process';
import { KernelObserver } from './kernel-observer';
import type { KernelFact, KernelObserverOptions } from './kernel-observer';
import { ProcFs } from './proc-fs';

const PROGRAMS = ['sh', 'sleep', 'true', 'cat', 'cp', 'perl', 'setsid'];
const IMAGE = `pid1lab-probe:${process.pid}`;

const run = promisify(execFile);

/** What the docker command prints; throws what it complains of. Asynchronous, so that the observer in this process goes on observing. */
export async function docker(...args: readonly string[]): Promise<string> {
  return (await run('docker', args)).stdout.trim();
}

export function makeImage(): void {
  const root = mkdtempSync(join(tmpdir(), 'pid1lab-probe-'));
  try {
    for (const program of PROGRAMS) {
      const path = ['/usr/bin', '/bin'].map((folder) => `${folder}/${program}`).find((file) => existsSync(file));
      if (path === undefined) throw new Error(`this test copies ${program} from this machine, which has none`);
      const libraries = execFileSync('ldd', [path], { encoding: 'utf8' }).match(/\/\S+/g) ?? [];
      place(path, join(root, 'bin', program));
      for (const library of libraries) place(library, join(root, library));
    }
    mkdirSync(join(root, 'tmp'));
    execFileSync('sh', ['-c', `tar -C '${root}' -c . | docker import -c 'LABEL pid1lab.owner=test' - ${IMAGE}`], { stdio: 'ignore' });
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
}

export async function removeImage(): Promise<void> {
  await docker('rmi', '-f', IMAGE);
}

function place(from: string, to: string): void {
  mkdirSync(dirname(to), { recursive: true });
  cpSync(realpathSync(from), to);
}

/** A running container and how to do things in it. Removed when disposed. */
export class Probe {
  readonly id: string;

  private constructor(id: string) {
    this.id = id;
  }

  static async run(command: readonly string[], options: readonly string[] = []): Promise<Probe> {
    return new Probe(await docker('run', '-d', '--network', 'none', '--label', 'pid1lab.owner=test', ...options, IMAGE, ...command));
  }

  /** Runs a shell script in it, to its end, whatever that is. */
  async sh(script: string): Promise<void> {
    await docker('exec', this.id, 'sh', '-c', script).catch(() => undefined);
  }

  /** Starts a program in it. */
  async start(...argv: readonly string[]): Promise<void> {
    await docker('exec', '-d', this.id, ...argv);
  }

  async pid(): Promise<number> {
    return Number(await docker('inspect', '-f', '{{.State.Pid}}', this.id));
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await docker('rm', '-f', this.id);
  }
}

/** An observer and all that it has told. */
export class Watch {
  readonly observer: KernelObserver;
  readonly told: KernelFact[] = [];

  private constructor(observer: KernelObserver) {
    this.observer = observer;
    observer.onFacts((facts) => this.told.push(...facts));
  }

  static async start(options: Omit<KernelObserverOptions, 'log'> = {}): Promise<Watch> {
    return new Watch(await KernelObserver.start({ log: pino({ level: 'silent' }), ...options }));
  }

  of<T extends Fact['type']>(probe: Probe, type: T): Extract<Fact, { type: T }>[] {
    return this.told.flatMap(({ fact, origin }) => (origin === probe.id && fact.type === type ? [fact as Extract<Fact, { type: T }>] : []));
  }

  /** The probe's PID 1, once it runs what it was told to. */
  one(probe: Probe): Promise<ProcKey> {
    return this.until(`PID 1 of ${probe.id}`, () => this.of(probe, 'exec').find((fact) => fact.role === 'member')?.proc);
  }

  /** The process in the probe that last executed a program of this name. */
  key(probe: Probe, comm: string): ProcKey {
    const key = this.of(probe, 'exec').findLast((fact) => fact.comm === comm)?.proc;
    if (key === undefined) throw new Error(`nothing told of ${comm}`);
    return key;
  }

  /** Waits until something holds. */
  async until<T>(what: string, look: () => T | undefined | false, ms = 10_000): Promise<T> {
    const deadline = Date.now() + ms;
    for (;;) {
      const found = look();
      if (found !== undefined && found !== false) return found;
      if (Date.now() > deadline) throw new Error(`not seen within ${ms} ms: ${what}\n${this.told.slice(-40).map((fact) => JSON.stringify(fact)).join('\n')}`);
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.observer[Symbol.asyncDispose]();
  }
}

/** Whether a process has its working directory below this one: an instance's readers do. */
export function worksIn(pid: number, directory: string): boolean {
  return new ProcFs().cwd(pid)?.startsWith(directory) === true;
}

/**
 * A machine that holds the readers up can hide how a process ended. That is said to be unknown and inferred, never
 * guessed; and it is rare: at most one end in fifty here.
 */
export function expectFewUnknown(told: readonly KernelFact[]): void {
  const exits = told.filter(({ fact }) => fact.type === 'exit');
  const unknown = exits.filter(({ fact }) => fact.type === 'exit' && 'unknown' in fact.status);
  expect(unknown.filter(({ inferred }) => inferred !== true)).toEqual([]);
  expect(unknown.length).toBeLessThanOrEqual(Math.ceil(exits.length / 50));
}
