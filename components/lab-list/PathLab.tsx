import Link from 'next/link';
import { useTranslations } from 'use-intl/react';
import type { Progress } from '@/components/learned/progress';
import { InlineText } from '@/components/guide/InlineText';
import { useLocalized } from '@/components/language/language-context';
import type { ListedLab } from './LabList';
import styles from './Path.module.css';

export interface PathLabProps {
  readonly lab: ListedLab;
  /** Its place on the path, from 1. */
  readonly number: number;
  readonly progress: Progress;
  /** Where the path goes on. */
  readonly next: boolean;
}

/** One lab of the path: what it is, how far one has come, and the way in. */
export function PathLab({ lab, number, progress, next }: PathLabProps) {
  const t = useTranslations('home');
  const localized = useLocalized();
  const total = lab.steps.length;
  const done = progress.type === 'done' ? total : progress.type === 'begun' ? progress.done : 0;
  const query = progress.type === 'begun' ? `?step=${progress.step}` : progress.type === 'done' ? '?step=summary' : '';
  const state = progress.type === 'begun' ? t('path.begun', { at: progress.at, total }) : progress.type === 'done' ? t('path.done') : t('path.new');
  return (
    <li className={styles.lab} data-progress={progress.type} data-next={next}>
      <span className={styles.node} aria-hidden="true">
        {progress.type === 'done' ? '✓' : number}
      </span>
      <Link href={`/labs/${lab.slug}${query}`} prefetch={false}>
        <h3>
          <InlineText>{localized(lab.title)}</InlineText>
        </h3>
        <p>
          <InlineText>{localized(lab.summary)}</InlineText>
        </p>
        <p className={styles.meta}>
          <span className={styles.state}>{state}</span>
          <span className={styles.bar} aria-hidden="true">
            {lab.steps.map((step, at) => (
              <i key={step} data-done={at < done} />
            ))}
          </span>
          <span>{t('steps', { steps: total })}</span>
          <span>{t('minutes', { minutes: lab.minutes })}</span>
          {next && <b>{t(progress.type === 'begun' ? 'path.goOn' : number === 1 ? 'path.begin' : 'path.next')} →</b>}
        </p>
      </Link>
    </li>
  );
}
