import { useTranslations } from 'use-intl/react';
import type { Process } from '@/model/process';
import { useWorld } from '@/components/lab/lab-context';
import { signalsIn } from '@/model/signal-mask';
import { isTold, verdictWord } from './verdict';
import styles from './ProcessDetails.module.css';

const MASKS = ['SigCgt', 'SigIgn', 'SigBlk', 'SigPnd'] as const;

/** The masks of /proc/PID/status as names, and the last signals with the kernel's verdict. */
export function SignalLists({ process }: { readonly process: Process }) {
  const t = useTranslations('details');
  const s = useTranslations('signal');
  const marks = useWorld((world) => world.signals);
  const processes = useWorld((world) => world.processes);
  const told = marks.filter((mark) => mark.to === process.key && isTold(mark)).slice(-5);
  return (
    <>
      {process.masks !== null && (
        <dl className={styles.masks}>
          {MASKS.map((name) => (
            <div key={name}>
              <dt title={t(`masks.${name}`)}>{name}</dt>
              <dd>{namesIn(process.masks?.[name] ?? '0') || <i>{t('none')}</i>}</dd>
            </div>
          ))}
        </dl>
      )}
      {told.length > 0 && (
        <ul className={styles.signals} aria-label={t('lately')}>
          {told.map((mark) => {
            const from = mark.from === null ? undefined : processes.get(mark.from);
            return (
              <li key={mark.seq} data-verdict={mark.verdict}>
                <b>{mark.signal}</b> {s(verdictWord(mark, process))}
                <small>{from === undefined ? (mark.cause === 'kernel' ? t('fromKernel') : t('fromOutside')) : t('from', { who: `${from.pid} ${from.comm}` })}</small>
              </li>
            );
          })}
        </ul>
      )}
    </>
  );
}

function namesIn(mask: string): string {
  return [...signalsIn(mask)].map((name) => name.replace(/^SIG/, '')).join(' ');
}
