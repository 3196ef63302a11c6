'use client';

import { useEffect, useRef, useState } from 'react';
import Link from 'next/link';
import { useTranslations } from 'use-intl/react';
import type { StepPage } from '@/components/lab/lab-page';
import { labResults } from '@/model/checks/lab-checks';
import { useLab, useLogState, useRecording } from '@/components/lab/lab-context';
import { useLanguage, useLocalized } from '@/components/language/language-context';
import { Checks } from './Checks';
import { Explanation } from './Explanation';
import { Hints } from './Hints';
import { Images } from './Images';
import { InlineText } from './InlineText';
import { Predict } from './Predict';
import { Progress } from './Progress';
import { RunLines } from './RunLines';
import { Summary } from './Summary';
import { Task } from './Task';
import { useLearned } from './use-learned';
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
  const { index, step, ended, go } = useStep(steps, asked);
  const results = labResults(checks, world);
  const [learned, store] = useLearned(steps, results);
  const { explained, observed } = learned;
  const [asking, setAsking] = useState<string | null>(null);
  const scroller = useRef<HTMLDivElement>(null);
  const heading = useRef<HTMLHeadingElement>(null);
  const turned = useRef(false);
  const explanation = useRef<HTMLElement>(null);

  const mine = results[step.id] ?? [];
  const { todo, explain } = step.prose[language];
  const isExplained = explained.includes(step.id);
  const canExplain = explain !== null && !isExplained;
  // The session does one thing at a time, and goes to another step only between them.
  const recording = useRecording() !== null;
  const busy = !recording && [...world.commands.values()].some((command) => command.endedAt === null && !command.typed);
  const last = index === steps.length - 1;
  const busyTitle = busy ? t('lockedBusy') : undefined;

  useEffect(() => {
    scroller.current?.scrollTo({ top: 0 });
    // Whoever turns the page reads on at its top, also by keyboard and by ear.
    if (turned.current) heading.current?.focus({ preventScroll: true });
    turned.current = false;
  }, [step.id, ended]);
  useEffect(() => {
    if (asking !== step.id) return;
    explanation.current?.focus({ preventScroll: true });
    explanation.current?.scrollIntoView({ block: 'nearest', behavior: 'smooth' });
  }, [asking, isExplained, step.id]);

  function turn(to: number): void {
    turned.current = true;
    go(to);
  }

  function forward(): void {
    if (!canExplain) {
      turn(index + 1);
      return;
    }
    setAsking(step.id);
    if (step.observe === null || observed[step.id] !== undefined) store.explain(step.id);
  }

  if (ended) {
    return (
      <section className={styles.guide} aria-label={t('title')}>
        <div className={styles.scroller} ref={scroller} tabIndex={-1}>
          <Progress steps={steps} index={-1} results={results} learned={learned.done} onGo={turn} />
          <h1 className={styles.title} ref={heading} tabIndex={-1}>
            {t('summary.title')}
          </h1>
          <Summary steps={steps} learned={learned} onGo={turn} />
        </div>
        <nav className={styles.turn} aria-label={t('steps')}>
          <button type="button" className={styles.back} onClick={() => turn(steps.length - 1)}>
            ← {t('back')}
          </button>
          <Link href="/" prefetch={false} className={styles.forward}>
            {t('finish')}
          </Link>
        </nav>
      </section>
    );
  }

  return (
    <section className={styles.guide} aria-label={t('title')}>
      <div className={styles.scroller} ref={scroller} tabIndex={-1} data-scroller>
        <Progress steps={steps} index={index} results={results} learned={learned.done} onGo={turn} />
        <p className={styles.count}>{t('count', { number: index + 1, total: steps.length })}</p>
        <h1 className={styles.title} ref={heading} tabIndex={-1}>
          <InlineText>{localized(step.title)}</InlineText>
        </h1>
        {index === 0 && page.intro[language] !== null && <div className={styles.prose}>{page.intro[language]}</div>}
        <div className={styles.prose}>{todo}</div>
        <Images />
        {step.predict !== null && <Predict key={`predict-${step.id}`} step={step.id} question={step.predict} explained={isExplained} before={learned.predicted[step.id] ?? null} />}
        {step.task !== null && <Task step={step.id} task={step.task} draft={learned.draft} onDraft={store.draft} />}
        <RunLines step={step} />
        <Checks checks={step.expect} results={mine} />
        <Hints hints={step.hints} results={mine} />
        {(asking === step.id || isExplained) && explain !== null && (
          <Explanation
            key={`explain-${step.id}`}
            ref={explanation}
            step={step}
            answer={observed[step.id] ?? null}
            explained={isExplained}
            onAnswer={(choice) => {
              store.observe(step.id, choice);
              store.explain(step.id);
            }}
          >
            {explain}
          </Explanation>
        )}
      </div>
      <nav className={styles.turn} aria-label={t('steps')}>
        <button type="button" className={styles.back} disabled={index === 0 || busy} title={busyTitle} onClick={() => turn(index - 1)}>
          ← {t('back')}
        </button>
        <button type="button" className={styles.forward} onClick={forward} disabled={canExplain ? asking === step.id : busy && !last} title={canExplain || last ? undefined : busyTitle}>
          {canExplain ? t('explain') : last ? t('lookBack') : t('next')} →
        </button>
      </nav>
    </section>
  );
}
