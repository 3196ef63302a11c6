'use client';

import { Suspense, lazy, useSyncExternalStore } from 'react';
import type { Noted } from './problems';
import { useLab } from '@/components/lab/lab-context';

const ProblemToasts = lazy(() => import('./ProblemToasts').then((file) => ({ default: file.ProblemToasts })));

const NONE: readonly Noted[] = [];

/** What went wrong, in a corner of the screen. Its machinery is loaded with the first problem. */
export function ProblemCorner() {
  const { problems } = useLab();
  const list = useSyncExternalStore(problems.subscribe, problems.list, () => NONE);
  return (
    <Suspense>
      {list.length > 0 && <ProblemToasts list={list} onClose={problems.remove} />}
    </Suspense>
  );
}
