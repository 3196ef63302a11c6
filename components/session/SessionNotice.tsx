'use client';

import { useTranslations } from 'use-intl/react';
import { useLab, useSourceState } from '@/components/lab/lab-context';
import styles from './SessionNotice.module.css';

/** Above everything, while there is no session to work in: the place in the line, or that it has ended. */
export function SessionNotice() {
  const t = useTranslations('session');
  const { source } = useLab();
  const state = useSourceState();
  return (
    // The region is there before the word comes into it: only so do all screen readers speak it.
    <div role="status" className={styles.region}>
      {state.type === 'waiting' && (
        <div className={styles.notice} data-kind="waiting">
          <b className={styles.place} aria-hidden="true">
            {state.position}
          </b>
          <div className={styles.text}>
            <p className={styles.what}>
              {state.position === 1 ? t('waitingNext') : t('waiting', { position: state.position })} {state.of > 1 && <small>· {t('waitingOf', { of: state.of })}</small>}
            </p>
            <p>{t('waitingTodo')}</p>
          </div>
        </div>
      )}
      {state.type === 'ended' && (
        <div className={styles.notice} data-kind="ended">
          <div className={styles.text}>
            <p className={styles.what}>{t(state.why === 'time' ? 'endedTime' : state.why === 'idle' ? 'endedIdle' : 'endedAsked')}</p>
            <p>{t('endedTodo')}</p>
          </div>
          <button type="button" onClick={source?.session?.startAnew}>
            {t('anew')}
          </button>
        </div>
      )}
    </div>
  );
}
