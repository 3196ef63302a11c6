/** Lets in as many sessions as the machine takes. The others stand in a line and are called one by one as places become free. */
import type { Guest } from './waiting-line';
import { WaitingLine } from './waiting-line';

export interface AdmissionOptions {
  /** Sessions that live. */
  readonly living: () => number;
  /** How many may, as things are now. */
  readonly most: () => number;
  /** Whether one more would hurt nobody. The first one is let in all the same. */
  readonly hasRoom?: () => boolean;
  readonly keptMs?: number | undefined;
}

/** Without anybody leaving, room comes by itself, too: another program ends, the engine comes back. */
const LOOK_EVERY_MS = 2_000;
const MOST_WAITING = 500;

export class Admission {
  readonly #options: AdmissionOptions;
  readonly #line: WaitingLine;
  /** Tickets that were called and have not begun their session yet. */
  readonly #called = new Set<string>();
  #looking: NodeJS.Timeout | undefined;

  constructor(options: AdmissionOptions) {
    this.#options = options;
    this.#line = new WaitingLine(options.keptMs);
  }

  get isLineFull(): boolean {
    return this.#line.length >= MOST_WAITING;
  }

  /**
   * Answers at once with a new ticket where there is room, else when the guest is called; null: they left meanwhile.
   * Whoever gets a ticket begins a session under it, or says that they do not: `began` is called in both cases.
   */
  async enter(ticket: string | undefined, newTicket: () => string, guest: Guest): Promise<string | null> {
    const waits = ticket !== undefined && this.#line.has(ticket);
    if (!waits && !this.#line.hasGuests && this.#isFree()) {
      const fresh = newTicket();
      this.#called.add(fresh);
      return fresh;
    }
    const called = this.#line.wait(waits ? ticket : undefined, guest);
    this.look();
    return called;
  }

  /** The ticket has become a session, or nobody came for it. */
  began(ticket: string): void {
    this.#called.delete(ticket);
  }

  /** Calls whoever there is room for. */
  look(): void {
    while (this.#line.hasGuests && this.#isFree()) {
      const ticket = this.#line.callNext();
      if (ticket !== undefined) this.#called.add(ticket);
    }
    clearInterval(this.#looking);
    if (this.#line.hasGuests) {
      this.#looking = setInterval(() => this.look(), LOOK_EVERY_MS);
      this.#looking.unref();
    }
  }

  [Symbol.dispose](): void {
    clearInterval(this.#looking);
  }

  #isFree(): boolean {
    const { living, most, hasRoom = () => true } = this.#options;
    const taken = living() + this.#called.size;
    return taken === 0 || (taken < most() && hasRoom());
  }
}
