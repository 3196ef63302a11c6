'use client';

import { useMemo } from 'react';
import { useTranslations } from 'use-intl/react';
import type { Lifelines } from '@/model/lifelines';
import type { Stopped } from '@/model/compare';
import type { TimeScale } from '@/components/lifelines/time-window';
import { aligned } from '@/model/compare';
import { arrowShapes } from '@/components/lifelines/arrow-shapes';
import { axisTicks } from '@/components/lifelines/axis-ticks';
import { LineDrawing } from '@/components/lifelines/LineDrawing';
import { lineRows } from '@/components/lifelines/line-rows';
import { PlayheadLine } from '@/components/lifelines/PlayheadLine';
import { useLineLabels } from '@/components/lifelines/use-line-labels';
import styles from './Compare.module.css';

export interface LaneProps {
  readonly lifelines: Lifelines;
  readonly stopped: Stopped;
  readonly scale: TimeScale;
  readonly left: number;
  readonly right: number;
  /** Milliseconds since it was asked to stop. */
  readonly moment: number;
}

/** One container on the common axis. */
export function Lane({ lifelines, stopped, scale, left, right, moment }: LaneProps) {
  const t = useTranslations('compare');
  const own = useMemo(() => aligned(lifelines, stopped.id, stopped.at), [lifelines, stopped]);
  const rows = useMemo(
    () => lineRows(own, { from: scale.time(0), to: scale.time(scale.width), engineOpen: false, place: (bar) => [scale.x(bar.from), Math.max(scale.x(bar.reapedAt ?? own.t), scale.x(bar.from) + 2.5) + 1.5] }),
    [own, scale],
  );
  const arrows = useMemo(() => arrowShapes(own, rows, scale), [own, rows, scale]);
  const labelsOf = useLineLabels(own, arrows, scale, own.t);
  const { ticks, breaks } = useMemo(() => axisTicks(scale, { silences: [], active: (at) => at, time: (at) => at }), [scale]);
  const height = rows.height + 8;
  const end = stopped.endedAt === null ? null : stopped.endedAt - stopped.at;
  const said = moment < 0 ? t('runs') : end !== null && moment >= end ? t('gone', { seconds: (end / 1000).toFixed(2), code: stopped.exitCode ?? '?' }) : t('asked', { seconds: (moment / 1000).toFixed(1), signal: stopped.signal ?? '?' });
  return (
    <div className={styles.lane} style={{ height }}>
      <LineDrawing rows={rows} top={0} bottom={height} left={left} right={right} height={height} arrows={arrows} ticks={ticks} breaks={breaks} scale={scale} now={own.t} labelsOf={labelsOf} onOpenEngine={() => undefined} />
      <PlayheadLine x={scale.x(moment)} left={left} width={scale.width} right={right} past={end === null || moment < end} recording={false} />
      <p className={styles.said} role="status">
        {said}
      </p>
    </div>
  );
}
