'use client';

import { useTranslations } from 'use-intl/react';
import { usePresent } from '@/components/lab/lab-context';
import styles from './WatchOffer.module.css';

/** Without an engine nothing can be run, but what was recorded on one can be watched. */
export function WatchOffer({ onWatch }: { readonly onWatch: () => void }) {
  const t = useTranslations('replay');
  const down = usePresent((world) => world.engine.state === 'down');
  if (!down) return null;
  return (
    <aside className={styles.offer} aria-label={t('title')}>
      <p>
        <b>{t('offer')}</b> {t('offerLong')}
      </p>
      <button type="button" onClick={onWatch}>
        {t('watch')}
      </button>
    </aside>
  );
}
