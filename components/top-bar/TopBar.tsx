'use client';

import type { ReactNode } from 'react';
import Link from 'next/link';
import { useTranslations } from 'use-intl/react';
import type { Theme } from '@/components/theme/ThemeSwitch';
import { LogOut } from '@/components/login/LogOut';
import { LanguageSwitch } from '@/components/language/LanguageSwitch';
import { ThemeSwitch } from '@/components/theme/ThemeSwitch';
import styles from './TopBar.module.css';

export interface TopBarProps {
  readonly title?: string;
  readonly theme: Theme;
  /** The engine badge, and in a lab the session's clock. */
  readonly children?: ReactNode;
}

export function TopBar({ title, theme, children }: TopBarProps) {
  const t = useTranslations('top');
  return (
    <header className={styles.bar}>
      <Link href="/" prefetch={false} className={styles.name} aria-label={t('home')}>
        PID 1<span className={title === undefined ? undefined : styles.lab}> Lab</span>
      </Link>
      {title !== undefined && <span className={styles.title}>{title}</span>}
      <div className={styles.tools}>
        {children}
        <LanguageSwitch />
        <ThemeSwitch initial={theme} />
        <LogOut />
      </div>
    </header>
  );
}
