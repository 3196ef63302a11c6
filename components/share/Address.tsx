'use client';

import { useEffect } from 'react';
import { useLab, useRecording } from '@/components/lab/lab-context';
import { placeOf, selectionKey, selectionText, withPlace } from './place';

/** Browsers take a hundred changes of the address in half a minute, and no more. */
const EVERY = 600;

/**
 * Keeps moment and selection in the page's address, and begins with those that it came with. A live session's
 * moment does not go there: nobody else's session has it.
 */
export function Address(): null {
  const { log, selection } = useLab();
  const recorded = useRecording() !== null;

  useEffect(() => {
    const asked = placeOf(new URLSearchParams(window.location.search));
    let wanted = asked.sel;
    let timer: ReturnType<typeof setTimeout> | null = null;
    if (recorded && asked.t !== null) log.seek(asked.t);

    function write(): void {
      timer = null;
      if (wanted !== null) return;
      const key = selection.selected();
      const { type } = log.play();
      if (type === 'playing') return;
      const t = recorded && type !== 'live' ? log.now() : null;
      const here = new URL(window.location.href);
      const next = withPlace(here, { t, sel: key === null ? null : selectionText(log.state().world, key) });
      if (next.href !== here.href) window.history.replaceState(window.history.state, '', next);
    }
    function soon(): void {
      timer ??= setTimeout(write, EVERY);
    }
    /** Who is asked for may not have been born yet. */
    function look(): void {
      if (wanted !== null) {
        const key = selectionKey(log.state().world, wanted);
        if (key !== null) {
          wanted = null;
          selection.select(key);
        }
      }
      if (recorded) soon();
    }
    const stops = [
      log.subscribe(look),
      selection.subscribe(() => {
        // Whoever selects something else no longer waits for what the link named.
        if (selection.selected() !== null) wanted = null;
        soon();
      }),
    ];
    look();
    return () => {
      for (const stop of stops) stop();
      if (timer !== null) clearTimeout(timer);
    };
  }, [log, selection, recorded]);

  return null;
}
