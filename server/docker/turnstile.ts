/**
 * So many commands make the engine work at a time, the others take turns (docs/adr/0007-turns.md). Whoever waits
 * is told how many stand before them; a command's time counts from when it begins.
 */

export interface TurnRequest {
  /** Leaves the line. */
  readonly signal: AbortSignal;
  /** Told when it has to wait, and then at most once a second: how many are called before. */
  readonly onWait: (ahead: number) => void;
}

/** A seat; giving it back twice is giving it back once. */
export type Turn = Disposable;

interface Waiting {
  readonly request: TurnRequest;
  readonly call: () => void;
  told: number;
}

/**
 * A seat is kept no longer than this, in milliseconds. What takes longer does not keep the engine busy but waits: for
 * a grace period, for a program in the foreground. Begun at different times, such commands also end at different times.
 */
export const HELD_MS = 2_000;
const TELL_MS = 1_000;

export class Turnstile {
  readonly #seats: () => number;
  readonly #line: Waiting[] = [];
  #taken = 0;
  #telling: NodeJS.Timeout | undefined;

  constructor(seats: () => number) {
    this.#seats = seats;
  }

  /** Fulfilled when it is this command's turn, in the order of asking; rejected with the signal's reason. */
  take(request: TurnRequest): Promise<Turn> {
    request.signal.throwIfAborted();
    if (this.#line.length === 0 && this.#taken < this.#seats()) return Promise.resolve(this.#seat());
    return new Promise((resolve, reject) => {
      const leave = () => {
        this.#line.splice(this.#line.indexOf(waiting), 1);
        this.#move();
        reject(request.signal.reason as Error);
      };
      const waiting: Waiting = {
        request,
        told: -1,
        call: () => {
          request.signal.removeEventListener('abort', leave);
          resolve(this.#seat());
        },
      };
      request.signal.addEventListener('abort', leave, { once: true });
      this.#line.push(waiting);
      this.#tell(waiting, this.#line.length - 1);
      this.#telling ??= setInterval(() => this.#line.forEach((one, index) => this.#tell(one, index)), TELL_MS).unref();
    });
  }

  #seat(): Turn {
    this.#taken += 1;
    let held = true;
    const giveBack = () => {
      if (!held) return;
      held = false;
      clearTimeout(timer);
      this.#taken -= 1;
      this.#move();
    };
    const timer = setTimeout(giveBack, HELD_MS);
    timer.unref();
    return { [Symbol.dispose]: giveBack };
  }

  #move(): void {
    while (this.#taken < this.#seats()) {
      const next = this.#line.shift();
      if (next === undefined) break;
      next.call();
    }
    if (this.#line.length > 0) return;
    clearInterval(this.#telling);
    this.#telling = undefined;
  }

  #tell(waiting: Waiting, ahead: number): void {
    if (waiting.told === ahead) return;
    waiting.told = ahead;
    waiting.request.onWait(ahead);
  }
}
