'use client';

import type { ReactNode } from 'react';
import { useMemo, useState } from 'react';
import { useTranslations } from 'use-intl/react';
import type { Event, EventType } from '@/model/event';
import type { Line } from './Lines';
import { useLogState } from '@/components/lab/lab-context';
import { createEventFilter } from '@/sources/event-filter';
import { useNarrator } from '@/components/narration/use-narrator';
import { eventProcess, eventText } from './event-text';
import { Lines } from './Lines';
import styles from './Dock.module.css';

/** Everything but readings of /proc and what commands print, which have their own places. */
export const TOLD: readonly EventType[] = [
  'snapshot', 'found', 'fork', 'exec', 'exit', 'reap', 'reparent', 'signal-sent', 'signal-delivered',
  'container-created', 'container-started', 'container-kill', 'container-exec', 'container-died', 'container-stopped', 'container-paused', 'container-renamed', 'container-removed',
  'command-waiting', 'command-started', 'command-ended', 'lab-opened', 'step-entered', 'step-predicted', 'step-reset', 'image', 'observer', 'engine', 'lost',
];

/** The log itself: in the reader's words, or in the kernel's. */
export function Events() {
  const t = useTranslations('dock');
  const words = useTranslations('narration');
  const { events, count } = useLogState();
  const [filter] = useState(() => createEventFilter(TOLD));
  const [raw, setRaw] = useState(false);
  const tell = useNarrator();
  const found = filter.of(events, count);
  const lines = useMemo(() => {
    const clock = (event: Event): string => (event.t / 1000).toFixed(3).padStart(9);
    const inferred = (event: Event): string => (event.inferred === true ? '  (inferred)' : '');
    const textOf = (event: Event): ReactNode =>
      raw ? `${clock(event)}  ${event.type.padEnd(17)} ${eventText(event)}${inferred(event)}` : <><i>{clock(event)}  </i>{tell(event, placeOf(events, event.seq)).text}{inferred(event)}</>;
    const line = (event: Event): Line => ({ id: String(event.seq), key: eventProcess(event), tone: toneOf(event), text: textOf(event) });
    return { length: found.length, slice: (from?: number, to?: number) => found.slice(from, to).map(line) };
  }, [found, raw, tell, events]);
  return (
    <>
      <div className={styles.bar}>
        <div className={styles.picker}>
          <button type="button" aria-pressed={raw} onClick={() => setRaw(!raw)} title={words('rawLong')}>
            {words('raw')}
          </button>
        </div>
      </div>
      <Lines lines={lines} label={t('events')} follow empty={t('eventsNone')} />
    </>
  );
}

/** Where the event of this number stands in the log. */
function placeOf(events: readonly Event[], seq: number): number {
  let low = 0;
  let high = events.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((events[middle] as Event).seq < seq) low = middle + 1;
    else high = middle;
  }
  return low;
}

function toneOf(event: Event): NonNullable<Line['tone']> {
  switch (event.type) {
    case 'signal-sent':
      return event.verdict === 'ignored' ? 'gold' : event.cause === 'user' || event.cause === 'kernel' ? 'plain' : 'soft';
    case 'lost':
      return 'red';
    case 'command-started':
    case 'step-entered':
      return 'teal';
    case 'snapshot':
    case 'found':
    case 'image':
    case 'observer':
    case 'engine':
      return 'soft';
    default:
      return 'plain';
  }
}
