/** Programs at a terminal: what they print, what is typed to them, their size and their end. */
import { PassThrough } from 'node:stream';
import type { Duplex, Readable } from 'node:stream';
import type { Engine } from '../docker/engine';
import { requestStream } from '../docker/engine-request';
import { pause } from '../docker/pause';
import { FrameReader } from '../docker/stream-frames';
import { hangUp } from './hang-up';

export interface Pty {
  /** Whoever pauses it makes the program wait: the engine reads no further than its own small buffers. */
  readonly output: Readable;
  /** False: the program does not read, and what was typed is dropped. */
  type(bytes: Buffer): boolean;
  resize(columns: number, rows: number): Promise<void>;
  /** Ends it as closing the window of a terminal does. */
  hangUp(): Promise<void>;
  /** Once the output has ended; null: nobody knows. */
  exitCode(): Promise<number | null>;
}

export interface ExecPty {
  readonly container: string;
  readonly argv: readonly string[];
  readonly env: readonly string[];
  readonly columns: number;
  readonly rows: number;
  /** The exec is not told as an event: it is in no container of the learner's. */
  readonly quiet: boolean;
}

/** What may wait to be read by the program. Longer pastes lose their end; a terminal's own buffer is 4 kB. */
const MOST_TYPED = 1024 * 1024;
/** An exec cannot be resized before its process has started, and starting takes some time: so often it is tried. */
const RESIZE_TRIES = 40;
const RESIZE_PAUSE_MS = 50;

/** `docker exec -it`. Rejects with the engine's error. */
export async function execPty(engine: Engine, { container, argv, env, columns, rows, quiet }: ExecPty): Promise<Pty> {
  const exec = await engine.docker.getContainer(container).exec({ Cmd: [...argv], Env: ['TERM=xterm-256color', ...env], Tty: true, AttachStdin: true, AttachStdout: true, AttachStderr: true });
  if (quiet) engine.keepQuiet(exec.id);
  const stream: Duplex = await exec.start({ hijack: true, stdin: true, Tty: true });
  stream.pause();
  stream.on('error', () => undefined); // the end follows, and is all there is to say
  const ended = new AbortController();
  stream.once('close', () => ended.abort());
  const pty: Pty = {
    output: stream,
    type(bytes) {
      if (stream.writableLength > MOST_TYPED || !stream.writable) return false;
      stream.write(bytes);
      return true;
    },
    async resize(columns, rows) {
      for (let tries = 0; tries < RESIZE_TRIES && !ended.signal.aborted; tries += 1) {
        try {
          await exec.resize({ w: columns, h: rows });
          return;
        } catch {
          await pause(RESIZE_PAUSE_MS, ended.signal);
        }
      }
    },
    async hangUp() {
      const pid = await exec.inspect().then(({ Running, Pid }) => (Running ? Pid : 0), () => 0);
      await hangUp(container, pid);
      stream.destroy();
    },
    exitCode: () => exec.inspect().then(({ ExitCode }) => ExitCode, () => null),
  };
  void pty.resize(columns, rows);
  return pty;
}

/** Lines of the past that a log begins with. */
const LOG_TAIL = 1_000;

/** `docker logs -f`. Nothing can be typed to it. */
export async function logPty(engine: Engine, container: string): Promise<Pty> {
  const { Config } = await engine.docker.getContainer(container).inspect();
  const source = await requestStream(engine.docker, { method: 'GET', path: `/containers/${container}/logs`, query: { stdout: 1, stderr: 1, follow: 1, tail: LOG_TAIL } });
  const output = new PassThrough();
  // Without a terminal of its own the container wrote bare line breaks; a terminal wants the carriage to return, too.
  const frames = new FrameReader((_, bytes) => output.write(Config.Tty ? bytes : Buffer.from(bytes.toString('latin1').replace(/\r?\n/g, '\r\n'), 'latin1')));
  source.on('data', (chunk: Buffer) => {
    if (Config.Tty) output.write(chunk);
    else frames.push(chunk);
    if (output.writableNeedDrain) source.pause();
  });
  output.on('drain', () => source.resume());
  for (const event of ['end', 'close', 'error']) source.on(event, () => output.end());
  return {
    output,
    type: () => true,
    resize: () => Promise.resolve(),
    hangUp() {
      source.destroy();
      return Promise.resolve();
    },
    exitCode: () => Promise.resolve(0),
  };
}
