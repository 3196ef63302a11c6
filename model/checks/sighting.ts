import type { Place } from '../event';
import type { Seen } from './check';
import type { Truth } from './who';

/** An event that a check looks at: it fits, it does not (and is kept to say what was seen instead), or that is not known yet. */
export interface Sighting {
  readonly fits: Truth;
  readonly t: number;
  readonly seen: Seen;
}

export function sighting(place: Place, fits: Truth, seen: Seen): Sighting {
  return { fits, t: place.t, seen: { t: place.t, ...seen } };
}
