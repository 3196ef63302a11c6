/** How long a session lasts: a first stretch, extensions that somebody asks for, and a ceiling. */
import type { Clock } from '@/protocol/wire';
import { monotonic } from '../monotonic';

/** All in milliseconds. */
export interface SessionTimes {
  readonly first: number;
  readonly extension: number;
  /** From the beginning, with all extensions. */
  readonly most: number;
  /** Without a viewer. */
  readonly idle: number;
}

const MINUTE = 60_000;
export const SESSION_TIMES: SessionTimes = { first: 45 * MINUTE, extension: 30 * MINUTE, most: 240 * MINUTE, idle: 10 * MINUTE };

export class TimeLimit {
  readonly #times: SessionTimes;
  readonly #onOver: () => void;
  readonly #beganAt: number;
  #endsAt: number;
  #timer: NodeJS.Timeout | undefined;

  static start(times: SessionTimes, onOver: () => void): TimeLimit {
    return new TimeLimit(times, onOver);
  }

  private constructor(times: SessionTimes, onOver: () => void) {
    this.#times = times;
    this.#onOver = onOver;
    this.#beganAt = monotonic();
    this.#endsAt = this.#beganAt + Math.min(times.first, times.most);
    this.#set();
  }

  get clock(): Clock {
    const ceiling = this.#beganAt + this.#times.most;
    return { type: 'clock', left: Math.max(0, Math.round(this.#endsAt - monotonic())), extension: Math.max(0, Math.min(this.#times.extension, ceiling - this.#endsAt)) };
  }

  /** Answers by how many milliseconds it is longer now. */
  extend(): number {
    const { extension } = this.clock;
    this.#endsAt += extension;
    this.#set();
    return extension;
  }

  [Symbol.dispose](): void {
    clearTimeout(this.#timer);
  }

  #set(): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(this.#onOver, Math.max(0, this.#endsAt - monotonic()));
    this.#timer.unref();
  }
}
