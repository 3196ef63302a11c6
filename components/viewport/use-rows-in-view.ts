'use client';

import type { RefObject } from 'react';
import { useCallback, useEffect, useState } from 'react';

export interface RowsInView {
  /** From … up to but without. */
  readonly first: number;
  readonly end: number;
}

/** Events for a pane: draw every row, for a picture of the whole; and go back to those in view. */
export const DRAW_ALL = 'draw-all';
export const DRAW_SEEN = 'draw-seen';

/** Rows are drawn in steps of so many, so that scrolling redraws seldom. */
const STEP = 8;

/** Which rows of this height a scrolling pane shows, and some on both sides. `factor`: how much larger than its own px it is drawn. */
export function useRowsInView(pane: RefObject<HTMLElement | null>, rowHeight: number, factor = 1): RowsInView {
  const [view, setView] = useState<RowsInView>({ first: 0, end: 40 });
  const look = useCallback(() => {
    const element = pane.current;
    if (element === null) return;
    const height = rowHeight * factor;
    const first = Math.max(0, Math.floor(element.scrollTop / height / STEP) * STEP - STEP);
    const end = Math.ceil((element.scrollTop + element.clientHeight) / height / STEP) * STEP + STEP;
    setView((old) => (old.first === first && old.end === end ? old : { first, end }));
  }, [pane, rowHeight, factor]);

  useEffect(() => {
    const element = pane.current;
    if (element === null) return;
    const drawAll = (): void => setView({ first: 0, end: Infinity });
    look();
    element.addEventListener(DRAW_ALL, drawAll);
    element.addEventListener(DRAW_SEEN, look);
    element.addEventListener('scroll', look, { passive: true });
    const observer = new ResizeObserver(look);
    observer.observe(element);
    return () => {
      element.removeEventListener(DRAW_ALL, drawAll);
      element.removeEventListener(DRAW_SEEN, look);
      element.removeEventListener('scroll', look);
      observer.disconnect();
    };
  }, [pane, look]);

  return view;
}
