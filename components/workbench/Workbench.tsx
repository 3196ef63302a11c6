'use client';

import type { LabPage, StepPage } from '@/components/lab/lab-page';
import type { Theme } from '@/components/theme/ThemeSwitch';
import { LabProvider } from '@/components/lab/lab-context';
import { Bench } from './Bench';

export interface WorkbenchProps {
  readonly page: LabPage;
  readonly steps: readonly [StepPage, ...StepPage[]];
  readonly asked: string | null;
  readonly theme: Theme;
}

/** A lab, live. */
export function Workbench({ page, steps, asked, theme }: WorkbenchProps) {
  return (
    <LabProvider page={page}>
      <Bench steps={steps} asked={asked} theme={theme} />
    </LabProvider>
  );
}
