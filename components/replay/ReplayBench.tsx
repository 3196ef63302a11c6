'use client';

import type { ReactNode } from 'react';
import type { Recording } from '@/protocol/recording';
import type { LabPage } from '@/components/lab/lab-page';
import type { Theme } from '@/components/theme/ThemeSwitch';
import { Bench } from '@/components/workbench/Bench';
import { RecordingNotice } from './RecordingNotice';
import { ReplayProvider } from './ReplayProvider';

export interface ReplayBenchProps {
  readonly page: LabPage;
  readonly recording: Recording;
  readonly asked: string | null;
  readonly autoplay: boolean;
  readonly theme: Theme;
  /** Its file's name, where it has one. */
  readonly name: string | null;
  /** What leads out of it. */
  readonly children: ReactNode;
}

/** The screen of a lab, driven by a recording. */
export function ReplayBench({ page, recording, asked, autoplay, theme, name, children }: ReplayBenchProps) {
  const [first, ...others] = page.steps;
  if (first === undefined) return null;
  return (
    <ReplayProvider page={page} recording={recording} autoplay={autoplay}>
      <Bench steps={[first, ...others]} asked={asked} theme={theme} notice={<RecordingNotice name={name}>{children}</RecordingNotice>} />
    </ReplayProvider>
  );
}
