'use client';

import { useTranslations } from 'use-intl/react';
import { useLab, useRecording, useWholeLog } from '@/components/lab/lab-context';
import { RATES } from '@/sources/playhead';
import { usePlay } from './use-play';
import styles from './Playhead.module.css';

/** Back, play, on, how fast, and to the present. */
export function PlayTools({ onLive }: { readonly onLive: () => void }) {
  const t = useTranslations('time');
  const { log } = useLab();
  const { type, rate } = usePlay();
  const live = type === 'live';
  const recording = useRecording() !== null;
  /** Nothing more comes: what is called live otherwise is the end. */
  const over = useWholeLog().ended || recording;
  const canPlay = type === 'paused' || (live && over);
  return (
    <div className={styles.tools} role="toolbar" aria-label={t('tools')}>
      <button type="button" onClick={() => log.step(-1)} aria-label={t('back')} title={`${t('back')} (←)`}>
        <svg viewBox="0 0 16 16" aria-hidden="true">
          <path d="M4 3h1.6v10H4zM13 3v10L6.4 8z" />
        </svg>
      </button>
      <button type="button" onClick={log.toggle} aria-label={t(canPlay ? 'play' : 'pause')} title={`${t(canPlay ? 'play' : 'pause')} (${t('space')})`}>
        <svg viewBox="0 0 16 16" aria-hidden="true">
          {canPlay ? <path d="M4.5 2.5v11L13 8z" /> : <path d="M4 3h3v10H4zM9 3h3v10H9z" />}
        </svg>
      </button>
      <button type="button" onClick={() => log.step(1)} disabled={live} aria-label={t('next')} title={`${t('next')} (→)`}>
        <svg viewBox="0 0 16 16" aria-hidden="true">
          <path d="M10.4 3H12v10h-1.6zM3 3v10l6.6-5z" />
        </svg>
      </button>
      <select value={rate} onChange={(event) => log.setRate(Number(event.target.value))} aria-label={t('rate')} title={t('rate')}>
        {RATES.map((one) => (
          <option key={one} value={one}>
            {one === 0.5 ? '½' : one}×
          </option>
        ))}
      </select>
      <button type="button" className={styles.live} aria-pressed={live} onClick={onLive} title={`${t(over ? 'toEnd' : 'toLive')} (End)`}>
        {!over && <i aria-hidden="true" />}
        {t(over ? 'end' : 'live')}
      </button>
    </div>
  );
}
