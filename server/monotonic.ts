/** CLOCK_MONOTONIC in milliseconds: the clock of the kernel's trace, too. */
export function monotonic(): number {
  return Number(process.hrtime.bigint()) / 1e6;
}
