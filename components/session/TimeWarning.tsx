'use client';

import { useState } from 'react';
import { clsx } from 'clsx';
import { useTranslations } from 'use-intl/react';
import { useSend } from '@/components/lab/lab-context';
import { SOON_MS } from './SessionClock';
import { useAmount } from './use-amount';
import { useLeft } from './use-left';
import acts from './Acts.module.css';
import styles from './TimeWarning.module.css';

/** It is said twice, and each time can be put away: milliseconds before the end. */
const WARNINGS = [60_000, SOON_MS] as const;

/** Before the session ends: a word that is also spoken, and the click that lengthens it. */
export function TimeWarning() {
  const t = useTranslations('session');
  const amount = useAmount();
  const send = useSend();
  const left = useLeft();
  const [read, setRead] = useState<number | null>(null);
  const warning = left === null ? undefined : WARNINGS.find((before) => left.left <= before);
  // Whoever lengthens it is warned anew before the new end.
  if (warning === undefined && left !== null && read !== null) setRead(null);
  const shown = left !== null && warning !== undefined && warning !== read;
  return (
    // The region is there before the word comes into it: only so do all screen readers speak it.
    <div role="alert" className={styles.corner}>
      {shown && (
        <div className={styles.warning}>
          <p className={styles.what}>{t('warn', { amount: amount(warning) })}</p>
          <p>{t('warnTodo')}</p>
          <div className={clsx(acts.acts, styles.below)}>
            {left.extension > 0 ? (
              <button type="button" className={acts.main} onClick={() => send({ type: 'extend' })}>
                {t('extend', { amount: amount(left.extension) })}
              </button>
            ) : (
              <span>{t('longest')}</span>
            )}
            <button type="button" onClick={() => setRead(warning)}>
              {t('close')}
            </button>
          </div>
        </div>
      )}
    </div>
  );
}
