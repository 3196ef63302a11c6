'use client';

import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import type { StepPage } from '@/components/lab/lab-page';
import { useLab, usePresent, useSourceState } from '@/components/lab/lab-context';

/** What the address calls the page after the last step. No step may have this name [LAB4]. */
export const SUMMARY = 'summary';

export interface StepPlace {
  readonly index: number;
  readonly step: StepPage;
  /** Past the last step: the lab is looked back upon. The session stays where it is. */
  readonly ended: boolean;
  /** One past the last step leads to the summary. */
  readonly go: (index: number) => void;
}

/**
 * The step on screen. The session says which; without a connection the reader may still turn the pages. It
 * stands in the address, and an address that names one leads there.
 */
export function useStep(steps: readonly [StepPage, ...StepPage[]], address: string | null): StepPlace {
  const asked = address === SUMMARY ? null : address;
  const [ended, setEnded] = useState(address === SUMMARY);
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
  const wanted = turned !== null && turned.from === inWorld ? turned.to : (inWorld ?? (recorded ? null : last));
  const index = Math.max(0, steps.findIndex((step) => step.id === wanted));
  const step = steps[index] ?? steps[0];

  useEffect(() => {
    if (!live || source === null) return;
    // The session may be in a step that the lab's author has taken away.
    const lost = !recorded && (inWorld === null || !steps.some(({ id }) => id === inWorld));
    const first = waiting.current ?? (lost ? step.id : null);
    waiting.current = null;
    if (first !== null && first !== inWorld && steps.some(({ id }) => id === first)) source.send({ type: 'enter-step', step: first });
  }, [live, recorded, source, inWorld, step.id, steps]);

  useEffect(() => {
    if (waiting.current !== null) return;
    const place = ended ? SUMMARY : step.id;
    const here = new URL(window.location.href);
    if (here.searchParams.get('step') === place) return;
    here.searchParams.set('step', place);
    window.history.replaceState(window.history.state, '', here);
  }, [step.id, ended, live]);

  const go = useCallback(
    (to: number) => {
      setEnded(to === steps.length);
      const next = steps[to];
      if (next === undefined) return;
      if (live && source?.send({ type: 'enter-step', step: next.id }) === true) return;
      setTurned({ to: next.id, from: inWorld });
      waiting.current = next.id;
    },
    [steps, inWorld, live, source],
  );
  return useMemo(() => ({ index, step, ended, go }), [index, step, ended, go]);
}
