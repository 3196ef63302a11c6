import { useTranslations } from 'use-intl/react';
import type { CheckResult } from '@/model/checks/check';
import type { StepPage } from '@/components/lab/lab-page';
import { useLocalized } from '@/components/language/language-context';
import { InlineText } from './InlineText';
import styles from './Guide.module.css';

export interface HintsProps {
  readonly hints: StepPage['hints'];
  readonly results: readonly CheckResult[];
}

/** Those that fit the state: shown while one check is not ok, and perhaps only once another is. */
export function Hints({ hints, results }: HintsProps) {
  const t = useTranslations('guide');
  const localized = useLocalized();
  const ok = new Set(results.filter((result) => result.ok).map((result) => result.id));
  const fitting = hints.filter((hint) => !ok.has(hint.unless) && (hint.when === undefined || ok.has(hint.when)));
  if (fitting.length === 0) return null;
  return (
    <div className={styles.hints}>
      {fitting.map((hint) => (
        <details key={`${hint.unless}/${hint.when ?? ''}/${hint.say.en}`}>
          <summary>{t('hint')}</summary>
          <p>
            <InlineText>{localized(hint.say)}</InlineText>
          </p>
        </details>
      ))}
    </div>
  );
}
