/**
 * docker commands typed by hand, told as the same facts as those of a Run line: the wrapper in the workbench reports
 * their beginning and their end, and what their terminal prints in between is their output.
 */
import { StringDecoder } from 'node:string_decoder';
import { typedLine } from '@/model/docker-command/typed-line';
import type { Lab } from '@/protocol/lab-data';
import type { Engine } from '../docker/engine';
import { pause } from '../docker/pause';
import { caughtUp } from '../lab-run/caught-up';
import type { RunSession } from '../lab-run/run-session';
import { monotonic } from '../monotonic';
import { printedText } from './printed-text';
import type { Terminal } from './terminal';

export interface TypedCommandsOptions {
  readonly session: RunSession;
  readonly engine: Engine;
  readonly lab: () => Lab;
}

interface Open {
  readonly id: string;
  readonly terminal: Terminal | undefined;
  readonly decoder: StringDecoder;
  /** Printed, and not yet told: the last line may go on, or be an escape's beginning. */
  rest: string;
  left: number;
  untap: () => void;
  marked: () => void;
}

/** Characters of a command's output that are told. */
const MOST_OUTPUT = 64 * 1024;
/** Characters of one output fact. */
const MOST_TEXT = 16_000;
/** One line of output that is longer is told in pieces. */
const MOST_LINE = 8_000;
/** The output of a command is read soon after its end. */
const MARK_MS = 2_000;
const UNMARKED_MS = 150;
/** Commands that are open at once, in all terminals of a session. */
const MOST_OPEN = 64;

export class TypedCommands {
  readonly #options: TypedCommandsOptions;
  readonly #open = new Map<string, Open>();
  readonly #ended = new AbortController();
  #count = 0;

  constructor(options: TypedCommandsOptions) {
    this.#options = options;
  }

  /** A command begins; `words` as the shell split them. Answers with its name, or undefined where too many are open. */
  begin(words: readonly string[], terminal: Terminal | undefined): string | undefined {
    if (this.#open.size >= MOST_OPEN) return undefined;
    const { session } = this.#options;
    this.#count += 1;
    const id = `t${this.#count}`;
    session.emit({ type: 'command-started', command: id, line: this.#line(words), step: session.world.step, typed: true });
    const open: Open = { id, terminal, decoder: new StringDecoder('utf8'), rest: '', left: MOST_OUTPUT, untap: () => undefined, marked: () => undefined };
    this.#open.set(id, open);
    open.untap = terminal?.tap((bytes) => this.#hear(open, open.decoder.write(bytes))) ?? open.untap;
    // Closing the terminal ends its programs, and nobody is left to say so.
    void terminal?.ended.then(() => this.end(id, 129, false));
    return id;
  }

  /** A command has ended. `marked`: its terminal shows a mark behind the last of its output. */
  async end(id: string, exitCode: number, marked: boolean): Promise<void> {
    const open = this.#open.get(id);
    if (open === undefined) return;
    this.#open.delete(id);
    const endedAt = monotonic();
    const { engine, session } = this.#options;
    const heard = marked ? new Promise<void>((resolve) => (open.marked = resolve)) : pause(UNMARKED_MS, this.#ended.signal);
    if (marked && open.rest.includes(markOf(id))) open.marked();
    await Promise.race([heard, pause(MARK_MS, this.#ended.signal)]);
    open.untap();
    this.#say(open, open.rest + open.decoder.end());
    // As for a Run line: the log shows first what the command did, then its end.
    await caughtUp(engine, session, this.#ended.signal).catch(() => false);
    session.emit({ type: 'command-ended', command: id, exitCode }, endedAt);
  }

  /** A command that is performed and printed at once. */
  tell(words: readonly string[], output: string, exitCode: number): void {
    const { session } = this.#options;
    this.#count += 1;
    const id = `t${this.#count}`;
    session.emit({ type: 'command-started', command: id, line: this.#line(words), step: session.world.step, typed: true });
    if (output !== '') session.emit({ type: 'command-output', command: id, stream: exitCode === 0 ? 'stdout' : 'stderr', text: output.slice(0, MOST_TEXT) });
    session.emit({ type: 'command-ended', command: id, exitCode });
  }

  dispose(): void {
    this.#ended.abort();
    for (const open of this.#open.values()) open.untap();
  }

  #line(words: readonly string[]): string {
    const { steps } = this.#options.lab();
    const known = steps.flatMap(({ run, expect }) => [...run, ...expect.flatMap((check) => (check.type === 'command' && check.line !== undefined ? [check.line] : []))]);
    return typedLine(words, known).slice(0, MOST_TEXT);
  }

  #hear(open: Open, text: string): void {
    open.rest += text;
    if (open.rest.includes(markOf(open.id))) open.marked();
    const end = open.rest.lastIndexOf('\n') + 1;
    const cut = end > 0 ? end : open.rest.length > MOST_LINE ? open.rest.length : 0;
    if (cut === 0) return;
    const whole = open.rest.slice(0, cut);
    open.rest = open.rest.slice(cut);
    this.#say(open, whole);
  }

  #say(open: Open, raw: string): void {
    if (open.left <= 0) return;
    const text = printedText(raw);
    if (text === '') return;
    open.left -= text.length;
    const told = open.left > 0 ? text : `${text.slice(0, Math.max(0, text.length + open.left))}\n… more output is not shown …\n`;
    for (let at = 0; at < told.length; at += MOST_TEXT) {
      this.#options.session.emit({ type: 'command-output', command: open.id, stream: 'stdout', text: told.slice(at, at + MOST_TEXT) });
    }
  }
}

/** What the wrapper writes behind a command's output: server/terminal/image/docker. xterm.js passes over an OSC that it does not know. */
function markOf(id: string): string {
  return `\x1b]7701;${id}\x07`;
}
