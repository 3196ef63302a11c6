/** How long to wait before trying again. */
export interface Backoff {
  /** Milliseconds. */
  readonly first: number;
  readonly most: number;
}

export const BACKOFF: Backoff = { first: 250, most: 10_000 };

/**
 * Milliseconds before attempt 1, 2, 3 …: doubling up to `most`, of which a random half is taken off, so
 * that a class whose server restarts does not come back in one instant. `random` gives numbers in [0, 1).
 */
export function backoffDelay(attempt: number, random: () => number, { first, most }: Backoff = BACKOFF): number {
  const full = Math.min(most, first * 2 ** Math.min(attempt - 1, 30));
  return full * (0.5 + random() / 2);
}
