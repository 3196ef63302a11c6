/** A lab made ready for its page: without what the page must not show, and with its Markdown set. */
import type { ReactNode } from 'react';
import Markdown from 'react-markdown';
import remarkGfm from 'remark-gfm';
import type { Lab } from '@/protocol/lab-data';
import type { LabPage } from '@/components/lab/lab-page';
import { setGuide } from '@/components/lab/lab-page';
import { labGuide } from '@/protocol/lab-guide';

const TABLES = [remarkGfm];

export function labPage(lab: Lab): LabPage {
  return setGuide(labGuide(lab), prose);
}

/** HTML in the text is shown as text: react-markdown has no raw HTML unless it is given a plug-in. */
function prose(markdown: string): ReactNode {
  return <Markdown remarkPlugins={TABLES}>{markdown}</Markdown>;
}
