'use client';

import { useEffect, useState } from 'react';
import * as z from '@/protocol/zod';
import { accessSchema, loginRefusalSchema } from '@/protocol/access';
import { nextPage } from './next-page';

// The page's Content-Security-Policy forbids eval; without this zod would try it and be reported.
z.config({ jitless: true });

export type LoginTrouble =
  | { readonly type: 'empty' | 'wrong' | 'away' }
  /** Seconds until another try is looked at; 0: now. */
  | { readonly type: 'too-many'; readonly seconds: number };

export interface Login {
  readonly busy: boolean;
  readonly trouble: LoginTrouble | null;
  readonly enter: (secret: string) => void;
}

/** Talks to the door; once it is open the browser goes where its reader wanted to go. */
export function useLogin(asked: string | null): Login {
  const [busy, setBusy] = useState(false);
  const [trouble, setTrouble] = useState<LoginTrouble | null>(null);
  const isLocked = trouble?.type === 'too-many' && trouble.seconds > 0;

  // A link from another site comes without the cookie (SameSite=Strict), though its reader may be logged in: asked from here, it is sent.
  useEffect(() => {
    const leaving = new AbortController();
    async function look(): Promise<void> {
      const answer = await fetch('/access', { signal: leaving.signal, cache: 'no-store' });
      const parsed = accessSchema.safeParse(await answer.json());
      if (parsed.success && parsed.data.inside) window.location.replace(nextPage(asked));
    }
    look().catch(() => undefined); // the try itself says so if the server is away
    return () => leaving.abort();
  }, [asked]);

  useEffect(() => {
    if (!isLocked) return;
    const timer = setInterval(() => setTrouble((now) => (now?.type === 'too-many' ? { type: 'too-many', seconds: now.seconds - 1 } : now)), 1000);
    return () => clearInterval(timer);
  }, [isLocked]);

  async function attempt(secret: string): Promise<LoginTrouble | null> {
    const answer = await fetch('/access', { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ secret }) });
    if (answer.ok) return null;
    const parsed = loginRefusalSchema.safeParse(await answer.json());
    if (!parsed.success) return { type: 'away' };
    return parsed.data.code === 'too-many' ? { type: 'too-many', seconds: parsed.data.seconds ?? 60 } : { type: 'wrong' };
  }

  async function enter(secret: string): Promise<void> {
    if (busy || isLocked) return;
    if (secret.trim() === '') return setTrouble({ type: 'empty' });
    setBusy(true);
    const found = await attempt(secret).catch((): LoginTrouble => ({ type: 'away' }));
    if (found === null) return window.location.replace(nextPage(asked));
    setTrouble(found);
    setBusy(false);
  }

  return { busy, trouble, enter: (secret) => void enter(secret) };
}
