/** Waiting times between attempts: doubling from the first to the longest, in milliseconds. */
export function backoffMs(attempt: number, first = 100, longest = 1_000): number {
  return Math.min(longest, first * 2 ** Math.min(attempt, 20));
}
