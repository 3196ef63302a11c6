'use client';

import { useState } from 'react';
import { useTranslations } from 'use-intl/react';
import { remember } from '@/components/language/remember';
import styles from './ThemeSwitch.module.css';

export const THEME_COOKIE = 'pid1lab-theme';
export const THEMES = ['system', 'light', 'dark'] as const;
export type Theme = (typeof THEMES)[number];

/** Goes round: as the system, light, dark. The page's colours follow `data-theme` alone. */
export function ThemeSwitch({ initial }: { readonly initial: Theme }) {
  const [theme, setTheme] = useState(initial);
  const t = useTranslations('theme');
  const next = THEMES[(THEMES.indexOf(theme) + 1) % THEMES.length] ?? 'system';

  function change(): void {
    setTheme(next);
    remember(THEME_COOKIE, next);
    document.documentElement.dataset['theme'] = next;
  }

  return (
    <button type="button" className={styles.button} onClick={change} title={t(theme)} aria-label={t('change', { now: t(theme), next: t(next) })}>
      <svg viewBox="0 0 20 20" width="18" height="18" aria-hidden="true">
        {theme === 'light' ? <Sun /> : theme === 'dark' ? <path d="M16 12.2A6.8 6.8 0 0 1 7.8 4a6.8 6.8 0 1 0 8.2 8.2Z" fill="currentColor" /> : <Half />}
      </svg>
    </button>
  );
}

function Half() {
  return (
    <>
      <circle cx="10" cy="10" r="6.6" fill="none" stroke="currentColor" strokeWidth="1.6" />
      <path d="M10 3.4a6.6 6.6 0 0 0 0 13.2Z" fill="currentColor" />
    </>
  );
}

function Sun() {
  return (
    <g fill="none" stroke="currentColor" strokeWidth="1.6" strokeLinecap="round">
      <circle cx="10" cy="10" r="3.6" />
      <path d="M10 2v1.6M10 16.4V18M2 10h1.6M16.4 10H18M4.3 4.3l1.2 1.2M14.5 14.5l1.2 1.2M4.3 15.7l1.2-1.2M14.5 5.5l1.2-1.2" />
    </g>
  );
}
