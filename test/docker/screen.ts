/** A person at a terminal: sees what it prints, types, and draws as fast as a browser, or not at all. */
import type { Terminal, TerminalReader } from '@/server/terminal/terminal';
import { eventually } from '../eventually';

export class Screen implements TerminalReader {
  text = '';
  /** Places at which it was (re)opened. */
  readonly offsets: number[] = [];
  exitCode: number | null | undefined;
  received = 0;
  draws = true;
  readonly #terminal: Terminal;
  readonly #leave: () => void;

  constructor(terminal: Terminal, received = 0) {
    this.#terminal = terminal;
    this.received = received;
    this.#leave = terminal.attach(this, received);
  }

  opened(offset: number): void {
    this.offsets.push(offset);
    this.received = offset;
  }

  print(bytes: Buffer): void {
    this.text = (this.text + bytes.toString('utf8')).slice(-400_000);
    this.received += bytes.length;
    // Not at once: drawing takes a browser a frame.
    if (this.draws) setImmediate(() => this.draws && this.#terminal.drawn(this, this.received));
  }

  ended(exitCode: number | null): void {
    this.exitCode = exitCode;
  }

  drawAll(): void {
    this.draws = true;
    this.#terminal.drawn(this, this.received);
  }

  leave(): void {
    this.#leave();
  }

  type(text: string): void {
    this.#terminal.type(Buffer.from(text));
  }

  async shows(what: RegExp | string, seconds = 20): Promise<void> {
    try {
      await eventually(`the terminal shows ${what}`, () => (typeof what === 'string' ? this.text.includes(what) : what.test(this.text)), seconds);
    } catch (error) {
      throw new Error(`${(error as Error).message}; it shows:\n${this.text.slice(-2_000)}`, { cause: error });
    }
  }

  /** Types a line and waits for what it prints. A line's own echo does not count: it is split by quotes. */
  async does(line: string, shows: RegExp | string, seconds?: number): Promise<string> {
    this.text = '';
    this.type(`${line}\r`);
    await this.shows(shows, seconds);
    return this.text;
  }
}
