/** A lab made ready for its page: without what the page must not show, and with its Markdown set. */
import type { ReactNode } from 'react';
import Markdown from 'react-markdown';
import remarkGfm from 'remark-gfm';
import type { Lab, LabStep } from '@/protocol/lab-data';
import type { LabPage, StepPage } from '@/components/lab/lab-page';

export function labPage({ slug, title, summary, minutes, images, intro, steps }: Lab): LabPage {
  return {
    slug, title, summary, minutes,
    images: images.map((image) => image.tag),
    intro: { en: prose(intro.en), zh: prose(intro.zh) },
    steps: steps.map(stepPage),
  };
}

function stepPage({ id, title, predict, modify, run, observe, expect, hints, prose: { en, zh } }: LabStep): StepPage {
  return {
    id, title, predict, run, observe, expect, hints,
    task: modify === null ? null : { ask: modify.ask, type: modify.type, text: modify.text },
    prose: {
      en: { todo: prose(en.todo), explain: prose(en.explain) },
      zh: { todo: prose(zh.todo), explain: prose(zh.explain) },
    },
  };
}

const TABLES = [remarkGfm];

/** HTML in the text is shown as text: react-markdown has no raw HTML unless it is given a plug-in. */
function prose(markdown: string): ReactNode | null {
  return markdown.trim() === '' ? null : <Markdown remarkPlugins={TABLES}>{markdown}</Markdown>;
}
