'use client';

import { Suspense, lazy, useEffect, useState } from 'react';
import { useTranslations } from 'use-intl/react';
import type { TerminalTab } from './desk';
import { useLab, useSourceState } from '@/components/lab/lab-context';
import styles from './Terminal.module.css';

const TerminalView = lazy(() => import('./TerminalView').then((file) => ({ default: file.TerminalView })));

/** A terminal of the session that the page is in; another session has others. */
export function TerminalPanel({ tab, shown, tools }: { readonly tab: TerminalTab; readonly shown: boolean; readonly tools: HTMLElement | null }) {
  const t = useTranslations('terminal');
  const { session: readSession } = useLab();
  const live = useSourceState().type === 'live';
  const [session, setSession] = useState<string | null>(null);
  useEffect(() => {
    if (live) setSession(readSession());
  }, [live, readSession]);
  const waits = <p className={styles.notice} role="status">{t('connecting')}</p>;
  if (session === null) return waits;
  return (
    <Suspense fallback={waits}>
      <TerminalView key={session} tab={tab} session={session} shown={shown} tools={tools} />
    </Suspense>
  );
}
