'use client';

import { Suspense, lazy, useRef, useState } from 'react';
import { useTranslations } from 'use-intl/react';
import { useSend } from '@/components/lab/lab-context';
import { clockText } from './clock-text';
import { useAmount } from './use-amount';
import { useLeft } from './use-left';
import styles from './SessionClock.module.css';

const ClockCard = lazy(() => import('./ClockCard').then((file) => ({ default: file.ClockCard })));

/** From here on the clock is coloured: the last minutes. */
export const SOON_MS = 5 * 60_000;

/** How long the session still lasts, and beside it the one click that lengthens it. */
export function SessionClock() {
  const t = useTranslations('session');
  const amount = useAmount();
  const send = useSend();
  const left = useLeft();
  const [open, setOpen] = useState(false);
  const button = useRef<HTMLButtonElement>(null);
  if (left === null) return null;
  const time = clockText(left.left);
  // Its digits change every second, but not its place: what stands for them has their width.
  return (
    <div className={styles.clock} data-soon={left.left <= SOON_MS}>
      <button ref={button} type="button" className={styles.time} aria-haspopup="dialog" aria-expanded={open} aria-label={t('leftLong', { time })} onClick={() => setOpen(!open)}>
        <span role="timer">
          <b className={styles.short}>{time}</b>
          <span className={styles.long}>{t('left', { time })}</span>
        </span>
      </button>
      {left.extension > 0 && (
        <button type="button" className={styles.plus} onClick={() => send({ type: 'extend' })} title={t('extend', { amount: amount(left.extension) })}>
          {t('plus', { amount: Math.max(1, Math.round(left.extension / 60_000)) })}
          <span className="visually-hidden"> {t('extend', { amount: amount(left.extension) })}</span>
        </button>
      )}
      {open && (
        <Suspense>
          <ClockCard anchor={button} left={left} onClose={() => setOpen(false)} />
        </Suspense>
      )}
    </div>
  );
}
