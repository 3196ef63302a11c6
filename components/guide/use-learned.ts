'use client';

import { useEffect, useRef, useState, useSyncExternalStore } from 'react';
import type { CheckResult } from '@/model/checks/check';
import type { StepPage } from '@/components/lab/lab-page';
import type { Learned } from '@/components/learned/learned';
import type { LearnedStore } from '@/components/learned/learned-store';
import { keep, recall, whenKept } from '@/components/lab/browser';
import { useLab, usePresent, useSourceState } from '@/components/lab/lab-context';
import { NOTHING_LEARNED } from '@/components/learned/learned';
import { LEARNED } from '@/components/learned/learned-shelf';
import { createLearned } from '@/components/learned/learned-store';

const NONE: ReadonlyMap<string, number> = new Map();

/** What the learner has answered and done in this lab. Predictions and ticks are written down as they come. */
export function useLearned(steps: readonly StepPage[], results: Readonly<Record<string, readonly CheckResult[]>>): readonly [Learned, LearnedStore] {
  const { page } = useLab();
  const name = LEARNED + page.slug;
  const [store] = useState(() => createLearned({ read: () => recall(name), write: (text) => keep(name, text) }));
  const learned = useSyncExternalStore(store.subscribe, store.read, () => NOTHING_LEARNED);
  const inWorld = usePresent((world) => world.predictions);
  const state = useSourceState();
  const live = state.type === 'live';
  const predictions = state.type === 'recording' ? state.predictions : inWorld;

  useEffect(() => whenKept(store.look), [store]);
  const written = useRef<ReadonlyMap<string, number>>(NONE);
  useEffect(() => {
    // What was written once may have been predicted anew in another page, or cleared.
    for (const [step, choice] of predictions) if (written.current.get(step) !== choice) store.predict(step, choice);
    written.current = predictions;
  }, [predictions, store]);
  useEffect(() => {
    // What a recording shows was not done by this learner.
    if (live) for (const { id } of steps) if (isDone(results[id])) store.finish(id);
  }, [live, steps, results, store]);
  return [learned, store];
}

/** All of a step's checks have been seen; those that cannot be seen here do not count. */
export function isDone(results: readonly CheckResult[] | undefined): boolean {
  return results !== undefined && results.length > 0 && results.every((result) => result.ok || !result.observable);
}
