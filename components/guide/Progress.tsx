import { useTranslations } from 'use-intl/react';
import type { CheckResult } from '@/model/checks/check';
import type { StepPage } from '@/components/lab/lab-page';
import { useLocalized } from '@/components/language/language-context';
import { isDone } from './use-learned';
import styles from './Guide.module.css';

export interface ProgressProps {
  readonly steps: readonly StepPage[];
  /** The one on screen; -1: none of them. */
  readonly index: number;
  readonly results: Readonly<Record<string, readonly CheckResult[]>>;
  /** Steps that were done in this browser, perhaps in another session. */
  readonly learned: readonly string[];
  readonly onGo: (index: number) => void;
}

/** One bar for each step: done, here, to come. Each leads to its step. */
export function Progress({ steps, index, results, learned, onGo }: ProgressProps) {
  const t = useTranslations('guide');
  const localized = useLocalized();
  return (
    <ol className={styles.progress}>
      {steps.map((step, at) => {
        const done = isDone(results[step.id]) || learned.includes(step.id);
        const state = at === index ? 'here' : done || at < index ? 'done' : 'ahead';
        return (
          <li key={step.id}>
            <button
              type="button"
              data-state={state}
              data-done={done}
              aria-current={at === index ? 'step' : undefined}
              aria-label={t(done ? 'stepDone' : 'stepOpen', { number: at + 1, title: localized(step.title) })}
              title={localized(step.title)}
              onClick={() => onGo(at)}
            />
          </li>
        );
      })}
    </ol>
  );
}
