'use client';

import type { KeyboardEvent, PointerEvent } from 'react';
import { useMemo, useRef } from 'react';
import { useTranslations } from 'use-intl/react';
import * as z from '@/protocol/zod';
import type { Theme } from '@/components/theme/ThemeSwitch';
import type { TimeScale } from '@/components/lifelines/time-window';
import type { ShelvedRecording } from '@/components/replay/OpenRecording';
import { Axis } from '@/components/lifelines/Axis';
import { axisTicks, clockText } from '@/components/lifelines/axis-ticks';
import { useLineWidth } from '@/components/lifelines/use-line-width';
import { ReplayProvider } from '@/components/replay/ReplayProvider';
import { WrongFile } from '@/components/replay/WrongFile';
import { TopBar } from '@/components/top-bar/TopBar';
import { Lane } from './Lane';
import { SidePicker } from './SidePicker';
import { useClock } from './use-clock';
import { chosenOf, useSides } from './use-sides';
import styles from './Compare.module.css';
import lines from '@/components/lifelines/Lifelines.module.css';

// The page's Content-Security-Policy forbids eval; without this zod would try it and be reported.
z.config({ jitless: true });

const LEFT = 208;
const NARROW_LEFT = 128;
const RIGHT = 22;
/** What is shown before the stop, and after the later of the two ends, in milliseconds. */
const BEFORE = 1500;
const AFTER = 1500;
/** A key's step. */
const STEP = 100;

export interface ComparePageProps {
  readonly a: string;
  readonly b: string;
  readonly shelf: readonly ShelvedRecording[];
  readonly theme: Theme;
}

/** Two containers on one axis that begins where each was asked to stop, under one playhead. */
export function ComparePage({ a, b, shelf, theme }: ComparePageProps) {
  const t = useTranslations('compare');
  const { sides, take, open, choose } = useSides(a, b);
  const stops = sides.map(chosenOf);
  const longest = Math.max(2000, ...stops.map((stop) => (stop?.endedAt == null ? 0 : stop.endedAt - stop.at)));
  const clock = useClock(-BEFORE, longest + AFTER);
  const pane = useRef<HTMLDivElement>(null);
  const width = useLineWidth(pane);
  const left = width < 620 ? NARROW_LEFT : LEFT;
  const scale = useMemo((): TimeScale => {
    const room = Math.max(80, width - left - RIGHT);
    const perPx = (BEFORE + longest + AFTER) / room;
    return { start: -BEFORE, perPx, width: room, x: (at) => (at + BEFORE) / perPx, time: (x) => x * perPx - BEFORE };
  }, [width, left, longest]);
  const { ticks } = useMemo(() => axisTicks(scale, { silences: [], active: (at) => at, time: (at) => at }), [scale]);

  function scrub(event: PointerEvent<SVGSVGElement>): void {
    clock.seek(scale.time(event.clientX - event.currentTarget.getBoundingClientRect().left - left));
  }

  function onKeyDown(event: KeyboardEvent): void {
    const to = { ArrowLeft: clock.moment - STEP, ArrowRight: clock.moment + STEP, Home: -BEFORE, End: Infinity }[event.key];
    if (to !== undefined) clock.seek(to);
    else if (event.key === ' ') clock.toggle();
    else return;
    event.preventDefault();
  }

  return (
    <>
      <TopBar title={t('title')} theme={theme} />
      <main className={styles.page}>
        <h1>{t('title')}</h1>
        <p className={styles.lead}>{t('lead')}</p>
        <div className={styles.pickers}>
          {([0, 1] as const).map((at) => (
            <SidePicker key={at} at={at} side={sides[at]} chosen={stops[at]?.name ?? null} shelf={shelf} onTake={(slug) => take(at, slug)} onFile={(file) => open(at, file)} onChoose={(container) => choose(at, container)} />
          ))}
        </div>
        <div className={styles.tools}>
          <button type="button" onClick={clock.toggle}>
            {t(clock.playing ? 'pause' : 'play')}
          </button>
          <p>{t('zero')}</p>
        </div>
        <div className={`${lines.lifelines} ${styles.picture}`} ref={pane}>
          <svg
            className={lines.axisBar}
            height={22}
            role="slider"
            tabIndex={0}
            aria-label={t('axis')}
            aria-valuemin={-BEFORE}
            aria-valuemax={Math.round(longest + AFTER)}
            aria-valuenow={Math.round(clock.moment)}
            aria-valuetext={t('axisText', { seconds: (clock.moment / 1000).toFixed(1) })}
            onKeyDown={onKeyDown}
            onPointerDown={(event) => {
              event.currentTarget.setPointerCapture(event.pointerId);
              event.currentTarget.focus({ preventScroll: true });
              scrub(event);
            }}
            onPointerMove={(event) => {
              if (event.currentTarget.hasPointerCapture(event.pointerId)) scrub(event);
            }}
          >
            <svg x={left} width={scale.width} height={22} overflow="visible">
              <Axis ticks={ticks} breaks={[]} head={{ x: scale.x(clock.moment), text: clockText(clock.moment, 100) }} />
            </svg>
          </svg>
          {sides.map((side, at) => {
            const stop = stops[at];
            if (side.problem !== null) return <WrongFile key={at} name={side.name} problem={side.problem} />;
            if (side.read === null) return <p key={at} className={styles.empty} role="status">…</p>;
            if (stop == null) return <p key={at} className={styles.empty}>{t('noStop')}</p>;
            return (
              // A place on the page is what a side is.
              <ReplayProvider key={`${at} ${side.name}`} page={side.read.page} recording={side.read.recording} autoplay={false}>
                <Lane lifelines={side.read.lifelines} stopped={stop} scale={scale} left={left} right={RIGHT} moment={clock.moment} />
              </ReplayProvider>
            );
          })}
        </div>
      </main>
    </>
  );
}
