'use client';

import { useEffect, useState } from 'react';
import { useLab } from '@/components/lab/lab-context';

/** Milliseconds since a moment of the log, going on between events; looked at ten times a second. */
export function useElapsed(since: number): number {
  const { log } = useLab();
  const [elapsed, setElapsed] = useState(0);
  useEffect(() => {
    const look = (): void => {
      setElapsed(Math.max(0, log.now() - since));
    };
    look();
    const timer = setInterval(look, 100);
    return () => clearInterval(timer);
  }, [log, since]);
  return elapsed;
}
