/** What a learner has answered, read and done in one lab: kept in the browser, told to nobody. */
import * as z from '@/protocol/zod';

const stepId = z.string().check(z.regex(/^[a-z0-9][a-z0-9-]*$/), z.maxLength(64));
const steps = z.array(stepId).check(z.maxLength(100));
const answers = z.record(stepId, z.int().check(z.minimum(0), z.maximum(5)));

export const learnedSchema = z.object({
  /** By step: the option of `predict` that was committed to before the explanation. */
  predicted: z._default(answers, {}),
  /** By step: the option of `observe`. */
  observed: answers,
  explained: steps,
  /** Steps whose checks have all been seen. */
  done: z._default(steps, []),
  /** The text of the task as the learner left it; null: untouched. */
  draft: z._default(z.nullable(z.string().check(z.maxLength(16_384))), null),
});
export type Learned = Readonly<z.infer<typeof learnedSchema>>;

export const NOTHING_LEARNED: Learned = { predicted: {}, observed: {}, explained: [], done: [], draft: null };

/** What is not understood counts as nothing. */
export function parseLearned(text: string | null): Learned {
  if (text === null) return NOTHING_LEARNED;
  try {
    const parsed = learnedSchema.safeParse(JSON.parse(text));
    return parsed.success ? parsed.data : NOTHING_LEARNED;
  } catch {
    return NOTHING_LEARNED;
  }
}

/** Both together; where they differ, `ours` stands. */
export function mergeLearned(ours: Learned, theirs: Learned): Learned {
  return {
    predicted: { ...theirs.predicted, ...ours.predicted },
    observed: { ...theirs.observed, ...ours.observed },
    explained: [...new Set([...ours.explained, ...theirs.explained])],
    done: [...new Set([...ours.done, ...theirs.done])],
    draft: ours.draft ?? theirs.draft,
  };
}

/** What of `now` was not there `before`. */
export function learnedSince(before: Learned, now: Learned): Learned {
  return {
    predicted: answersSince(before.predicted, now.predicted),
    observed: answersSince(before.observed, now.observed),
    explained: now.explained.filter((step) => !before.explained.includes(step)),
    done: now.done.filter((step) => !before.done.includes(step)),
    draft: now.draft === before.draft ? null : now.draft,
  };
}

function answersSince(before: Learned['observed'], now: Learned['observed']): Learned['observed'] {
  return Object.fromEntries(Object.entries(now).filter(([step, choice]) => before[step] !== choice));
}
