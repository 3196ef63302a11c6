'use client';

import { useEffect, useState, useSyncExternalStore } from 'react';
import type { SessionClock } from '@/sources/event-source';
import { useLab, useSourceState } from '@/components/lab/lab-context';

export interface Left {
  /** Milliseconds until the session ends. */
  readonly left: number;
  /** By how many it can be lengthened now. */
  readonly extension: number;
}

const NEVER = () => () => {};

/** How long the session still lasts, looked at every second; null where it has no limit, or there is no session. */
export function useLeft(): Left | null {
  const { source } = useLab();
  const { type } = useSourceState();
  const read = (): SessionClock | null => source?.session?.clock() ?? null;
  const clock = useSyncExternalStore(source?.subscribe ?? NEVER, read, () => null);
  const [left, setLeft] = useState<number | null>(null);
  const now = source?.session?.now;

  useEffect(() => {
    if (clock === null || now === undefined) return setLeft(null);
    const look = (): void => setLeft(Math.max(0, clock.endsAt - now()));
    look();
    const timer = setInterval(look, 1000);
    return () => clearInterval(timer);
  }, [clock, now]);

  const goesOn = type === 'live' || type === 'reconnecting';
  return goesOn && clock !== null && left !== null ? { left, extension: clock.extension } : null;
}
