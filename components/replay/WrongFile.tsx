'use client';

import { useTranslations } from 'use-intl/react';
import type { RecordingProblem } from '@/protocol/recording-problem';
import { useProblemText } from '@/components/problem/use-problem-text';
import { harmless } from '@/components/process-trees/shown-text';
import styles from './Replay.module.css';

/** A file that could not be opened: which, why, and what to do. */
export function WrongFile({ name, problem }: { readonly name: string; readonly problem: RecordingProblem }) {
  const t = useTranslations('replay');
  const { what, why, todo } = useProblemText(problem);
  return (
    <div className={styles.wrong} role="alert">
      <b>{what}</b>
      <dl>
        <dt>{t('file')}</dt>
        <dd>
          <code>{harmless(name)}</code>
        </dd>
        <dt>{t('why')}</dt>
        <dd>{why}</dd>
        <dt>{t('todo')}</dt>
        <dd>{todo}</dd>
      </dl>
    </div>
  );
}
