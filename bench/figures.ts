/** Numbers as the benchmarks print them. */

export interface Figure {
  readonly what: string;
  readonly value: string;
  /** What design and docs/performance.md ask for. */
  readonly target?: string;
}

/** The value below which `share` (0 … 1) of the samples lie. */
export function quantile(samples: readonly number[], share: number): number {
  const sorted = [...samples].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? NaN;
}

/** Median and p99 of some milliseconds. */
export function spread(samples: readonly number[]): string {
  return `median ${quantile(samples, 0.5).toFixed(2)} ms, p99 ${quantile(samples, 0.99).toFixed(2)} ms (${samples.length} samples)`;
}

export function table(figures: readonly Figure[]): string {
  const width = Math.max(...figures.map(({ what }) => what.length));
  return figures.map(({ what, value, target }) => `${what.padEnd(width)}  ${value}${target === undefined ? '' : `   [target: ${target}]`}`).join('\n');
}
