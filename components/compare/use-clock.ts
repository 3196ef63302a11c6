'use client';

import { useEffect, useRef, useState } from 'react';

export interface Clock {
  readonly moment: number;
  readonly playing: boolean;
  readonly seek: (moment: number) => void;
  readonly toggle: () => void;
}

/** One playhead for both sides, from `from` to `to`, in milliseconds since the stop. It begins at its end: the whole picture. */
export function useClock(from: number, to: number): Clock {
  const [moment, setMoment] = useState<number | null>(null);
  const [playing, setPlaying] = useState(false);
  const at = moment === null ? to : Math.min(to, Math.max(from, moment));
  const now = useRef(at);
  useEffect(() => {
    now.current = at;
  });

  useEffect(() => {
    if (!playing) return;
    let before = performance.now();
    let frame = requestAnimationFrame(function look(time) {
      const next = now.current + time - before;
      before = time;
      setMoment(next);
      if (next >= to) setPlaying(false);
      else frame = requestAnimationFrame(look);
    });
    return () => cancelAnimationFrame(frame);
  }, [playing, to]);

  return {
    moment: at,
    playing,
    seek(next) {
      setPlaying(false);
      setMoment(next);
    },
    toggle() {
      if (!playing && at >= to) {
        now.current = from;
        setMoment(from);
      }
      setPlaying(!playing);
    },
  };
}
