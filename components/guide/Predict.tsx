'use client';

import { useEffect, useRef, useState } from 'react';
import { useTranslations } from 'use-intl/react';
import type { Question } from '@/protocol/lab';
import { useCanAct, usePrediction, useRecording, useSend } from '@/components/lab/lab-context';
import { useLocalized } from '@/components/language/language-context';
import { Choices } from './Choices';
import { InlineText } from './InlineText';
import styles from './Guide.module.css';

export interface PredictProps {
  readonly step: string;
  readonly question: Question;
  /** The outcome has been explained: right and wrong may be told. */
  readonly explained: boolean;
  /** What was predicted before, where the session knows of nothing: it may have ended meanwhile. */
  readonly before: number | null;
}

/** First say what will happen, then see. */
export function Predict({ step, question, explained, before }: PredictProps) {
  const t = useTranslations('guide');
  const localized = useLocalized();
  const send = useSend();
  const committed = usePrediction(step);
  const canAct = useCanAct();
  const recording = useRecording() !== null;
  const [choice, setChoice] = useState(before);
  const chosen = committed ?? choice;
  const said = useRef<HTMLParagraphElement>(null);
  const pressed = useRef(false);
  useEffect(() => {
    // The button that was pressed is gone: whoever goes by keyboard goes on from what stands in its place.
    if (committed !== null && pressed.current) said.current?.focus({ preventScroll: true });
  }, [committed]);

  function commit(): void {
    pressed.current = choice !== null && send({ type: 'predict', step, choice });
  }

  return (
    <section className={styles.predict} data-state={committed === null ? 'open' : explained ? 'explained' : 'committed'} aria-label={t('predict')}>
      <h2 className={styles.label}>{t('predict')}</h2>
      <p className={styles.ask}>
        <InlineText>{localized(question.ask)}</InlineText>
      </p>
      <Choices name={`predict-${step}`} label={localized(question.ask)} options={question.options} chosen={chosen} right={explained && committed !== null ? question.answer : null} locked={committed !== null} onChoose={setChoice} />
      {committed !== null ? (
        <p className={styles.committed} ref={said} tabIndex={-1}>{explained ? (committed === question.answer ? t('predictedRight') : t('predictedWrong')) : t(recording ? 'committedWatch' : 'committed')}</p>
      ) : (
        <button type="button" className={styles.commit} disabled={choice === null || !canAct} onClick={commit}>
          {choice === null ? t('choose') : t('commit')}
        </button>
      )}
    </section>
  );
}
