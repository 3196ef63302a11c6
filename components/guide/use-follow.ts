'use client';

import type { RefObject } from 'react';
import { useEffect, useRef } from 'react';
import { useLab } from '@/components/lab/lab-context';

/** What there is to observe, in the document. */
export const CHECKS = 'checks';

/**
 * When one more line has ended, what comes next is brought into view: the next line, or after the last one what there
 * is to observe. A pane that does not scroll, as on a phone, stays where it is, and so does one whose past is looked at.
 */
export function useFollow(list: RefObject<HTMLUListElement | null>, step: string, ended: number): void {
  const { log } = useLab();
  const before = useRef({ step, ended });

  useEffect(() => {
    const more = before.current.step === step && ended > before.current.ended;
    before.current = { step, ended };
    if (!more || log.play().type === 'paused') return;
    const lines = list.current;
    const pane = lines?.closest<HTMLElement>('[data-scroller]');
    const next = lines?.children[ended] ?? document.getElementById(CHECKS);
    if (pane == null || next == null || pane.scrollHeight <= pane.clientHeight) return;
    const hidden = next.getBoundingClientRect().bottom - pane.getBoundingClientRect().bottom + MARGIN;
    // Of something long its beginning counts.
    const most = next.getBoundingClientRect().top - pane.getBoundingClientRect().top - MARGIN;
    if (hidden > 0) pane.scrollBy({ top: Math.min(hidden, most), behavior: window.matchMedia('(prefers-reduced-motion: reduce)').matches ? 'instant' : 'smooth' });
  }, [log, list, step, ended]);
}

/** Px of air around it. */
const MARGIN = 16;
