'use client';

import { useTranslations } from 'use-intl/react';
import { usePathname } from 'next/navigation';
import { useLoginKind } from './login-context';
import { LOGIN_PAGE } from './next-page';
import styles from './LogOut.module.css';

/** In the top bar of a server that asks for a login. */
export function LogOut() {
  const t = useTranslations('login');
  const kind = useLoginKind();
  const path = usePathname();
  if (kind === null || path === LOGIN_PAGE) return null;

  async function leave(): Promise<void> {
    await fetch('/access', { method: 'DELETE' }).catch(() => undefined);
    window.location.assign(LOGIN_PAGE);
  }

  return (
    <button type="button" className={styles.button} onClick={() => void leave()} title={t('out')} aria-label={t('out')}>
      <svg viewBox="0 0 20 20" width="18" height="18" fill="none" stroke="currentColor" strokeWidth="1.6" strokeLinecap="round" strokeLinejoin="round" aria-hidden="true">
        <path d="M8 3.5H4.5v13H8M12 6.5l3.5 3.5-3.5 3.5M15 10H8" />
      </svg>
    </button>
  );
}
