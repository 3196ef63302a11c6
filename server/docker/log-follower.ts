/** What a session's containers write to standard output and error, as `log` facts, one a line. */
import type { ContainerEvent } from '@/model/event';
import type { Engine } from './engine';
import { requestStream } from './engine-request';
import { FrameReader, type OutputStream } from './stream-frames';
import { LineSplitter } from './text-lines';

export type LogFact = Extract<ContainerEvent, { type: 'log' }>;

export interface LogFollowerOptions {
  readonly engine: Engine;
  readonly session: string;
  /** `at`: CLOCK_MONOTONIC, milliseconds, when the engine took the line in. */
  readonly emit: (fact: LogFact, at: number) => void;
}

/** A container that says more than this in one life is cut off: one sentence says so. */
const MAX_LINES = 2_000;
const MAX_CHARACTERS = 256 * 1024;
const MAX_LINE = 4_096;
/** The engine cuts longer lines into records of this size: daemon/logger/copier.go. The rest of such a line is not told. */
const RECORD_BYTES = 16 * 1024;

/** Follows every container of the session from each of its starts to its end. */
export class LogFollower {
  readonly #options: LogFollowerOptions;
  readonly #running = new Map<string, AbortController>();
  /** The engine's time of the last line told, by container: a restarted one must not say everything again. */
  readonly #told = new Map<string, string>();
  readonly #stop: () => void;

  private constructor(options: LogFollowerOptions) {
    this.#options = options;
    this.#stop = options.engine.onFacts((facts) => {
      for (const { session, fact } of facts) {
        if (session !== options.session) continue;
        if (fact.type === 'container-started') void this.#follow(fact.id);
        else if (fact.type === 'container-removed') this.#forget(fact.id);
      }
    });
  }

  static start(options: LogFollowerOptions): LogFollower {
    return new LogFollower(options);
  }

  [Symbol.dispose](): void {
    this.#stop();
    for (const controller of this.#running.values()) controller.abort();
    this.#running.clear();
  }

  #forget(id: string): void {
    this.#told.delete(id);
  }

  async #follow(id: string): Promise<void> {
    // The stream of an earlier life ends by itself, but perhaps after the next one has begun.
    this.#running.get(id)?.abort();
    const controller = new AbortController();
    this.#running.set(id, controller);
    try {
      await this.#read(id, controller.signal);
    } catch {
      // Removed meanwhile, or the engine went away: what it wrote is gone with it.
    } finally {
      if (this.#running.get(id) === controller) this.#running.delete(id);
    }
  }

  async #read(id: string, signal: AbortSignal): Promise<void> {
    const { docker } = this.#options.engine;
    const { Config } = await docker.getContainer(id).inspect({ abortSignal: signal });
    const told = this.#told.get(id);
    const query = { stdout: 1, stderr: 1, follow: 1, timestamps: 1, ...(told === undefined ? { tail: MAX_LINES } : { since: told }) };
    const stream = await requestStream(docker, { method: 'GET', path: `/containers/${id}/logs`, query, signal });
    const budget = { lines: MAX_LINES, characters: MAX_CHARACTERS };
    const take = (to: OutputStream, line: string) => this.#take(id, to, line, told, budget);
    // With a terminal there are no frames, only lines. Without, a frame is one record of the log, with its time in
    // front: a last line without line break must not run into the first one of the next life.
    const lines = new LineSplitter((line) => take('stdout', line), MAX_LINE);
    const unfinished = { stdout: false, stderr: false };
    const frames = new FrameReader((to, bytes) => {
      if (!unfinished[to]) take(to, recordText(bytes));
      unfinished[to] = bytes.length > RECORD_BYTES && bytes.at(-1) !== 0x0a;
    });
    try {
      for await (const chunk of stream) {
        if (Config.Tty) lines.push(chunk as Buffer);
        else frames.push(chunk as Buffer);
        if (budget.lines < 0) break;
      }
    } finally {
      lines.end();
    }
  }

  #take(id: string, stream: OutputStream, line: string, told: string | undefined, budget: { lines: number; characters: number }): void {
    const space = line.indexOf(' ');
    const time = space < 0 ? line : line.slice(0, space);
    const wall = Date.parse(time);
    if (Number.isNaN(wall) || budget.lines < 0) return;
    const since = unixNano(time);
    // `since` includes its own moment.
    if (told !== undefined && since <= told) return;
    if (since > (this.#told.get(id) ?? '')) this.#told.set(id, since);
    const text = space < 0 ? '' : line.slice(space + 1);
    budget.lines -= 1;
    budget.characters -= text.length;
    if (budget.characters < 0) budget.lines = -1;
    const shown = budget.lines < 0 ? '… further output is not shown …' : text;
    this.#options.emit({ type: 'log', id, stream, text: shown }, this.#options.engine.toMonotonic(wall + fractionOfMs(time)));
  }
}

function recordText(bytes: Buffer): string {
  return bytes.toString('utf8', 0, Math.min(bytes.length, MAX_LINE)).replace(/\r?\n$/, '');
}

/** `2026-11-22T15:50:22.071123456Z` as the engine's `since` takes it: seconds, a dot, nine digits. Sorts as text. */
export function unixNano(time: string): string {
  const fraction = /\.(\d+)/.exec(time)?.[1] ?? '';
  return `${Math.floor(Date.parse(time) / 1000)}.${fraction.padEnd(9, '0').slice(0, 9)}`;
}

/** Date.parse keeps milliseconds; this is what it drops. */
function fractionOfMs(time: string): number {
  const fraction = /\.(\d+)/.exec(time)?.[1] ?? '';
  return Number(`0.${fraction.slice(3) || '0'}`);
}
