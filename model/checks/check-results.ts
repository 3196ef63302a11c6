/**
 * What the checks of a step amount to. Dependencies are settled here and by time, not by the order of
 * arrival: what the engine and what the kernel say reaches the log by different ways.
 */
import type { World } from '../world';
import type { Check, CheckResult, Range, Seen } from './check';
import type { CheckState } from './check-state';
import type { Sighting } from './sighting';
import { trackedOf } from './check-state';
import { holdsNow } from './levels';
import { isObservable } from './observable';
import { secondsBetween } from './sighting';

/**
 * A fact that reaches the log late has its predecessor's time (SES1), so on a busy machine a signal may seem to be sent
 * some milliseconds after its handler has run.
 */
const LATE_MS = 50;

/** One result for each check, in the order of the lab. */
export function checkResults(state: CheckState, world: World): readonly CheckResult[] {
  const checks = new Map(state.checks.map((check) => [check.id, check]));
  const settle = remembering<CheckResult>((id) => ({ id, ok: false, observable: true, seen: null }), settleOne);
  const sightings = remembering<readonly Sighting[]>(() => [], sightingsOf);
  return state.checks.map((check) => settle(check.id));

  /** Each id once; what depends on itself, or is not there, gets the answer `unmet`. */
  function remembering<T>(unmet: (id: string) => T, compute: (check: Check) => T): (id: string) => T {
    const known = new Map<string, T>();
    return (id) => {
      const check = checks.get(id);
      if (check === undefined) return unmet(id);
      const before = known.get(id);
      if (before !== undefined) return before;
      known.set(id, unmet(id));
      const value = compute(check);
      known.set(id, value);
      return value;
    };
  }

  function settleOne(check: Check): CheckResult {
    const conditions = [...(check.needs ?? []), ...(check.after === undefined ? [] : [check.after]), ...(check.type === 'between' ? check.between : [])].map(settle);
    const { holds, seen } = look(check);
    // What was seen could be seen, whatever the observer.
    const visible = isObservable(check, world.observer.mode) || (holds && check.not !== true);
    const observable = visible && conditions.every((condition) => condition.observable);
    const ok = observable && conditions.every((condition) => condition.ok) && holds !== (check.not === true);
    return { id: check.id, ok, observable, seen };
  }

  function look(check: Check): { readonly holds: boolean; readonly seen: Seen | null } {
    if ((check.type === 'process' || check.type === 'container') && check.once !== true) return holdsNow(check, world);
    const first = sightings(check.id)[0];
    if (first !== undefined) return { holds: true, seen: first.seen };
    const instead = check.type === 'between' ? pairs(check.between).at(-1)?.seen : trackedOf(state, check.id).near?.seen;
    return { holds: false, seen: instead ?? null };
  }

  /** The sightings of a check that come after what they must come after. */
  function sightingsOf(check: Check): readonly Sighting[] {
    const hits = check.type === 'between' ? pairs(check.between).filter(({ seen }) => within(seen.seconds, check.seconds)) : trackedOf(state, check.id).hits;
    if (check.after === undefined) return hits;
    const from = sightings(check.after)[0]?.t ?? Infinity;
    return hits.filter((hit) => hit.t >= from - LATE_MS);
  }

  /** Each sighting of the second with the nearest one of the first before it. */
  function pairs([first, second]: readonly [string, string]): readonly Sighting[] {
    const starts = sightings(first);
    return sightings(second).flatMap((end) => {
      const start = starts.filter((candidate) => candidate.t <= end.t).at(-1);
      return start === undefined ? [] : [{ fits: true, t: end.t, seen: { t: end.t, seconds: secondsBetween(start.t, end.t) } }];
    });
  }
}

function within(value: number | undefined, [least, most]: Range): boolean {
  return value !== undefined && value >= least && value <= most;
}
