'use client';

import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import type { StepPage } from '@/components/lab/lab-page';
import { useLab, usePresent, useSourceState } from '@/components/lab/lab-context';

export interface StepPlace {
  readonly index: number;
  readonly step: StepPage;
  readonly go: (index: number) => void;
}

/**
 * The step on screen. The session says which; without a connection the reader may still turn the pages. It
 * stands in the address, and an address that names one leads there.
 */
export function useStep(steps: readonly [StepPage, ...StepPage[]], asked: string | null): StepPlace {
  const { source } = useLab();
  const connection = useSourceState();
  const inWorld = usePresent((world) => world.step);
  const opened = usePresent((world) => world.lab !== null);
  const [turned, setTurned] = useState<{ readonly to: string; readonly from: string | null } | null>(null);
  const [last, setLast] = useState(asked);
  const waiting = useRef(asked);
  const recorded = connection.type === 'recording';
  const live = (connection.type === 'live' && opened) || recorded;

  // A server that was started anew knows no step: the reader goes on where they were.
  if (inWorld !== null && inWorld !== last) setLast(inWorld);
  const wanted = turned !== null && turned.from === inWorld ? turned.to : (inWorld ?? last);
  const index = Math.max(0, steps.findIndex((step) => step.id === wanted));
  const step = steps[index] ?? steps[0];

  useEffect(() => {
    if (!live || source === null) return;
    const first = waiting.current ?? (inWorld === null ? step.id : null);
    waiting.current = null;
    if (first !== null && first !== inWorld && steps.some(({ id }) => id === first)) source.send({ type: 'enter-step', step: first });
  }, [live, source, inWorld, step.id, steps]);

  useEffect(() => {
    if (waiting.current !== null) return;
    const address = new URL(window.location.href);
    if (address.searchParams.get('step') === step.id) return;
    address.searchParams.set('step', step.id);
    window.history.replaceState(window.history.state, '', address);
  }, [step.id, live]);

  const go = useCallback(
    (to: number) => {
      const next = steps[to];
      if (next === undefined) return;
      if (live && source?.send({ type: 'enter-step', step: next.id }) === true) return;
      setTurned({ to: next.id, from: inWorld });
      waiting.current = next.id;
    },
    [steps, inWorld, live, source],
  );
  return useMemo(() => ({ index, step, go }), [index, step, go]);
}
