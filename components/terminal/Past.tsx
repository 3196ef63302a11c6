'use client';

import type { RefObject } from 'react';
import { useEffect, useLayoutEffect, useRef, useSyncExternalStore } from 'react';
import { useTranslations } from 'use-intl/react';
import type { PastScreen } from './past-screen';
import type { Tape } from './tape';
import type { TerminalTaste } from './use-terminal-taste';
import type { Pane } from './xterm';
import { nextFrame } from '@/components/lab/browser';
import { useLab } from '@/components/lab/lab-context';
import { createPastScreen } from './past-screen';
import { beginAfter } from './tape';
import styles from './Terminal.module.css';

export interface PastProps {
  readonly tape: Tape;
  readonly taste: TerminalTaste;
  /** What a search goes through. */
  readonly pane: RefObject<Pane | null>;
  readonly onTyped: (text: string) => void;
  readonly onPasted: (text: string) => void;
  readonly onFind: () => void;
  readonly onLeave: () => void;
  /** It goes, and had the focus. */
  readonly onFocusLost: () => void;
}

/** The terminal as it was at the moment on screen, over the one that is live. */
export function Past({ tape, taste, pane, ...on }: PastProps) {
  const t = useTranslations('terminal');
  const { log } = useLab();
  const place = useRef<HTMLDivElement>(null);
  const first = useRef(taste);
  const told = useRef(on);
  told.current = on;
  const readBegin = () => beginAfter(tape, log.now());
  const begin = useSyncExternalStore(log.subscribe, readBegin, readBegin);

  // Before the browser takes the elements away, so that the focus is still known.
  useLayoutEffect(() => {
    const here = place.current as HTMLDivElement;
    const screen: PastScreen = createPastScreen({
      place: here, tape,
      fontSize: first.current.fontSize,
      screenReader: first.current.screenReader,
      soon: nextFrame,
      typed: (text) => told.current.onTyped(text),
      pasted: (text) => told.current.onPasted(text),
      find: () => told.current.onFind(),
      leave: () => told.current.onLeave(),
    });
    pane.current = screen;
    const follow = (): void => screen.show(log.now());
    follow();
    const stop = log.subscribe(follow);
    return () => {
      stop();
      if (here.contains(document.activeElement)) told.current.onFocusLost();
      pane.current = null;
      screen.destroy();
    };
  }, [tape, log, pane]);

  useEffect(() => pane.current?.setFontSize(taste.fontSize), [pane, taste.fontSize]);
  useEffect(() => pane.current?.setScreenReader(taste.screenReader), [pane, taste.screenReader]);

  return (
    <div className={styles.past} data-absent={begin !== null}>
      <div ref={place} className={styles.place} role="group" aria-label={t('pastLabel')} />
      {begin !== null && <p className={styles.absence}>{begin === undefined ? t('unopened') : t(`begin.${begin.cause}`, { seconds: (begin.t / 1000).toFixed(1) })}</p>}
      <p className={styles.pastMark}>{t('past')}</p>
    </div>
  );
}
