import { useTranslations } from 'use-intl/react';
import type { CheckResult } from '@/model/checks/check';
import type { LabCheck } from '@/protocol/lab-check';
import { useLocalized } from '@/components/language/language-context';
import { InlineText } from './InlineText';
import { seenText } from './seen-text';
import { CHECKS } from './use-follow';
import styles from './Guide.module.css';

export interface ChecksProps {
  readonly checks: readonly LabCheck[];
  readonly results: readonly CheckResult[];
}

/** What to observe. Each ticks when it is seen in the log, whoever caused it. */
export function Checks({ checks, results }: ChecksProps) {
  const t = useTranslations('guide');
  const localized = useLocalized();
  const byId = new Map(results.map((result) => [result.id, result]));
  const done = results.filter((result) => result.ok).length;
  if (checks.length === 0) return null;
  return (
    <section aria-label={t('observe')} id={CHECKS}>
      <h2 className={styles.label}>{t('observe')}</h2>
      <ul className={styles.checks}>
        {checks.map((check) => {
          const result = byId.get(check.id);
          // What was seen of something that must not happen is not what the tick is for.
          const seen = result?.ok === true && check.not === true ? null : (result?.seen ?? null);
          const state = result?.ok === true ? 'ok' : result?.observable === false ? 'unseen' : 'open';
          return (
            <li key={check.id} data-state={state}>
              <svg viewBox="0 0 18 18" width="18" height="18" role="img" aria-label={t(`check.${state}`)}>
                <circle cx="9" cy="9" r="7.6" />
                {state === 'ok' && <path d="M5.6 9.3 8 11.7l4.5-5" />}
                {state === 'unseen' && <path d="M5.8 9h6.4" />}
              </svg>
              <div>
                <InlineText>{localized(check.say)}</InlineText>
                {state === 'unseen' && <small>{t('notObservable')}</small>}
                {seen !== null && state !== 'unseen' && <small>{state === 'ok' ? seenText(seen) : t('soFar', { seen: seenText(seen) })}</small>}
              </div>
            </li>
          );
        })}
      </ul>
      <p className="visually-hidden" role="status">
        {results.length > 0 && t('checksDone', { done, total: checks.length })}
      </p>
    </section>
  );
}
