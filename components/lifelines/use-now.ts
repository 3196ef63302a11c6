'use client';

import { useEffect, useState } from 'react';
import { PATIENCE } from '@/model/active-time';
import { useLab } from '@/components/lab/lab-context';

/** Between two looks, in milliseconds: bars that grow by a px or two at a time. */
const LOOK = 40;
const CALM_LOOK = 500;
/** While nothing happens only the clock goes on: the picture stands still. */
const IDLE_LOOK = 1000;

/** The log's time at present, whatever moment is on screen. It is looked at often while something runs or has just happened. */
export function useNow(busy: boolean, lastAt: number): number {
  const { whole } = useLab();
  const [now, setNow] = useState(0);
  useEffect(() => {
    const usual = window.matchMedia('(prefers-reduced-motion: reduce)').matches ? CALM_LOOK : LOOK;
    let timer: ReturnType<typeof setTimeout> | undefined;
    function look(): void {
      const { world, heardAt, ended } = whole.state();
      if (ended) {
        setNow(world.t);
        return;
      }
      const next = world.t + performance.now() - heardAt;
      setNow(next);
      timer = setTimeout(look, !busy && next - lastAt > PATIENCE * 1.5 ? IDLE_LOOK : usual);
    }
    look();
    return () => clearTimeout(timer);
  }, [whole, busy, lastAt]);
  return Math.max(now, lastAt);
}
