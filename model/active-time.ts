/**
 * A clock that runs while something happens. Minutes of reading between two commands would push what is to be
 * compared off the picture; long silences therefore take the width of a moment, and are marked as such.
 */
import type { Lifelines } from './lifelines';

/** A silence, in the log's milliseconds. */
export interface Silence {
  readonly from: number;
  readonly to: number;
}

export interface ActiveTime {
  /** Oldest first, apart from each other. */
  readonly silences: readonly Silence[];
  /** Active milliseconds at a time of the log: rises with it. */
  readonly active: (t: number) => number;
  /** The log's time again. */
  readonly time: (active: number) => number;
}

/** Silence up to here is shown as it was. */
export const PATIENCE = 4000;
/** Kept at its true length on both sides of what happened. */
const AROUND = 1000;
/** What a silence is drawn as: with both sides just as long as patience lasts, so that nothing jumps when it ends. */
export const SQUEEZED = PATIENCE - 2 * AROUND;

/** The active time of a log up to `now`. A running command, a grace period and a container that waits to be restarted are activity. */
export function activeTime({ activity, commands, tracks }: Lifelines, now: number): ActiveTime {
  const busy: Silence[] = activity.map((t) => ({ from: t, to: t }));
  for (const { from, to } of commands.values()) busy.push({ from, to: to ?? now });
  for (const { graces, lives } of tracks.values()) {
    for (const { from, to } of graces) busy.push({ from, to: to ?? now });
    lives.forEach(({ to }, index) => {
      const next = lives[index + 1];
      if (to !== null && next !== undefined && next.from - to < 60_000) busy.push({ from: to, to: next.from });
    });
  }
  busy.sort((a, b) => a.from - b.from);
  const silences: Silence[] = [];
  let end = 0;
  for (const { from, to } of [...busy, { from: now, to: now }]) {
    if (from - end > PATIENCE) silences.push({ from: end + AROUND, to: from - AROUND });
    end = Math.max(end, to);
  }
  return withSilences(silences);
}

/** The clock that stands (nearly) still in these silences. */
export function withSilences(silences: readonly Silence[]): ActiveTime {
  /** What is left out before each silence. */
  const before: number[] = [];
  let left = 0;
  for (const { from, to } of silences) {
    before.push(left);
    left += to - from - SQUEEZED;
  }

  function active(t: number): number {
    const index = last(silences.length, (at) => (silences[at] as Silence).from <= t);
    const silence = silences[index];
    if (silence === undefined) return t;
    const start = silence.from - (before[index] ?? 0);
    const share = Math.min(1, (t - silence.from) / (silence.to - silence.from));
    return start + share * SQUEEZED + Math.max(0, t - silence.to);
  }

  function time(at: number): number {
    const index = last(silences.length, (one) => (silences[one] as Silence).from - (before[one] ?? 0) <= at);
    const silence = silences[index];
    if (silence === undefined) return at;
    const into = at - (silence.from - (before[index] ?? 0));
    return into <= SQUEEZED ? silence.from + (into / SQUEEZED) * (silence.to - silence.from) : silence.to + into - SQUEEZED;
  }

  return { silences, active, time };
}

/** The last of `count` places for which `holds`, which holds for the first ones only; -1: for none. */
function last(count: number, holds: (at: number) => boolean): number {
  let low = 0;
  let high = count;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (holds(middle)) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}
