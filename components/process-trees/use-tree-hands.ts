'use client';

import type { RefObject } from 'react';
import { useEffect, useLayoutEffect, useMemo, useRef } from 'react';
import type { Picture, RowShape } from './layout';
import type { TreeMotion } from './tree-motion';
import type { TreeZoom } from './tree-zoom';
import { useLab } from '@/components/lab/lab-context';
import { fit, settle, stageOf } from './place';
import { createTreeZoom } from './tree-zoom';

export interface TreeParts {
  readonly pane: RefObject<HTMLDivElement | null>;
  readonly drawing: RefObject<SVGSVGElement | null>;
  readonly ghosts: RefObject<SVGGElement | null>;
}

/** Milliseconds that a process takes to its place. */
const DURATION = 320;

/**
 * The hands that d3 lends to the drawing: motion and zoom. They are fetched once the page is up; until
 * then everything stands at its place at once.
 */
export function useTreeHands({ pane, drawing, ghosts }: TreeParts, picture: Picture, drawn: readonly RowShape[], scale: number, factor: number, onFactor: (factor: number) => void): (step: number) => void {
  const { log } = useLab();
  const motion = useRef<TreeMotion | null>(null);
  const zoom = useRef<TreeZoom | null>(null);
  const stage = useMemo(() => stageOf(picture), [picture]);
  const width = picture.width * scale;
  const height = picture.height * scale;
  const now = useRef({ stage, width, height, factor });

  useEffect(() => {
    let gone = false;
    let drop = (): void => {};
    void Promise.all([import('./tree-motion'), import('@/components/viewport/gestures')]).then(([{ createTreeMotion }, { createGestures }]) => {
      if (gone || pane.current === null || drawing.current === null || ghosts.current === null) return;
      const calm = window.matchMedia('(prefers-reduced-motion: reduce)');
      const moves = createTreeMotion(drawing.current, ghosts.current, { duration: () => (calm.matches || document.hidden || log.play().sought ? 0 : DURATION) });
      const zooms = createTreeZoom(createGestures(pane.current, '[data-row]'), pane.current, drawing.current, onFactor);
      moves.update(now.current.stage);
      zooms.update(now.current, now.current.factor);
      motion.current = moves;
      zoom.current = zooms;
      drop = () => {
        moves.destroy();
        zooms.destroy();
        motion.current = null;
        zoom.current = null;
      };
    });
    return () => {
      gone = true;
      drop();
    };
  }, [log, pane, drawing, ghosts, onFactor]);

  // After each drawing that may have brought elements which want a place.
  useLayoutEffect(() => {
    now.current = { stage, width, height, factor };
    if (drawing.current === null) return;
    if (zoom.current !== null) zoom.current.update({ width, height }, factor);
    else fit(drawing.current, { width, height }, factor);
    if (motion.current !== null) motion.current.update(stage);
    else settle(drawing.current, stage);
  }, [drawing, stage, drawn, width, height, factor]);

  return (step) => zoom.current?.zoomBy(step);
}
