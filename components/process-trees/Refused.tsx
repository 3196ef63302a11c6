import { useTranslations } from 'use-intl/react';
import type { Problem } from '@/protocol/wire';
import { useProblemText } from '@/components/problem/use-problem-text';
import styles from './ProcessTrees.module.css';

/** Instead of trees: why the server would not talk to this page. */
export function Refused({ problem }: { readonly problem: Problem }) {
  const t = useTranslations('error');
  const { what, why, todo } = useProblemText(problem);
  return (
    <div className={styles.refused} role="alert">
      <h3>{what}</h3>
      <p>{why}</p>
      <p>{todo}</p>
      <button type="button" onClick={() => window.location.reload()}>
        {t('reload')}
      </button>
    </div>
  );
}
