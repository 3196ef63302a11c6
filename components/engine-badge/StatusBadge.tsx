'use client';

import { useEffect, useState } from 'react';
import * as z from '@/protocol/zod';
import type { Status } from '@/protocol/status';
import { statusSchema } from '@/protocol/status';
import { loginFor } from '@/components/login/next-page';
import { EngineBadge } from './EngineBadge';

// The page's Content-Security-Policy forbids eval; without this zod would try it and be reported.
z.config({ jitless: true });

/** Milliseconds between two looks: an engine that is started meanwhile shows soon. */
const EVERY = 5000;

/** The badge for pages without a session: it asks the server now and again. */
export function StatusBadge() {
  const [status, setStatus] = useState<Status | 'away' | null>(null);

  useEffect(() => {
    const leaving = new AbortController();
    async function look(): Promise<void> {
      if (document.hidden) return;
      try {
        const answer = await fetch('/status', { signal: leaving.signal, cache: 'no-store' });
        if (answer.status === 401) return window.location.assign(loginFor(window.location));
        const parsed = statusSchema.safeParse(await answer.json());
        setStatus(parsed.success ? parsed.data : 'away');
      } catch {
        if (!leaving.signal.aborted) setStatus('away');
      }
    }
    void look();
    const timer = setInterval(() => void look(), EVERY);
    return () => {
      clearInterval(timer);
      leaving.abort();
    };
  }, []);

  if (status === null) return null;
  if (status === 'away') return <EngineBadge source="reconnecting" engine={UNKNOWN} observer={{ mode: 'none', reason: null }} />;
  return <EngineBadge source="live" engine={status.engine} observer={status.observer} />;
}

const UNKNOWN: Status['engine'] = { state: 'unknown', kind: 'docker', version: null, api: null, cgroup: null };
