/** Who has been let in. A browser holds a random token in a cookie; the server keeps only its hash, until it is logged out or runs out. */
import { createHash, randomBytes } from 'node:crypto';

/** A day in a classroom. */
export const PASS_MS = 12 * 60 * 60_000;
/** More are not remembered at a time: the oldest have to log in again. */
const MOST_PASSES = 5_000;

export class Pass {
  readonly #onRevoked = new Set<() => void>();

  /** Calls when the pass is no longer good; the answer takes that back. */
  onRevoked(tell: () => void): () => void {
    this.#onRevoked.add(tell);
    return () => this.#onRevoked.delete(tell);
  }

  revoke(): void {
    for (const tell of [...this.#onRevoked]) tell();
    this.#onRevoked.clear();
  }
}

export class Passes {
  /** In the order of issue. */
  readonly #passes = new Map<string, Pass>();
  readonly #most: number;

  constructor(most: number = MOST_PASSES) {
    this.#most = most;
  }

  /** Answers the token of a new pass. */
  issue(): string {
    const token = randomBytes(32).toString('base64url');
    const key = hashOf(token);
    this.#passes.set(key, new Pass());
    // Also ends what is still open with it then.
    setTimeout(() => this.#revoke(key), PASS_MS).unref();
    if (this.#passes.size > this.#most) this.#revoke(this.#passes.keys().next().value ?? key);
    return token;
  }

  find(token: string | undefined): Pass | undefined {
    return token === undefined ? undefined : this.#passes.get(hashOf(token));
  }

  revoke(token: string): void {
    this.#revoke(hashOf(token));
  }

  #revoke(key: string): void {
    const pass = this.#passes.get(key);
    this.#passes.delete(key);
    pass?.revoke();
  }
}

function hashOf(token: string): string {
  return createHash('sha256').update(token).digest('base64');
}
