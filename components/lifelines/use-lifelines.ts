'use client';

import { useState } from 'react';
import type { Event } from '@/model/event';
import type { Lifelines } from '@/model/lifelines';
import { NO_LIFELINES, foldLifelines } from '@/model/lifelines';
import { useWholeLog } from '@/components/lab/lab-context';

/** The lifelines of the whole log. */
export function useLifelines(): Lifelines {
  const { events, count } = useWholeLog();
  const [reader] = useState(createReader);
  return reader(events, count);
}

/** Folds only what is new; the same lifelines for as long as nothing is. */
function createReader(): (events: readonly Event[], count: number) => Lifelines {
  let source: readonly Event[] | null = null;
  let read = 0;
  let lifelines = NO_LIFELINES;
  return (events, count) => {
    if (events !== source || count < read) {
      source = events;
      read = 0;
      lifelines = NO_LIFELINES;
    }
    if (count > read) lifelines = foldLifelines(lifelines, events.slice(read, count));
    read = count;
    return lifelines;
  };
}
