/** A lab as its page needs it: no Dockerfiles, no solutions, and the prose already set, so that no Markdown parser is shipped. */
import type { ReactNode } from 'react';
import type { Language, Localized, Question } from '@/protocol/lab';
import type { LabCheck } from '@/protocol/lab-check';
import type { LabStep } from '@/protocol/lab-data';

export interface LabPage {
  readonly slug: string;
  readonly title: Localized;
  readonly summary: Localized;
  readonly minutes: number;
  /** As the learner types them. */
  readonly images: readonly string[];
  readonly intro: Readonly<Record<Language, ReactNode>>;
  readonly steps: readonly StepPage[];
}

export interface StepPage {
  readonly id: string;
  readonly title: Localized;
  readonly predict: Question | null;
  readonly run: readonly string[];
  readonly observe: Question | null;
  readonly expect: readonly LabCheck[];
  readonly hints: LabStep['hints'];
  readonly task: TaskPage | null;
  readonly prose: Readonly<Record<Language, { readonly todo: ReactNode; readonly explain: ReactNode | null }>>;
}

/** The text that the learner changes. */
export interface TaskPage {
  readonly ask: Localized;
  readonly type: 'dockerfile' | 'command';
  readonly text: string;
}
