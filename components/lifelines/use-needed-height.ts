'use client';

import { useEffect, useRef } from 'react';

/** Of heading and axis, in px. */
const HEADER = 66;

/** Tells the page how high all lines together are: the panel grows with them, and does not shrink under a reader when some of them leave the window. */
export function useNeededHeight(lines: number): void {
  const most = useRef(0);
  useEffect(() => {
    if (lines <= most.current) return;
    most.current = lines;
    document.documentElement.style.setProperty('--lifelines-need', `${lines + HEADER}px`);
  }, [lines]);
  useEffect(() => () => void document.documentElement.style.removeProperty('--lifelines-need'), []);
}
