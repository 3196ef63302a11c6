'use client';

import type { KeyboardEvent, PointerEvent } from 'react';
import { useCallback, useEffect, useLayoutEffect, useMemo, useRef, useState } from 'react';
import { useTranslations } from 'use-intl/react';
import type { Lifelines as Lines } from '@/model/lifelines';
import type { LineRow, LineRows } from './line-rows';
import type { Shown } from './time-window';
import { activeTime } from '@/model/active-time';
import { useLab, useRecording } from '@/components/lab/lab-context';
import { usePastMoment, usePlay } from '@/components/playhead/use-play';
import { ResizeHandle } from '@/components/viewport/ResizeHandle';
import { useRowsInView } from '@/components/viewport/use-rows-in-view';
import { Axis } from './Axis';
import { axisTicks, clockText } from './axis-ticks';
import { arrowShapes } from './arrow-shapes';
import { lineRows } from './line-rows';
import { LineDrawing } from './LineDrawing';
import { LineTools } from './LineTools';
import { createLineZoom, pxWithin } from './line-zoom';
import { PlayheadLine } from './PlayheadLine';
import { following, panned, timeScale, zoomed } from './time-window';
import { useLifelines } from './use-lifelines';
import { useLineLabels } from './use-line-labels';
import { useNeededHeight } from './use-needed-height';
import { useLineWidth } from './use-line-width';
import styles from './Lifelines.module.css';

/** Where the lines begin and end, in px. */
const LEFT = 22;
const NAMES = 186;
const NARROW_NAMES = 112;
const RIGHT = 22;
const ROW = 23;

/** A bar for each process, the signals between them, and how long each container was given to stop. */
export function Lifelines() {
  const t = useTranslations('lifelines');
  const { log } = useLab();
  const time = useTranslations('time');
  const past = usePastMoment();
  const { type } = usePlay();
  const recording = useRecording() !== null;
  const { lifelines, now } = useLifelines();
  const pane = useRef<HTMLDivElement>(null);
  const width = useLineWidth(pane);
  const [engineOpen, setEngineOpen] = useState(false);
  const openEngine = useCallback(() => setEngineOpen((open) => !open), []);
  /** Null: the window follows what happens. */
  const [free, setFree] = useState<Shown | null>(null);
  const [perPx, setPerPx] = useState<number | null>(null);
  const view = useRowsInView(pane, ROW);

  const x0 = width < 620 ? 16 + NARROW_NAMES : LEFT + NAMES;
  const lineWidth = Math.max(80, width - x0 - RIGHT);
  const live = free === null;
  const clock = useMemo(() => activeTime(lifelines, now), [lifelines, now]);
  const shown = free ?? following(clock, now, lineWidth, perPx);
  const { start, perPx: unit } = shown;
  const scale = useMemo(() => timeScale(clock, { start, perPx: unit }, lineWidth), [clock, start, unit, lineWidth]);
  const rows = useMemo(
    () =>
      lineRows(lifelines, {
        from: scale.time(0),
        to: scale.time(lineWidth),
        engineOpen,
        place: (bar) => [scale.x(bar.from), Math.max(scale.x(bar.reapedAt ?? now), scale.x(bar.from) + 2.5) + 1.5],
      }),
    [lifelines, scale, lineWidth, engineOpen, now],
  );
  const arrows = useMemo(() => arrowShapes(lifelines, rows, scale), [lifelines, rows, scale]);
  const labelsOf = useLineLabels(lifelines, arrows, scale, now);
  const { ticks, breaks } = useMemo(() => axisTicks(scale, clock), [scale, clock]);

  // What a gesture starts from: the handlers outlive the picture that they were made for.
  const current = useRef({ shown, x0 });
  useLayoutEffect(() => {
    current.current = { shown, x0 };
  });

  // Playing passes over silences, as the picture does; and what is played stays in the picture.
  useEffect(() => log.setPace((from, milliseconds) => clock.time(clock.active(from) + milliseconds)), [log, clock]);
  const outside = past !== null && (scale.x(past) < 0 || scale.x(past) > lineWidth);
  useEffect(() => {
    if (outside && past !== null) setFree({ start: Math.max(0, clock.active(past) - lineWidth * unit * 0.2), perPx: unit });
  }, [outside, past, clock, lineWidth, unit]);

  // The window stands still while the past is looked at, and goes along again with the present.
  const before = useRef(type);
  useEffect(() => {
    if ((before.current === 'live') === (type === 'live')) return;
    before.current = type;
    setFree(type === 'live' ? null : current.current.shown);
  }, [type]);

  useEffect(() => {
    let gone = false;
    let drop = (): void => {};
    void import('@/components/viewport/gestures').then(({ createGestures }) => {
      if (gone || pane.current === null) return;
      drop = createLineZoom(createGestures(pane.current, 'button, [data-bar], [data-axis]'), pane.current, {
        onZoom: (factor, x) => setFree(zoomed(current.current.shown, factor, x - current.current.x0)),
        onPan: (px) => setFree(panned(current.current.shown, px)),
      }).destroy;
    });
    return () => {
      gone = true;
      drop();
    };
  }, []);

  // Where something has just happened is brought into view, once: the reader may scroll away from it.
  const newest = newestRow(lifelines, rows, recording ? (past ?? Infinity) : Infinity);
  const newestId = newest?.id;
  useEffect(() => {
    const element = pane.current;
    if (element === null || newest === undefined || (!live && !recording)) return;
    if (newest.y + newest.height > element.scrollTop + element.clientHeight) element.scrollTo({ top: newest.y + 2 * newest.height - element.clientHeight });
    else if (newest.y - 2 * newest.height < element.scrollTop) element.scrollTo({ top: Math.max(0, newest.y - 3 * newest.height) });
    // eslint-disable-next-line react-hooks/exhaustive-deps -- only when it is another line that has news
  }, [newestId]);

  function zoomBy(factor: number): void {
    const next = zoomed(shown, factor, lineWidth / 2);
    if (free === null) setPerPx(next.perPx);
    else setFree(next);
  }

  function toLive(): void {
    setFree(null);
    setPerPx(null);
    log.toLive();
  }

  function scrub(event: PointerEvent<SVGSVGElement>): void {
    log.seek(scale.time(pxWithin(event.currentTarget, event.clientX) - x0));
  }

  /** The keys of a player. A button's space stays its own. */
  function onKeyDown(event: KeyboardEvent): void {
    if (event.altKey || event.ctrlKey || event.metaKey || (event.target as Element).matches('select')) return;
    if (event.key === ' ' && !(event.target as Element).matches('button')) log.toggle();
    else if (event.key === 'ArrowLeft') log.step(-1);
    else if (event.key === 'ArrowRight') log.step(1);
    else if (event.key === 'Home') log.seek(0);
    else if (event.key === 'End') toLive();
    else return;
    event.preventDefault();
  }

  const begun = lifelines.bars.size > 0 || lifelines.commands.size > 0;
  const height = begun ? Math.max(rows.height, 40) : 0;
  useNeededHeight(rows.height);
  const moment = past ?? now;
  const head = scale.x(moment);
  const step = unit * 100;

  return (
    <section className={styles.lifelines} aria-label={t('title')} id="lifelines" onKeyDown={onKeyDown}>
      <ResizeHandle label={t('resize')} name="lifelines" />
      <header className={styles.header}>
        <h2>{t('title')}</h2>
        <p>{t('lead')}</p>
        <LineTools onZoom={zoomBy} onLive={toLive} />
      </header>
      {begun && (
        <svg
          className={styles.axisBar}
          height={22}
          role="slider"
          tabIndex={0}
          aria-label={time('axis')}
          aria-valuemin={0}
          aria-valuemax={Math.round(lifelines.t)}
          aria-valuenow={Math.round(Math.min(moment, lifelines.t))}
          aria-valuetext={time(recording ? 'axisRecorded' : past === null ? 'axisLive' : 'axisPast', { time: clockText(moment, 100) })}
          onPointerDown={(event) => {
            event.currentTarget.setPointerCapture(event.pointerId);
            event.currentTarget.focus({ preventScroll: true });
            scrub(event);
          }}
          onPointerMove={(event) => {
            if (event.currentTarget.hasPointerCapture(event.pointerId)) scrub(event);
          }}
        >
          <svg x={x0} width={lineWidth} height={22} overflow="visible">
            <Axis ticks={ticks} breaks={breaks} head={{ x: Math.min(Math.max(0, head), lineWidth), text: clockText(moment, Math.min(100, step)) }} />
          </svg>
        </svg>
      )}
      <div className={styles.pane} ref={pane} data-pane>
        <div className={styles.lines} style={{ height }}>
          <LineDrawing rows={rows} top={view.first * ROW} bottom={view.end * ROW} left={x0} right={RIGHT} height={height} arrows={arrows} ticks={ticks} breaks={breaks} scale={scale} now={now} labelsOf={labelsOf} onOpenEngine={openEngine} />
          <PlayheadLine x={head} left={x0} width={lineWidth} right={RIGHT} past={past !== null} recording={recording} />
        </div>
        {lifelines.tracks.size === 0 && <p className={styles.empty}>{t('empty')}</p>}
      </div>
    </section>
  );
}

/** The line of the container's process that was last born or signalled. */
function newestRow({ bars, arrows }: Lines, { rowOf }: LineRows, moment: number): LineRow | undefined {
  let found: LineRow | undefined;
  let at = -Infinity;
  for (const bar of bars.values()) {
    if (bar.from < at || bar.from > moment || bar.role !== 'member') continue;
    const row = rowOf.get(bar.key);
    // What is over in a moment does not make the picture jump.
    if (row?.type !== 'bar') continue;
    found = row;
    at = bar.from;
  }
  const arrow = arrows.findLast(({ t }) => t <= moment);
  return arrow !== undefined && arrow.t >= at ? (rowOf.get(arrow.to) ?? found) : found;
}
