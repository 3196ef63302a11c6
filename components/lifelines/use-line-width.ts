'use client';

import type { RefObject } from 'react';
import { useLayoutEffect, useState } from 'react';

/** Inner width of a pane, in px. */
export function useLineWidth(pane: RefObject<HTMLElement | null>): number {
  const [width, setWidth] = useState(900);
  useLayoutEffect(() => {
    const element = pane.current;
    if (element === null) return;
    const measure = (): void => setWidth(element.clientWidth);
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    return () => observer.disconnect();
  }, [pane]);
  return width;
}
