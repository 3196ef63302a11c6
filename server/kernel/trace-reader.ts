/**
 * Reads an instance's buffers: one `cat` for each CPU, because libuv cannot wait for a tracefs file
 * (it is a regular file to epoll) and a blocked read of the thread pool cannot be taken back.
 */
import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { existsSync } from 'node:fs';
import { constants, setPriority } from 'node:os';
import { pageStream } from './page-stream';
import type { TraceInstance } from './trace-instance';

export interface TraceReaderListener {
  onPage(cpu: number, page: Buffer): void;
  /** A reader ended that should not have. */
  onEnd(cpu: number, why: string): void;
}

/**
 * A read answers 0 where an event came between "nothing there" and "is it empty?" (kernel/trace/trace.c:
 * tracing_buffers_read). That is no end: cat is given the file this many times and goes on with the next.
 * It must open the file itself. To close an inherited one on our side would end the reading on both (tracing_buffers_flush).
 */
const AGAIN = 200;

export class TraceReader {
  readonly #instance: TraceInstance;
  readonly #listener: TraceReaderListener;
  readonly #children = new Map<number, ChildProcess>();
  #stopping = false;

  private constructor(instance: TraceInstance, listener: TraceReaderListener) {
    this.#instance = instance;
    this.#listener = listener;
    for (const cpu of instance.cpus) this.#read(cpu);
  }

  static start(instance: TraceInstance, listener: TraceReaderListener): TraceReader {
    return new TraceReader(instance, listener);
  }

  #read(cpu: number, guarded = true): void {
    const child = spawnCat(`${this.#instance.path}/per_cpu/cpu${cpu}`, guarded);
    this.#children.set(cpu, child);
    const stream = pageStream(this.#instance.pageSize, (page) => this.#listener.onPage(cpu, page));
    child.stdout?.on('data', (chunk: Buffer) => stream.push(chunk));
    child.once('error', (error) => this.#listener.onEnd(cpu, error.message));
    child.once('exit', (code, signal) => {
      if (this.#stopping) return;
      if (code === 0) this.#read(cpu, guarded);
      // A setpriv that knows no --pdeathsig: busybox's.
      else if (code !== null && guarded) this.#read(cpu, false);
      else this.#listener.onEnd(cpu, `its cat ended with ${signal ?? code ?? 'nothing'}`);
    });
  }

  /** Ends the readers at once; safe where nothing may be awaited. */
  kill(): void {
    this.#stopping = true;
    for (const child of this.#children.values()) if (child.exitCode === null && child.signalCode === null) child.kill('SIGKILL');
  }
}

function spawnCat(directory: string, guarded: boolean): ChildProcess {
  // Dies with us even when we are killed; where util-linux is missing, its next write does it (SIGPIPE).
  const setpriv = guarded ? ['/usr/bin/setpriv', '/bin/setpriv'].find((file) => existsSync(file)) : undefined;
  const [file = 'cat', ...args] = [...(setpriv === undefined ? [] : [setpriv, '--pdeathsig', 'KILL']), 'cat', ...Array<string>(AGAIN).fill('trace_pipe_raw')];
  // A session of its own: the terminal's Ctrl-C is for the server, which still wants to see what follows.
  const child = spawn(file, args, { cwd: directory, stdio: ['ignore', 'pipe', 'ignore'], detached: true });
  if (child.pid !== undefined) prefer(child.pid);
  return child;
}

/** A reader that waits for its turn makes an event late: it has little to do, and that at once. */
function prefer(pid: number): void {
  try {
    setPriority(pid, constants.priority.PRIORITY_HIGH);
  } catch {
    // It works without.
  }
}
