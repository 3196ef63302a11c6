/** How often somebody may be wrong at the door: so many times a minute from one address, and so many in all. */
import { isIPv6 } from 'node:net';
import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';

export interface GuessLimits {
  /** Wrong guesses a minute from one address. A class behind one router shares it, so only the wrong ones count. */
  readonly address: number;
  /** Wrong guesses a minute from all addresses together. */
  readonly all: number;
}

export const GUESS_LIMITS: GuessLimits = { address: 10, all: 60 };
const MINUTE = 60;
const EVERYBODY = 'all';

export class Guesses {
  readonly #address: RateLimiterMemory;
  readonly #all: RateLimiterMemory;

  constructor(limits: GuessLimits = GUESS_LIMITS) {
    this.#address = new RateLimiterMemory({ points: limits.address, duration: MINUTE });
    this.#all = new RateLimiterMemory({ points: limits.all, duration: MINUTE });
  }

  /** Counts a guess before it is looked at, so that many at once cannot slip through. Answers 0, or the seconds until one is looked at again. */
  async take(address: string): Promise<number> {
    try {
      await this.#address.consume(keyOf(address));
      await this.#all.consume(EVERYBODY);
      return 0;
    } catch (limit) {
      if (!(limit instanceof RateLimiterRes)) throw limit;
      return Math.max(1, Math.ceil(limit.msBeforeNext / 1000));
    }
  }

  /** It was right: it does not count. */
  async giveBack(address: string): Promise<void> {
    await this.#address.reward(keyOf(address));
    await this.#all.reward(EVERYBODY);
  }
}

/** An IPv6 customer has a /64 of addresses and counts as one (RFC 6177). */
function keyOf(address: string): string {
  if (!isIPv6(address) || address.startsWith('::ffff:')) return address;
  const [head = '', tail] = address.split('::');
  const groups = head === '' ? [] : head.split(':');
  const missing = tail === undefined ? 0 : 8 - groups.length - (tail === '' ? 0 : tail.split(':').length);
  return [...groups, ...Array<string>(missing).fill('0')].slice(0, 4).join(':');
}
