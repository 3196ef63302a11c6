'use client';

import { useEffect, useState } from 'react';
import type { Event } from '@/model/event';
import type { Lifelines } from '@/model/lifelines';
import type { World } from '@/model/world';
import { PATIENCE } from '@/model/active-time';
import { NO_LIFELINES, foldLifelines, lifelinesFrom } from '@/model/lifelines';
import { useLab } from '@/components/lab/lab-context';

export interface GrowingLines {
  /** Of the whole log, whatever moment is on screen. */
  readonly lifelines: Lifelines;
  /** The log's time at present: how far what has not ended reaches. */
  readonly now: number;
}

/** Between two looks, in milliseconds: bars grow by three px at a time, and the trees have the time between. */
const LOOK = 100;
const CALM_LOOK = 500;
/** While nothing happens only the clock goes on: the picture stands still. */
const IDLE_LOOK = 1000;
/** From an event to the look at it. */
const SOON = 30;

/** Lifelines that are looked at at a pace of their own, not with each event: often while something runs or has just happened. */
export function useLifelines(): GrowingLines {
  const { whole } = useLab();
  const [shown, setShown] = useState<GrowingLines>({ lifelines: NO_LIFELINES, now: 0 });

  useEffect(() => {
    const reader = createReader((): World => whole.at(0).world);
    const usual = window.matchMedia('(prefers-reduced-motion: reduce)').matches ? CALM_LOOK : LOOK;
    let timer: ReturnType<typeof setTimeout>;
    let lookedAt = -Infinity;
    let dueAt = Infinity;

    function look(): void {
      const { world, heardAt, events, count, ended } = whole.state();
      lookedAt = performance.now();
      dueAt = Infinity;
      const lifelines = reader(events, count);
      const now = ended ? world.t : Math.max(world.t + lookedAt - heardAt, lifelines.t);
      setShown({ lifelines, now });
      if (!ended) wait(!isBusy(lifelines) && now - lifelines.t > PATIENCE * 1.5 ? IDLE_LOOK : usual);
    }

    function wait(milliseconds: number): void {
      clearTimeout(timer);
      dueAt = performance.now() + milliseconds;
      timer = setTimeout(look, milliseconds);
    }

    const unsubscribe = whole.subscribe(() => {
      const soon = Math.max(SOON, lookedAt + usual - performance.now());
      if (dueAt > performance.now() + soon) wait(soon);
    });
    look();
    return () => {
      unsubscribe();
      clearTimeout(timer);
    };
  }, [whole]);
  return shown;
}

/** A command runs, or a container has been asked to stop. */
function isBusy({ commands, tracks }: Lifelines): boolean {
  return [...commands.values()].some(({ to }) => to === null) || [...tracks.values()].some(({ graces }) => graces.at(-1)?.to === null);
}

/** Folds only what is new; the same lifelines for as long as nothing is. */
function createReader(begunWith: () => World): (events: readonly Event[], count: number) => Lifelines {
  let source: readonly Event[] | null = null;
  let read = 0;
  let lifelines = NO_LIFELINES;
  return (events, count) => {
    if (events !== source || count < read) {
      source = events;
      read = 0;
      lifelines = lifelinesFrom(begunWith());
    }
    if (count > read) lifelines = foldLifelines(lifelines, events.slice(read, count));
    read = count;
    return lifelines;
  };
}
