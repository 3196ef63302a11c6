/** A lab as its page needs it: a guide with its prose already set, so that no Markdown parser is shipped. */
import type { ReactNode } from 'react';
import type { Language } from '@/protocol/lab';
import type { GuideStep, GuideTask, LabGuide } from '@/protocol/lab-guide';

export interface LabPage extends Omit<LabGuide, 'intro' | 'steps'> {
  readonly intro: Readonly<Record<Language, ReactNode>>;
  readonly steps: readonly StepPage[];
}

export interface StepPage extends Omit<GuideStep, 'prose'> {
  readonly prose: Readonly<Record<Language, { readonly todo: ReactNode; readonly explain: ReactNode | null }>>;
}

export type TaskPage = GuideTask;

/** `set` makes a text of Markdown. Where there is no text, there is nothing. */
export function setGuide({ intro, steps, ...guide }: LabGuide, set: (markdown: string) => ReactNode): LabPage {
  const prose = (markdown: string): ReactNode | null => (markdown.trim() === '' ? null : set(markdown));
  return {
    ...guide,
    intro: { en: prose(intro.en), zh: prose(intro.zh) },
    steps: steps.map(({ prose: { en, zh }, ...step }) => ({
      ...step,
      prose: {
        en: { todo: prose(en.todo), explain: prose(en.explain) },
        zh: { todo: prose(zh.todo), explain: prose(zh.explain) },
      },
    })),
  };
}
