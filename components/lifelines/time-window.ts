/** Which stretch of time is shown, and where a moment stands in it. */
import type { ActiveTime } from '@/model/active-time';

/** In active milliseconds; one px is `perPx` of them. */
export interface Shown {
  readonly start: number;
  readonly perPx: number;
}

export interface TimeScale extends Shown {
  readonly width: number;
  /** Px from the left edge of the lines. */
  readonly x: (t: number) => number;
  /** The log's time at a px. */
  readonly time: (x: number) => number;
}

/** Widths that following goes through as a log grows, in milliseconds: few, so that the picture seldom changes its scale. */
const STAGES = [12_000, 20_000, 30_000] as const;
/** What following leaves free on the right, for what is just coming. */
const AHEAD = 0.07;
export const FINEST = 0.01;
export const COARSEST = 4000;

/** The window that ends at `now`. */
export function following(clock: ActiveTime, now: number, width: number, perPx: number | null): Shown {
  const end = clock.active(now);
  const stage = STAGES.find((one) => end <= one * (1 - AHEAD)) ?? STAGES[2];
  const scale = perPx ?? stage / width;
  return { start: Math.max(0, end - width * (1 - AHEAD) * scale), perPx: scale };
}

export function timeScale(clock: ActiveTime, { start, perPx }: Shown, width: number): TimeScale {
  return {
    start, perPx, width,
    x: (t) => (clock.active(t) - start) / perPx,
    time: (x) => Math.max(0, clock.time(start + x * perPx)),
  };
}

/** The window with the moment under `x` kept where it is. */
export function zoomed({ start, perPx }: Shown, factor: number, x: number): Shown {
  const next = Math.min(COARSEST, Math.max(FINEST, perPx / factor));
  return { start: Math.max(-x * next * 0.5, start + x * (perPx - next)), perPx: next };
}

export function panned({ start, perPx }: Shown, px: number): Shown {
  return { start: Math.max(0, start + px * perPx), perPx };
}
