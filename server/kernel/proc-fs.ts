/** Reading /proc. That a process has gone (ENOENT, ESRCH) or may not be read (EACCES, EPERM) is an ordinary answer: undefined. */
import { closeSync, openSync, readSync, readdirSync, readlinkSync } from 'node:fs';
import { parseCmdline } from './proc-cmdline';
import { parseProcStat } from './proc-stat';
import type { ProcStat } from './proc-stat';
import { parseProcStatus } from './proc-status';
import type { ProcStatus } from './proc-status';

const ORDINARY = new Set(['ENOENT', 'ESRCH', 'EACCES', 'EPERM', 'EINVAL']);
/** A stat line with 64-bit numbers and a status file with all its lines are smaller; a cmdline is cut at 4 kB anyway. */
const SCRATCH = 16_384;

export class ProcFs {
  readonly #root: string;
  readonly #scratch = Buffer.allocUnsafe(SCRATCH);

  constructor(root = '/proc') {
    this.#root = root;
  }

  /** Every process that this /proc shows, in the kernel's order. */
  pids(): number[] {
    return numbersOf(readdirSync(this.#root));
  }

  threads(pid: number): number[] {
    return numbersOf(ordinary(() => readdirSync(`${this.#root}/${pid}/task`)) ?? []);
  }

  stat(pid: number): ProcStat | undefined {
    const bytes = this.#read(`${pid}/stat`);
    return bytes === undefined ? undefined : parseProcStat(bytes);
  }

  status(pid: number): ProcStatus | undefined {
    const bytes = this.#read(`${pid}/status`);
    return bytes === undefined ? undefined : parseProcStatus(bytes);
  }

  cmdline(pid: number): readonly string[] | undefined {
    const bytes = this.#read(`${pid}/cmdline`);
    return bytes === undefined ? undefined : parseCmdline(bytes);
  }

  /** Inode of a namespace; undefined too when the process is not ours to look into. */
  namespace(pid: number, kind: 'pid' | 'mnt'): number | undefined {
    const link = ordinary(() => readlinkSync(`${this.#root}/${pid}/ns/${kind}`));
    const inode = /\[(\d+)\]$/.exec(link ?? '')?.[1];
    return inode === undefined ? undefined : Number(inode);
  }

  /** The path of what it executes, as its mount namespace names it. */
  exe(pid: number): string | undefined {
    return ordinary(() => readlinkSync(`${this.#root}/${pid}/exe`));
  }

  /** Whether we may look into processes of others: without that right, exit codes and stack addresses read as 0 (proc_pid_stat(5), ptrace(2)). */
  get inspects(): boolean {
    return process.geteuid?.() === 0;
  }

  cwd(pid: number): string | undefined {
    return ordinary(() => readlinkSync(`${this.#root}/${pid}/cwd`));
  }

  /** Seconds that CLOCK_BOOTTIME shows: proc_uptime(5), to the hundredth. */
  uptime(): number {
    return Number(this.#read('uptime')?.toString('latin1').split(' ')[0]);
  }

  /** The returned bytes are the scratch buffer's: good until the next read. */
  #read(path: string): Buffer | undefined {
    return ordinary(() => {
      const file = openSync(`${this.#root}/${path}`, 'r');
      try {
        let length = 0;
        // A read of /proc may end early at a record's end; zero means the end of the file.
        for (;;) {
          const count = readSync(file, this.#scratch, length, SCRATCH - length, null);
          length += count;
          if (count === 0 || length === SCRATCH) return this.#scratch.subarray(0, length);
        }
      } finally {
        closeSync(file);
      }
    });
  }
}

function numbersOf(names: readonly string[]): number[] {
  return names.filter((name) => name.charCodeAt(0) >= 0x30 && name.charCodeAt(0) <= 0x39).map(Number);
}

function ordinary<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch (error) {
    if (error instanceof Error && ORDINARY.has((error as NodeJS.ErrnoException).code ?? '')) return undefined;
    throw error;
  }
}
