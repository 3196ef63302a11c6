import type { ReactNode } from 'react';
import type { Theme } from '@/components/theme/ThemeSwitch';
import { TopBar } from '@/components/top-bar/TopBar';
import styles from './PlainPage.module.css';

/** A page that only says something: what happened, why, what to do. */
export function PlainPage({ title, theme, children }: { readonly title: string; readonly theme: Theme; readonly children: ReactNode }) {
  return (
    <>
      <TopBar theme={theme} />
      <main className={styles.page}>
        <h1>{title}</h1>
        {children}
      </main>
    </>
  );
}
