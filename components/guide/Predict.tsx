'use client';

import { useState } from 'react';
import { useTranslations } from 'use-intl/react';
import type { Question } from '@/protocol/lab';
import { useCanAct, usePrediction, useSend } from '@/components/lab/lab-context';
import { useLocalized } from '@/components/language/language-context';
import { Choices } from './Choices';
import { InlineText } from './InlineText';
import styles from './Guide.module.css';

export interface PredictProps {
  readonly step: string;
  readonly question: Question;
  /** The outcome has been explained: right and wrong may be told. */
  readonly explained: boolean;
}

/** First say what will happen, then see. */
export function Predict({ step, question, explained }: PredictProps) {
  const t = useTranslations('guide');
  const localized = useLocalized();
  const send = useSend();
  const committed = usePrediction(step);
  const canAct = useCanAct();
  const [choice, setChoice] = useState<number | null>(null);
  const chosen = committed ?? choice;
  return (
    <section className={styles.predict} aria-label={t('predict')}>
      <h2 className={styles.label}>{t('predict')}</h2>
      <p className={styles.ask}>
        <InlineText>{localized(question.ask)}</InlineText>
      </p>
      <Choices name={`predict-${step}`} label={localized(question.ask)} options={question.options} chosen={chosen} right={explained && committed !== null ? question.answer : null} locked={committed !== null} onChoose={setChoice} />
      {committed !== null ? (
        <p className={styles.committed}>{explained ? (committed === question.answer ? t('predictedRight') : t('predictedWrong')) : t('committed')}</p>
      ) : (
        <button type="button" className={styles.commit} disabled={choice === null || !canAct} onClick={() => choice !== null && send({ type: 'predict', step, choice })}>
          {choice === null ? t('choose') : t('commit')}
        </button>
      )}
    </section>
  );
}
