import { useTranslations } from 'use-intl/react';
import type { StepPage } from '@/components/lab/lab-page';
import type { Learned } from '@/components/learned/learned';
import { useLocalized } from '@/components/language/language-context';
import { InlineText } from './InlineText';
import styles from './Summary.module.css';

export interface SummaryProps {
  readonly steps: readonly StepPage[];
  readonly learned: Learned;
  readonly onGo: (index: number) => void;
}

/** The lab looked back upon: what was predicted, what happened, what was seen. */
export function Summary({ steps, learned, onGo }: SummaryProps) {
  const t = useTranslations('guide.summary');
  const localized = useLocalized();
  const told = steps.map((step) => outcome(step, learned));
  const asked = steps.filter((step) => step.predict !== null).length;
  const right = told.filter((one) => one === 'right').length;
  const open = steps.findIndex(({ id }) => !learned.done.includes(id));
  const firstOpen = steps[open];
  return (
    <>
      <p className={styles.score}>
        <b>{t('score', { right, asked })}</b> {told.includes('wrong') && t('scoreWrong')}
      </p>
      {firstOpen === undefined ? (
        <p className={styles.all}>{t('allDone')}</p>
      ) : (
        <p className={styles.rest}>
          {t('open', { open: steps.length - learned.done.filter((id) => steps.some((step) => step.id === id)).length })}{' '}
          <button type="button" onClick={() => onGo(open)}>
            {t('goOn', { number: open + 1 })} →
          </button>
        </p>
      )}
      <ol className={styles.steps} aria-label={t('title')}>
        {steps.map((step, index) => (
          <li key={step.id} data-outcome={told[index]}>
            <h2>
              <button type="button" onClick={() => onGo(index)}>
                <InlineText>{localized(step.title)}</InlineText>
              </button>
              <small>{learned.done.includes(step.id) ? t('stepDone') : t('stepOpen')}</small>
            </h2>
            <Answers step={step} learned={learned} outcome={told[index] ?? 'open'} />
          </li>
        ))}
      </ol>
    </>
  );
}

type Outcome = 'right' | 'wrong' | 'untold' | 'open' | 'task';

/** Right and wrong are told once the explanation was read, and not before. */
function outcome(step: StepPage, { predicted, explained }: Learned): Outcome {
  if (step.predict === null) return 'task';
  const choice = predicted[step.id];
  if (choice === undefined) return 'open';
  if (!explained.includes(step.id)) return 'untold';
  return choice === step.predict.answer ? 'right' : 'wrong';
}

function Answers({ step, learned, outcome }: { readonly step: StepPage; readonly learned: Learned; readonly outcome: Outcome }) {
  const t = useTranslations('guide.summary');
  const localized = useLocalized();
  const { predict, observe, task } = step;
  if (predict === null) {
    return task === null ? null : (
      <p className={styles.question}>
        <InlineText>{localized(task.ask)}</InlineText>
      </p>
    );
  }
  const predicted = predict.options[learned.predicted[step.id] ?? -1];
  const happened = predict.options[predict.answer];
  const saw = observe?.options[learned.observed[step.id] ?? -1];
  const missed = observe !== null && saw !== undefined && learned.observed[step.id] !== observe.answer ? observe.options[observe.answer] : undefined;
  return (
    <>
      <p className={styles.question}>
        <InlineText>{localized(predict.ask)}</InlineText>
      </p>
      <dl>
        <dt>{t('predicted')}</dt>
        <dd>
          <span data-mark={outcome}>{predicted === undefined ? t('notYet') : <InlineText>{localized(predicted)}</InlineText>}</span>
          {(outcome === 'right' || outcome === 'wrong') && <span className="visually-hidden"> {t(outcome)}</span>}
        </dd>
        {outcome === 'wrong' && happened !== undefined && (
          <>
            <dt>{t('happened')}</dt>
            <dd>
              <InlineText>{localized(happened)}</InlineText>
            </dd>
          </>
        )}
        {outcome === 'untold' && (
          <>
            <dt>{t('happened')}</dt>
            <dd>{t('untold')}</dd>
          </>
        )}
        {observe !== null && saw !== undefined && (
          <>
            <dt>{t('saw')}</dt>
            <dd>
              <span data-mark={missed === undefined ? 'right' : 'wrong'}>
                <InlineText>{localized(saw)}</InlineText>
              </span>
              {missed !== undefined && (
                <span className={styles.missed}>
                  {t('toSee')} <InlineText>{localized(missed)}</InlineText>
                </span>
              )}
            </dd>
          </>
        )}
      </dl>
    </>
  );
}
