'use client';

import { useTranslations } from 'use-intl/react';
import { useLab, useRecording } from '@/components/lab/lab-context';
import { usePastMoment } from './use-play';
import styles from './Playhead.module.css';

/** Says that what is on screen is over, and leads back. */
export function PastMark() {
  const t = useTranslations('time');
  const { log } = useLab();
  const moment = usePastMoment();
  // A recording is all past: the badge says so, and the playhead where.
  const recording = useRecording() !== null;
  return (
    <div role="status" className={styles.status}>
      {moment !== null && !recording && (
        <div className={styles.mark}>
          <span>{t('past', { seconds: (moment / 1000).toFixed(1) })}</span>
          <button type="button" onClick={log.toLive}>
            {t('toLive')}
          </button>
        </div>
      )}
    </div>
  );
}
