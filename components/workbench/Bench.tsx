'use client';

import type { ReactNode } from 'react';
import { Suspense, lazy } from 'react';
import { useTranslations } from 'use-intl/react';
import type { StepPage } from '@/components/lab/lab-page';
import type { Theme } from '@/components/theme/ThemeSwitch';
import { Dock } from '@/components/dock/Dock';
import { EngineBadge } from '@/components/engine-badge/EngineBadge';
import { Guide } from '@/components/guide/Guide';
import { useLab, useSourceState, useWorld } from '@/components/lab/lab-context';
import { useLocalized } from '@/components/language/language-context';
import { LoginRequired } from '@/components/login/LoginRequired';
import { Announcer } from '@/components/narration/Announcer';
import { PastMark } from '@/components/playhead/PastMark';
import { ProblemCorner } from '@/components/problem/ProblemCorner';
import { ProcessTrees } from '@/components/process-trees/ProcessTrees';
import { SessionClock } from '@/components/session/SessionClock';
import { SessionNotice } from '@/components/session/SessionNotice';
import { TimeWarning } from '@/components/session/TimeWarning';
import { Address } from '@/components/share/Address';
import { ShareButton } from '@/components/share/ShareButton';
import { TopBar } from '@/components/top-bar/TopBar';
import { ViewTools } from '@/components/view/ViewTools';
import styles from './Workbench.module.css';

/** Fetched once the page is up: nothing has a life to draw before. */
const Lifelines = lazy(() => import('@/components/lifelines/Lifelines').then((file) => ({ default: file.Lifelines })));

export interface BenchProps {
  readonly steps: readonly [StepPage, ...StepPage[]];
  readonly asked: string | null;
  readonly theme: Theme;
  /** What stands in the top bar before the badge. */
  readonly tools?: ReactNode;
  /** What stands above the guide. */
  readonly notice?: ReactNode;
}

/** The screen of a lab, whatever drives it: the server, or a recording. */
export function Bench({ steps, asked, theme, tools, notice }: BenchProps) {
  const localized = useLocalized();
  const t = useTranslations('workbench');
  const { page } = useLab();
  return (
    <>
      <div className={styles.page}>
        <a className={styles.skip} href="#trees">
          {t('skip')}
        </a>
        <TopBar title={localized(page.title)} theme={theme}>
          {tools}
          <ShareButton />
          <Badge />
          <ViewTools />
          <SessionClock />
        </TopBar>
        <SessionNotice />
        <main className={styles.main}>
          <div className={styles.guide} id="guide">
            {notice}
            <Guide steps={steps} asked={asked} />
          </div>
          <div className={styles.stage}>
            <div className={styles.trees} id="trees" tabIndex={-1}>
              <ProcessTrees />
              <PastMark />
            </div>
            <div className={styles.lifelines}>
              <Suspense>
                <Lifelines />
              </Suspense>
            </div>
            <div className={styles.dock}>
              <Dock />
            </div>
          </div>
        </main>
        <nav className={styles.jump} aria-label={t('jump')}>
          <a href="#guide">{t('toGuide')}</a>
          <a href="#trees">{t('toTrees')}</a>
          <a href="#lifelines">{t('toLifelines')}</a>
          <a href="#dock">{t('toDock')}</a>
        </nav>
      </div>
      <Address />
      <Announcer />
      <ProblemCorner />
      <TimeWarning />
      <LoginRequired />
    </>
  );
}

function Badge() {
  const { type } = useSourceState();
  const engine = useWorld((world) => world.engine);
  const observer = useWorld((world) => world.observer);
  return <EngineBadge source={type} engine={engine} observer={observer} />;
}
