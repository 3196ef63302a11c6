import type { Draft } from './draft';
import type { Place } from './event';

/** Writes down what cannot be, with the rule that it breaks. */
export function note(draft: Draft, place: Place, rule: string, what: string): void {
  draft.anomalies.push({ seq: place.seq, t: place.t, rule, what });
}
