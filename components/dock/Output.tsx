'use client';

import { useMemo, useState } from 'react';
import { useTranslations } from 'use-intl/react';
import type { Line } from './Lines';
import { useLogState } from '@/components/lab/lab-context';
import { seconds } from '@/components/process-trees/use-captions';
import { createEventFilter } from '@/sources/event-filter';
import { Lines } from './Lines';
import { textLines } from './Logs';

/** The commands of this session and what they printed. */
export function Output() {
  const t = useTranslations('dock');
  const { events, count } = useLogState();
  const [filter] = useState(() => createEventFilter(['command-started', 'command-output', 'command-ended']));
  const found = filter.of(events, count);
  const lines = useMemo(() => {
    const started = new Map<string, number>();
    return found.flatMap((event): readonly Line[] => {
      switch (event.type) {
        case 'command-started':
          started.set(event.command, event.t);
          return [{ id: String(event.seq), text: `$ ${event.line}`, tone: 'teal' }];
        case 'command-output':
          return textLines(event.text).map((text, index) => ({ id: `${event.seq}.${index}`, text, tone: event.stream === 'stderr' ? 'red' : event.stream === 'progress' ? 'soft' : 'plain' }));
        case 'command-ended': {
          const took = `${seconds(event.t - (started.get(event.command) ?? event.t))} s`;
          const said = event.error === undefined ? [] : textLines(event.error).map((text, index): Line => ({ id: `${event.seq}.e${index}`, text, tone: 'red' }));
          return [...said, { id: String(event.seq), text: event.exitCode === 0 ? `✓ ${took}` : `✗ exit ${event.exitCode} · ${took}`, tone: event.exitCode === 0 ? 'soft' : 'red' }];
        }
        default:
          return event satisfies never;
      }
    });
  }, [found]);
  return <Lines lines={lines} label={t('output')} follow empty={t('outputNone')} />;
}
