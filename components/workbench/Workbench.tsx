'use client';

import { Suspense, lazy, useState } from 'react';
import type { LabPage, StepPage } from '@/components/lab/lab-page';
import type { Theme } from '@/components/theme/ThemeSwitch';
import { LabProvider } from '@/components/lab/lab-context';
import { WatchOffer } from '@/components/replay/WatchOffer';
import { Bench } from './Bench';

/** Only whoever has no engine, or asks for it, needs what plays a recording. */
const WatchRecording = lazy(() => import('@/components/replay/WatchRecording').then((file) => ({ default: file.WatchRecording })));

export interface WorkbenchProps {
  readonly page: LabPage;
  readonly steps: readonly [StepPage, ...StepPage[]];
  readonly asked: string | null;
  /** A recording is shipped with the lab. */
  readonly recorded: boolean;
  /** The address asks for the recording. */
  readonly watches: boolean;
  readonly theme: Theme;
}

/** A lab: live, or its recording. */
export function Workbench({ page, steps, asked, recorded, watches, theme }: WorkbenchProps) {
  const [watching, setWatching] = useState(recorded && watches);

  function watch(next: boolean): void {
    const address = new URL(window.location.href);
    if (next) address.searchParams.set('watch', '');
    else address.searchParams.delete('watch');
    window.history.replaceState(window.history.state, '', address);
    setWatching(next);
  }

  if (watching) {
    return (
      <Suspense>
        <WatchRecording page={page} asked={asked} theme={theme} onLeave={() => watch(false)} />
      </Suspense>
    );
  }
  return (
    <LabProvider page={page}>
      <Bench steps={steps} asked={asked} theme={theme} notice={recorded && <WatchOffer onWatch={() => watch(true)} />} />
    </LabProvider>
  );
}
