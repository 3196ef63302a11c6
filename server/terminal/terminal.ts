/**
 * One terminal: a program, the last of what it printed, and whoever looks at it. Its program runs at the pace of the
 * quickest of them; who is slower than the ring is long is set forward.
 */
import { KEPT_OUTPUT, WINDOW } from '@/protocol/terminal-wire';
import { OutputRing } from './output-ring';
import type { Pty } from './pty';

export interface TerminalReader {
  /** The bytes that follow begin at this place. `first`: nobody has looked before. */
  opened(offset: number, first: boolean): void;
  print(bytes: Buffer): void;
  ended(exitCode: number | null): void;
}

interface Progress {
  sent: number;
  drawn: number;
}

/** Bytes of one message. */
const PORTION = 32 * 1024;

export class Terminal {
  /** Names this one life: another terminal in its place has another. */
  readonly id: string;
  readonly #pty: Pty;
  readonly #ring = new OutputRing(KEPT_OUTPUT);
  readonly #readers = new Map<TerminalReader, Progress>();
  readonly #taps = new Set<(bytes: Buffer) => void>();
  /** Fulfilled with the exit code. */
  readonly ended: Promise<number | null>;
  #end: { readonly exitCode: number | null } | null = null;
  /** The furthest that anybody has drawn. */
  #drawn = 0;
  #seen = false;

  static start(id: string, pty: Pty): Terminal {
    return new Terminal(id, pty);
  }

  private constructor(id: string, pty: Pty) {
    this.id = id;
    this.#pty = pty;
    pty.output.on('data', (bytes: Buffer) => this.#take(bytes));
    this.ended = new Promise<void>((resolve) => {
      for (const event of ['end', 'close', 'error']) pty.output.once(event, () => resolve());
    }).then(async () => {
      const exitCode = await pty.exitCode();
      this.#end = { exitCode };
      for (const reader of this.#readers.keys()) this.#pump(reader);
      return exitCode;
    });
    pty.output.resume();
  }

  /** Reads on from `received`, where that is still kept. Tell `drawn` of each progress; call the answer when leaving. */
  attach(reader: TerminalReader, received: number): () => void {
    const from = received >= this.#ring.start && received <= this.#ring.end ? received : this.#ring.start;
    this.#readers.set(reader, { sent: from, drawn: from });
    reader.opened(from, !this.#seen);
    this.#seen = true;
    this.#pump(reader);
    return () => this.#readers.delete(reader);
  }

  /** The reader has drawn everything up to here. */
  drawn(reader: TerminalReader, place: number): void {
    const progress = this.#readers.get(reader);
    if (progress === undefined) return;
    progress.drawn = Math.min(progress.sent, Math.max(progress.drawn, place));
    this.#drawn = Math.max(this.#drawn, progress.drawn);
    this.#pump(reader);
    this.#flow();
  }

  /** Calls with everything that is printed from now on; the answer ends that. */
  tap(listener: (bytes: Buffer) => void): () => void {
    this.#taps.add(listener);
    return () => this.#taps.delete(listener);
  }

  /** False: the program does not read. */
  type(bytes: Buffer): boolean {
    return this.#end !== null || this.#pty.type(bytes);
  }

  async resize(columns: number, rows: number): Promise<void> {
    if (this.#end === null) await this.#pty.resize(columns, rows);
  }

  /** Ends the program. */
  async [Symbol.asyncDispose](): Promise<void> {
    // Nobody reads any more, and what waits to be read must not hold up the end.
    if (this.#end === null) await this.#pty.hangUp();
    this.#pty.output.resume();
    await this.ended;
  }

  /** Bytes that wait in here, for whoever measures. */
  get held(): number {
    return this.#ring.end - this.#ring.start;
  }

  get printed(): number {
    return this.#ring.end;
  }

  #take(bytes: Buffer): void {
    this.#ring.push(bytes);
    for (const tap of this.#taps) tap(bytes);
    for (const reader of this.#readers.keys()) this.#pump(reader);
    this.#flow();
  }

  #pump(reader: TerminalReader): void {
    const progress = this.#readers.get(reader);
    if (progress === undefined) return;
    if (progress.sent < this.#ring.start) {
      progress.sent = progress.drawn = this.#ring.start;
      reader.opened(this.#ring.start, false);
    }
    while (progress.sent < this.#ring.end && progress.sent - progress.drawn < WINDOW) {
      const bytes = this.#ring.read(progress.sent, PORTION);
      progress.sent += bytes.length;
      reader.print(bytes);
    }
    if (this.#end !== null && progress.sent === this.#ring.end && this.#readers.delete(reader)) reader.ended(this.#end.exitCode);
  }

  /** xterm.js, "Flow control": what is not drawn yet must not pile up, so the program is made to wait. */
  #flow(): void {
    const waiting = this.#ring.end - this.#drawn;
    if (waiting >= WINDOW) this.#pty.output.pause();
    else if (waiting < WINDOW / 2) this.#pty.output.resume();
  }
}
