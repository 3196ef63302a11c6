'use client';

import { useEffect, useRef, useState, useSyncExternalStore } from 'react';
import Link from 'next/link';
import { useTranslations } from 'use-intl/react';
import type { StepPage } from '@/components/lab/lab-page';
import { labResults } from '@/model/checks/lab-checks';
import { keep, recall } from '@/components/lab/browser';
import { useLab, useLogState, useRecording } from '@/components/lab/lab-context';
import { useLanguage, useLocalized } from '@/components/language/language-context';
import { Checks } from './Checks';
import { Explanation } from './Explanation';
import { Hints } from './Hints';
import { Images } from './Images';
import { InlineText } from './InlineText';
import { NOTHING_LEARNED, createLearned } from './learned';
import { Predict } from './Predict';
import { Progress } from './Progress';
import { RunLines } from './RunLines';
import { Task } from './Task';
import { useStep } from './use-step';
import styles from './Guide.module.css';

export interface GuideProps {
  readonly steps: readonly [StepPage, ...StepPage[]];
  /** The step that the address asks for. */
  readonly asked: string | null;
}

/** Predict, run, observe, explain: the learner's side of the screen. */
export function Guide({ steps, asked }: GuideProps) {
  const t = useTranslations('guide');
  const { page } = useLab();
  const { language } = useLanguage();
  const localized = useLocalized();
  const { checks, world } = useLogState();
  const { index, step, go } = useStep(steps, asked);
  const [learned] = useState(() => createLearned({ read: () => recall(`pid1lab.learned.${page.slug}`), write: (text) => keep(`pid1lab.learned.${page.slug}`, text) }));
  const { explained, observed } = useSyncExternalStore(learned.subscribe, learned.read, () => NOTHING_LEARNED);
  const [asking, setAsking] = useState<string | null>(null);
  const scroller = useRef<HTMLDivElement>(null);
  const explanation = useRef<HTMLElement>(null);

  const results = labResults(checks, world);
  const mine = results[step.id] ?? [];
  const { todo, explain } = step.prose[language];
  const isExplained = explained.includes(step.id);
  const canExplain = explain !== null && !isExplained;
  // The session does one thing at a time, and goes to another step only between them.
  const recording = useRecording() !== null;
  const busy = !recording && [...world.commands.values()].some((command) => command.endedAt === null);
  const busyTitle = busy ? t('lockedBusy') : undefined;

  useEffect(() => {
    scroller.current?.scrollTo({ top: 0 });
  }, [step.id]);
  useEffect(() => {
    if (asking === step.id) explanation.current?.scrollIntoView({ block: 'nearest', behavior: 'smooth' });
  }, [asking, isExplained, step.id]);

  function forward(): void {
    if (!canExplain) {
      go(index + 1);
      return;
    }
    setAsking(step.id);
    if (step.observe === null || observed[step.id] !== undefined) learned.explain(step.id);
  }

  return (
    <section className={styles.guide} aria-label={t('title')}>
      <div className={styles.scroller} ref={scroller} tabIndex={-1}>
        <Progress steps={steps} index={index} results={results} onGo={go} />
        <p className={styles.count}>{t('count', { number: index + 1, total: steps.length })}</p>
        <h1 className={styles.title}>
          <InlineText>{localized(step.title)}</InlineText>
        </h1>
        {index === 0 && page.intro[language] !== null && <div className={styles.prose}>{page.intro[language]}</div>}
        <div className={styles.prose}>{todo}</div>
        <Images />
        {step.predict !== null && <Predict key={step.id} step={step.id} question={step.predict} explained={isExplained} />}
        {step.task !== null && <Task key={step.id} step={step.id} task={step.task} />}
        <RunLines step={step} />
        <Checks checks={step.expect} results={mine} />
        <Hints hints={step.hints} results={mine} />
        {(asking === step.id || isExplained) && explain !== null && (
          <Explanation
            ref={explanation}
            step={step}
            answer={observed[step.id] ?? null}
            explained={isExplained}
            onAnswer={(choice) => {
              learned.observe(step.id, choice);
              learned.explain(step.id);
            }}
          >
            {explain}
          </Explanation>
        )}
      </div>
      <nav className={styles.turn} aria-label={t('steps')}>
        <button type="button" className={styles.back} disabled={index === 0 || busy} title={busyTitle} onClick={() => go(index - 1)}>
          ← {t('back')}
        </button>
        {canExplain || index < steps.length - 1 ? (
          <button type="button" className={styles.forward} onClick={forward} disabled={canExplain ? asking === step.id : busy} title={canExplain ? undefined : busyTitle}>
            {canExplain ? t('explain') : t('next')} →
          </button>
        ) : (
          <Link href="/" className={styles.forward}>
            {t('finish')}
          </Link>
        )}
      </nav>
    </section>
  );
}
