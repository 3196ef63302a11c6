'use client';

import Link from 'next/link';
import { useTranslations } from 'use-intl/react';
import type { Localized } from '@/protocol/lab';
import type { Theme } from '@/components/theme/ThemeSwitch';
import { StatusBadge } from '@/components/engine-badge/StatusBadge';
import { NOTHING_LEARNED } from '@/components/learned/learned';
import { nextOnPath, progressOf } from '@/components/learned/progress';
import { useLearnedShelf } from '@/components/learned/use-learned-shelf';
import { TopBar } from '@/components/top-bar/TopBar';
import { Emblem } from './Emblem';
import { PathLab } from './PathLab';
import { ProgressTools } from './ProgressTools';
import path from './Path.module.css';
import styles from './LabList.module.css';

export interface ListedLab {
  readonly slug: string;
  readonly title: Localized;
  readonly summary: Localized;
  readonly minutes: number;
  /** Their ids, in order. */
  readonly steps: readonly string[];
}

export interface LabListProps {
  readonly labs: readonly ListedLab[];
  readonly broken: readonly { readonly slug: string; readonly why: string }[];
  readonly theme: Theme;
}

const PHASES = ['predict', 'run', 'observe', 'explain'] as const;

/** The front door: what this is, how a lab goes, and the labs as a path that one walks. */
export function LabList({ labs, broken, theme }: LabListProps) {
  const t = useTranslations('home');
  const [shelved, shelf] = useLearnedShelf();
  const progress = labs.map(({ slug, steps }) => progressOf(shelved[slug] ?? NOTHING_LEARNED, steps));
  const next = nextOnPath(progress);
  const done = progress.filter(({ type }) => type === 'done').length;
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
        <div className={path.head}>
          <div>
            <h2>{t('path.title')}</h2>
            {labs.length > 0 && <p className={path.walked}>{next === null ? t('path.allDone') : t('path.walked', { done, total: labs.length })}</p>}
          </div>
          <ProgressTools shelved={shelved} shelf={shelf} />
        </div>
        {labs.length === 0 && broken.length === 0 && (
          <p className={styles.none}>
            {t('none')}. {t('noneTodo')}
          </p>
        )}
        <ol className={path.path} aria-label={t('path.title')}>
          {labs.map((lab, at) => (
            <PathLab key={lab.slug} lab={lab} number={at + 1} progress={progress[at] ?? { type: 'new' }} next={at === next} />
          ))}
        </ol>
        {broken.length > 0 && (
          <ul className={styles.labs}>
            {broken.map((lab) => (
              <li key={lab.slug} className={styles.broken}>
                <h3>{lab.slug}</h3>
                <p>{t('broken')}</p>
                <pre>{lab.why}</pre>
              </li>
            ))}
          </ul>
        )}
        <p className={styles.more}>
          {t('replayLong')} <Link href="/replay" prefetch={false}>{t('replay')} →</Link> · <Link href="/compare" prefetch={false}>{t('compare')} →</Link>
        </p>
      </main>
    </div>
  );
}
