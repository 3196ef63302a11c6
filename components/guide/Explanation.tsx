'use client';

import type { ReactNode, Ref } from 'react';
import { useState } from 'react';
import { useTranslations } from 'use-intl/react';
import type { StepPage } from '@/components/lab/lab-page';
import { useLocalized } from '@/components/language/language-context';
import { Choices } from './Choices';
import { InlineText } from './InlineText';
import styles from './Guide.module.css';

export interface ExplanationProps {
  readonly step: StepPage;
  /** What the learner says they saw. */
  readonly answer: number | null;
  readonly explained: boolean;
  readonly onAnswer: (choice: number) => void;
  readonly children: ReactNode;
  readonly ref: Ref<HTMLElement>;
}

/** First "what did you see?", then why it happened. */
export function Explanation({ step, answer, explained, onAnswer, children, ref }: ExplanationProps) {
  const t = useTranslations('guide');
  const localized = useLocalized();
  const [choice, setChoice] = useState<number | null>(null);
  const { observe } = step;
  return (
    <section className={styles.explanation} ref={ref} tabIndex={-1} aria-label={t('explanation')}>
      {observe !== null && (
        <>
          <h2 className={styles.label}>{t('whatSeen')}</h2>
          <p className={styles.ask}>
            <InlineText>{localized(observe.ask)}</InlineText>
          </p>
          <Choices name={`observe-${step.id}`} label={localized(observe.ask)} options={observe.options} chosen={answer ?? choice} right={explained && answer !== null ? observe.answer : null} locked={answer !== null} onChoose={setChoice} />
          {answer !== null ? (
            <p className={styles.committed}>{answer === observe.answer ? t('sawRight') : t('sawWrong')}</p>
          ) : (
            <button type="button" className={styles.commit} disabled={choice === null} onClick={() => choice !== null && onAnswer(choice)}>
              {choice === null ? t('chooseSeen') : t('saw')}
            </button>
          )}
        </>
      )}
      {explained && (
        <div className={styles.prose} role="status">
          <h2 className={styles.label}>{t('why')}</h2>
          {children}
        </div>
      )}
    </section>
  );
}
