import type { Place } from '../event';
import type { Seen } from './check';
import type { Truth } from './who';

/** An event that a check looks at: it fits, it does not (and is kept to say what was seen instead), or that is not known yet. */
export interface Sighting {
  readonly fits: Truth;
  readonly t: number;
  readonly seen: Seen;
}

/** Seconds from one time of a log to another, both in milliseconds; to the microsecond, which is what the kernel's clock is good for. */
export function secondsBetween(from: number, to: number): number {
  return Math.round((to - from) * 1000) / 1e6;
}

export function sighting(place: Place, fits: Truth, seen: Seen): Sighting {
  return { fits, t: place.t, seen: { t: place.t, ...seen } };
}
