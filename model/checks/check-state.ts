/** What the checks of one step have seen so far. Plain data. */
import type { Event } from '../event';
import type { Check } from './check';
import type { Heard } from './engine-edges';
import type { Sighting } from './sighting';

export interface Tracked {
  /** The first and the last times it happened, oldest first. */
  readonly hits: readonly Sighting[];
  /** The last thing that nearly was it: another verdict, another exit code. */
  readonly near: Sighting | null;
  /** Events that may be it once a pid in the container is known. */
  readonly undecided: readonly Event[];
}

export interface CheckState {
  readonly checks: readonly Check[];
  readonly tracked: Readonly<Record<string, Tracked>>;
  readonly heard: Heard;
}

const NOTHING: Tracked = { hits: [], near: null, undecided: [] };

/** The state at the beginning of a step. */
export function beginChecks(expect: readonly Check[]): CheckState {
  return { checks: expect, tracked: Object.fromEntries(expect.map((check) => [check.id, NOTHING])), heard: {} };
}

export function trackedOf(state: CheckState, id: string): Tracked {
  return state.tracked[id] ?? NOTHING;
}
