'use client';

import type { ReactNode } from 'react';
import { useEffect, useState } from 'react';
import type { Recording } from '@/protocol/recording';
import type { LabClient } from '@/components/lab/lab-context';
import type { LabPage } from '@/components/lab/lab-page';
import { nextFrame, recall } from '@/components/lab/browser';
import { FIRST_TAB, LabContext, calmLogs } from '@/components/lab/lab-context';
import { parseLearned } from '@/components/learned/learned';
import { LEARNED } from '@/components/learned/learned-shelf';
import { createProblems } from '@/components/problem/problems';
import { createSelection } from '@/components/selection/selection';
import { createDesk } from '@/components/terminal/desk';
import { createEventLog } from '@/sources/event-log';
import { createPlayhead } from '@/sources/playhead';
import { openRecording } from '@/sources/recording-source';

export interface ReplayProviderProps {
  readonly page: LabPage;
  readonly recording: Recording;
  /** Plays from the start as soon as it is on screen. */
  readonly autoplay: boolean;
  readonly children: ReactNode;
}

/** Everything that a lab's screen reads, out of a recording instead of a session. */
export function ReplayProvider({ page, recording, autoplay, children }: ReplayProviderProps) {
  const [client] = useState(() => createReplay(page, recording));

  useEffect(() => {
    // A link to a moment begins at that moment.
    if (!autoplay || new URLSearchParams(window.location.search).has('t') || window.matchMedia('(prefers-reduced-motion: reduce)').matches) return;
    client.log.start();
    return () => client.log.pause();
  }, [autoplay, client]);

  return <LabContext value={client}>{children}</LabContext>;
}

function createReplay(page: LabPage, recording: Recording): LabClient {
  const now = (): number => performance.now();
  // All of it is there at once, so it is folded at once.
  const whole = createEventLog(page.steps, { soon: (fold) => fold(), now });
  const log = createPlayhead(whole, { soon: nextFrame, now });
  const source = openRecording({ recording, log: whole, playhead: log, linesOf: (step) => page.steps.find(({ id }) => id === step)?.run ?? [], predictions: predictedBefore(page) });
  // Before the first step there is nothing to see.
  log.seek(recording.events.find(({ type }) => type === 'step-entered')?.t ?? 0);
  const desk = createDesk({ first: FIRST_TAB, works: false, memory: { read: () => null, write: () => {} }, random: () => 0 });
  return { page, log, whole, calm: calmLogs(log, whole), present: log, problems: createProblems(), selection: createSelection(), desk, source, session: () => null };
}

/** Where a question no longer has the option, nothing was predicted. */
function predictedBefore({ slug, steps }: LabPage): ReadonlyMap<string, number> {
  const { predicted } = parseLearned(recall(LEARNED + slug));
  return new Map(Object.entries(predicted).filter(([step, choice]) => choice < (steps.find(({ id }) => id === step)?.predict?.options.length ?? 0)));
}
