/** What the engine says, as the learner may read it: their own names, without our labels. */
import { inLearnersWords } from '../docker/labels';

const OURS = 'pid1lab.';

/** A copy of a JSON value in which every text and key is in the learner's words and no label of ours is left. */
export function toLearner(session: string, value: unknown): unknown {
  if (typeof value === 'string') return inLearnersWords(session, value);
  if (Array.isArray(value)) return value.map((item) => toLearner(session, item));
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).filter(([key]) => !key.startsWith(OURS));
  return Object.fromEntries(entries.map(([key, item]) => [inLearnersWords(session, key), toLearner(session, item)]));
}
