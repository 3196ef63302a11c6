'use client';

import { useCallback, useState, useSyncExternalStore } from 'react';
import type { LearnedShelf } from './learned-shelf';
import type { Shelved } from './progress-file';
import { forget, keep, kept, recall, whenKept } from '@/components/lab/browser';
import { createLearnedShelf } from './learned-shelf';

const NOTHING: Shelved = {};

/** What was learned in all labs, also while another tab goes on learning. On the server: nothing. */
export function useLearnedShelf(): readonly [Shelved, LearnedShelf] {
  const [shelf] = useState(() => createLearnedShelf({ names: kept, read: recall, write: (name, value) => (value === null ? forget(name) : keep(name, value)) }));
  const subscribe = useCallback(
    (listener: () => void) => {
      const leave = shelf.subscribe(listener);
      const ignore = whenKept(shelf.look);
      return () => {
        leave();
        ignore();
      };
    },
    [shelf],
  );
  return [useSyncExternalStore(subscribe, shelf.read, () => NOTHING), shelf];
}
