/** What a reader of a lab is shown, without Dockerfiles and solutions: the pages have it, and so has a recording, which explains itself where no lab is. */
import * as z from './zod';
import type { Language, Localized, Question } from './lab';
import type { LabCheck } from './lab-check';
import type { Lab, LabStep, StepProse } from './lab-data';
import { labCheckSchema, localizedSchema } from './check-schema';

export interface LabGuide {
  readonly slug: string;
  readonly title: Localized;
  readonly summary: Localized;
  readonly minutes: number;
  /** As the learner types them, the task's among them. */
  readonly images: readonly string[];
  /** Markdown, as all prose here. */
  readonly intro: Localized;
  readonly steps: readonly GuideStep[];
}

export interface GuideStep {
  readonly id: string;
  readonly title: Localized;
  readonly predict: Question | null;
  readonly run: readonly string[];
  readonly observe: Question | null;
  readonly expect: readonly LabCheck[];
  readonly hints: LabStep['hints'];
  readonly task: GuideTask | null;
  readonly prose: Readonly<Record<Language, StepProse>>;
}

/** The text that the learner changes. */
export interface GuideTask {
  readonly ask: Localized;
  readonly type: 'dockerfile' | 'command';
  readonly text: string;
}

export function labGuide({ slug, title, summary, minutes, images, intro, steps }: Lab): LabGuide {
  return { slug, title, summary, minutes, intro, images: [...images.map(({ tag }) => tag), ...steps.flatMap(({ modify }) => (modify?.type === 'dockerfile' ? [modify.image] : []))], steps: steps.map(guideStep) };
}

function guideStep({ id, title, predict, modify, run, observe, expect, hints, prose }: LabStep): GuideStep {
  return { id, title, predict, run, observe, expect, hints, prose, task: modify === null ? null : { ask: modify.ask, type: modify.type, text: modify.text } };
}

const word = z.string().check(z.maxLength(1000));
const prose = z.string().check(z.maxLength(65_536));
const step = z.object({
  id: word,
  title: localizedSchema,
  predict: z.nullable(question()),
  run: z.array(word).check(z.maxLength(64)),
  observe: z.nullable(question()),
  expect: z.array(labCheckSchema).check(z.maxLength(64)),
  hints: z.array(z.object({ unless: word, when: z.optional(word), say: localizedSchema })).check(z.maxLength(64)),
  task: z.nullable(z.object({ ask: localizedSchema, type: z.enum(['dockerfile', 'command']), text: prose })),
  prose: z.object({ en: z.object({ todo: prose, explain: prose }), zh: z.object({ todo: prose, explain: prose }) }),
});

export const labGuideSchema: z.ZodMiniType<LabGuide> = z.object({
  slug: word,
  title: localizedSchema,
  summary: localizedSchema,
  minutes: z.number(),
  images: z.array(word).check(z.maxLength(64)),
  intro: z.object({ en: prose, zh: prose }),
  steps: z.array(step).check(z.minLength(1), z.maxLength(64)),
});

function question() {
  return z.object({ ask: localizedSchema, options: z.array(localizedSchema).check(z.minLength(1), z.maxLength(16)), answer: z.int().check(z.nonnegative()) });
}
