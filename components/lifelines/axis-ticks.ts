/** The moments that are written on the axis. */
import { tickStep } from 'd3-array';
import type { ActiveTime, Silence } from '@/model/active-time';
import type { TimeScale } from './time-window';

export interface Tick {
  readonly t: number;
  readonly x: number;
  readonly text: string;
}

export interface Break {
  readonly silence: Silence;
  readonly x: number;
  readonly width: number;
}

/** Px between two ticks, at least. */
const APART = 64;

export function axisTicks(scale: TimeScale, { silences }: ActiveTime): { readonly ticks: readonly Tick[]; readonly breaks: readonly Break[] } {
  const step = Math.max(0.01, tickStep(0, scale.width * scale.perPx, Math.max(2, scale.width / APART)));
  const from = scale.time(0);
  const to = scale.time(scale.width);
  const within = silences.filter((silence) => silence.to > from && silence.from < to);
  const edges = [from, ...within.flatMap((silence) => [silence.from, silence.to]), to];
  const ticks: Tick[] = [];
  for (let index = 0; index < edges.length - 1; index += 2) {
    const begin = edges[index] ?? 0;
    const end = edges[index + 1] ?? 0;
    for (let n = Math.ceil(begin / step); n * step <= end; n++) {
      const x = scale.x(n * step);
      if (x - (ticks.at(-1)?.x ?? -Infinity) >= APART * 0.6) ticks.push({ t: n * step, x, text: clockText(n * step, step) });
    }
  }
  const breaks = within.map((silence) => ({ silence, x: scale.x(silence.from), width: scale.x(silence.to) - scale.x(silence.from) }));
  return { ticks, breaks };
}

/** `8s`, `8.25s`, `1:35`: as exact as the step that it is one of. Milliseconds. */
export function clockText(t: number, step: number): string {
  const digits = step >= 1000 ? 0 : Math.min(5, Math.ceil(-Math.log10(step / 1000)));
  if (t < 60_000) return `${(t / 1000).toFixed(digits)}s`;
  const minutes = Math.floor(t / 60_000);
  return `${minutes}:${(t / 1000 - minutes * 60).toFixed(digits).padStart(digits === 0 ? 2 : 3 + digits, '0')}`;
}
