'use client';

import { useSyncExternalStore } from 'react';
import type { PlayState } from '@/sources/playhead';
import { useLab } from '@/components/lab/lab-context';

/** Whether the present is on screen, or a moment before it. */
export function usePlay(): PlayState {
  const { log } = useLab();
  return useSyncExternalStore(log.subscribe, log.play, log.play);
}

/** The moment on screen while it lies in the past, in milliseconds of the log; null: the present. */
export function usePastMoment(): number | null {
  const { log } = useLab();
  const read = (): number | null => (log.play().type === 'live' ? null : log.now());
  return useSyncExternalStore(log.subscribe, read, () => null);
}
