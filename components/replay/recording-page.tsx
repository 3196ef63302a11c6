/** A recording's guide as a lab's page. The Markdown parser comes only where a file brings its own prose. */
import { Suspense, lazy } from 'react';
import type { Recording } from '@/protocol/recording';
import type { LabPage } from '@/components/lab/lab-page';
import { setGuide } from '@/components/lab/lab-page';
import { guideOf } from './guide-of';

export const loadMarkdown = () => import('./MarkdownText');
const MarkdownText = lazy(() => loadMarkdown().then((file) => ({ default: file.MarkdownText })));

export function recordingPage(recording: Recording): LabPage {
  return setGuide(guideOf(recording), (markdown) => (
    <Suspense fallback={<p>…</p>}>
      <MarkdownText>{markdown}</MarkdownText>
    </Suspense>
  ));
}
