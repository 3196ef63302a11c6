/**
 * Who waits for a place when the server is full. First come, first in; whoever loses the connection keeps their
 * place for a while and is passed over meanwhile, so that nobody waits for somebody who has left.
 */
import { newSessionId } from './session';

/** How long a place is kept for somebody who is not there. */
export const KEPT_MS = 60_000;

export interface Guest {
  /** Aborted when they leave. */
  readonly signal: AbortSignal;
  /** Told at once, and at each change. */
  readonly onPlace: (ticket: string, position: number, of: number) => void;
}

interface Place {
  readonly ticket: string;
  readonly guests: Map<Guest, () => void>;
  kept: NodeJS.Timeout | undefined;
}

export class WaitingLine {
  readonly #places: Place[] = [];
  readonly #keptMs: number;

  constructor(keptMs: number = KEPT_MS) {
    this.#keptMs = keptMs;
  }

  /** Those who are not there for the moment count, too. */
  get length(): number {
    return this.#places.length;
  }

  /** Whether anybody could be called now. */
  get hasGuests(): boolean {
    return this.#places.some(({ guests }) => guests.size > 0);
  }

  has(ticket: string): boolean {
    return this.#places.some((place) => place.ticket === ticket);
  }

  /** Waits at the place of this ticket, or at the end of the line. Answers the ticket when it is called, null when the guest has left. */
  wait(ticket: string | undefined, guest: Guest): Promise<string | null> {
    if (guest.signal.aborted) return Promise.resolve(null);
    let place = this.#places.find((one) => one.ticket === ticket);
    if (place === undefined) this.#places.push((place = { ticket: newSessionId(), guests: new Map(), kept: undefined }));
    clearTimeout(place.kept);
    const mine = place;
    return new Promise((resolve) => {
      const leave = () => {
        mine.guests.delete(guest);
        resolve(null);
        if (mine.guests.size > 0) return;
        mine.kept = setTimeout(() => this.#remove(mine), this.#keptMs);
        mine.kept.unref();
      };
      guest.signal.addEventListener('abort', leave, { once: true });
      mine.guests.set(guest, () => {
        guest.signal.removeEventListener('abort', leave);
        resolve(mine.ticket);
      });
      this.#tell();
    });
  }

  /** Calls the first who is there; false: nobody is. */
  callNext(): string | undefined {
    const next = this.#places.find(({ guests }) => guests.size > 0);
    if (next === undefined) return undefined;
    this.#remove(next);
    for (const call of next.guests.values()) call();
    return next.ticket;
  }

  #remove(place: Place): void {
    const index = this.#places.indexOf(place);
    if (index < 0) return;
    this.#places.splice(index, 1);
    this.#tell();
  }

  #tell(): void {
    this.#places.forEach(({ ticket, guests }, index) => {
      for (const guest of guests.keys()) guest.onPlace(ticket, index + 1, this.#places.length);
    });
  }
}
