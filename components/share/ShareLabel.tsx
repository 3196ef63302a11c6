import { useTranslations } from 'use-intl/react';
import styles from './Share.module.css';

/** What the button says; where there is no room, a sign alone is seen. */
export function ShareLabel() {
  const t = useTranslations('share');
  return (
    <>
      <svg className={styles.sign} viewBox="0 0 16 16" width="16" height="16" aria-hidden="true">
        <path d="M8 10V2M4.8 4.8 8 1.6l3.2 3.2M3 8v6h10V8" />
      </svg>
      <span className={styles.word}>{t('title')}</span>
    </>
  );
}
