'use client';

import { useEffect, useRef, useState } from 'react';
import { useTranslations } from 'use-intl/react';
import { useLogState } from '@/components/lab/lab-context';
import { usePlay } from '@/components/playhead/use-play';
import { useNarrator } from './use-narrator';

/** A screen reader is told at most so many sentences at a time, and as often: more could not be followed. */
const AT_ONCE = 4;
const PAUSE = 1200;

/** Speaks what matters of what has just happened. Everything else is in the Events tab. */
export function Announcer() {
  const t = useTranslations('narration');
  const { events, count } = useLogState();
  const { type } = usePlay();
  const tell = useNarrator();
  const [text, setText] = useState('');
  const told = useRef<{ readonly events: unknown; readonly count: number }>({ events: null, count: 0 });

  useEffect(() => {
    // Whoever comes late, or jumps, hears what happens from there on.
    if (told.current.events !== events || told.current.count > count || type === 'paused' || count - told.current.count > 2000) {
      told.current = { events, count };
      return;
    }
    const timer = setTimeout(() => {
      const news: string[] = [];
      for (let index = told.current.count; index < count; index++) {
        const event = events[index];
        const { text: sentence, important } = event === undefined ? { text: '', important: false } : tell(event, index);
        if (important) news.push(sentence);
      }
      told.current = { events, count };
      if (news.length > 0) setText(news.slice(-AT_ONCE).join(' '));
    }, PAUSE);
    return () => clearTimeout(timer);
  }, [events, count, type, tell]);

  return (
    <p className="visually-hidden" role="log" aria-live="polite" aria-label={t('live')}>
      {text}
    </p>
  );
}
