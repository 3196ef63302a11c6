'use client';

import type { RefObject } from 'react';
import { useLayoutEffect, useState } from 'react';

export interface PaneSize {
  /** Width of the picture, in its own px. */
  readonly width: number;
  /** CSS px for one of the picture's: it grows with the page's type, on a projector. */
  readonly scale: number;
}

const LEAST = 320;

export function usePaneSize(pane: RefObject<HTMLElement | null>): PaneSize {
  const [size, setSize] = useState<PaneSize>({ width: 1000, scale: 1 });
  useLayoutEffect(() => {
    const element = pane.current;
    if (element === null) return;
    const measure = (): void => {
      const scale = Number.parseFloat(getComputedStyle(document.documentElement).fontSize) / 16;
      const width = Math.max(LEAST, Math.floor(element.clientWidth / scale));
      setSize((old) => (old.width === width && old.scale === scale ? old : { width, scale }));
    };
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    window.addEventListener('resize', measure);
    return () => {
      observer.disconnect();
      window.removeEventListener('resize', measure);
    };
  }, [pane]);
  return size;
}
