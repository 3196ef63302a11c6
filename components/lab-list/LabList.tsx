'use client';

import Link from 'next/link';
import { useTranslations } from 'use-intl/react';
import type { Localized } from '@/protocol/lab';
import type { Theme } from '@/components/theme/ThemeSwitch';
import { StatusBadge } from '@/components/engine-badge/StatusBadge';
import { InlineText } from '@/components/guide/InlineText';
import { useLocalized } from '@/components/language/language-context';
import { TopBar } from '@/components/top-bar/TopBar';
import { Emblem } from './Emblem';
import styles from './LabList.module.css';

export interface ListedLab {
  readonly slug: string;
  readonly title: Localized;
  readonly summary: Localized;
  readonly minutes: number;
  readonly steps: number;
}

export interface LabListProps {
  readonly labs: readonly ListedLab[];
  readonly broken: readonly { readonly slug: string; readonly why: string }[];
  readonly theme: Theme;
}

const PHASES = ['predict', 'run', 'observe', 'explain'] as const;

/** The front door: what this is, how a lab goes, and the labs. */
export function LabList({ labs, broken, theme }: LabListProps) {
  const t = useTranslations('home');
  const localized = useLocalized();
  return (
    <div className={styles.page}>
      <TopBar theme={theme}>
        <StatusBadge />
      </TopBar>
      <main className={styles.main}>
        <div className={styles.hero}>
          <div>
            <h1>{t('tagline')}</h1>
            <p className={styles.lead}>{t('lead')}</p>
          </div>
          <Emblem />
        </div>
        <ol className={styles.phases} aria-label={t('how.title')}>
          {PHASES.map((phase) => (
            <li key={phase}>
              <b>{t(`how.${phase}`)}</b>
              <span>{t(`how.${phase}Text`)}</span>
            </li>
          ))}
        </ol>
        <h2 className={styles.heading}>{t('labs')}</h2>
        {labs.length === 0 && broken.length === 0 && (
          <p className={styles.none}>
            {t('none')}. {t('noneTodo')}
          </p>
        )}
        <ul className={styles.labs}>
          {labs.map((lab) => (
            <li key={lab.slug}>
              <Link href={`/labs/${lab.slug}`} prefetch={false}>
                <h3>
                  <InlineText>{localized(lab.title)}</InlineText>
                </h3>
                <p>
                  <InlineText>{localized(lab.summary)}</InlineText>
                </p>
                <p className={styles.meta}>
                  <span>{t('minutes', { minutes: lab.minutes })}</span>
                  <span>{t('steps', { steps: lab.steps })}</span>
                  <b aria-hidden="true">→</b>
                </p>
              </Link>
            </li>
          ))}
          {broken.map((lab) => (
            <li key={lab.slug} className={styles.broken}>
              <h3>{lab.slug}</h3>
              <p>{t('broken')}</p>
              <pre>{lab.why}</pre>
            </li>
          ))}
        </ul>
      </main>
    </div>
  );
}
