import type { PointerEvent } from 'react';
import { memo, useMemo } from 'react';
import type { ProcKey } from '@/model/process';
import type { ArrowShape } from './arrow-shapes';
import type { Break, Tick } from './axis-ticks';
import type { PlacedLabel } from './line-labels';
import type { LineRow, LineRows } from './line-rows';
import type { TimeScale } from './time-window';
import { useLab } from '@/components/lab/lab-context';
import { ArrowHeads, ArrowLines } from './Arrows';
import { Grid } from './Axis';
import { LineName } from './LineName';
import { LineShape } from './LineShape';
import { Lit } from './Lit';
import styles from './Lifelines.module.css';

export interface LineDrawingProps {
  readonly rows: LineRows;
  /** What the pane shows, in px. */
  readonly top: number;
  readonly bottom: number;
  readonly left: number;
  readonly right: number;
  readonly height: number;
  readonly arrows: readonly ArrowShape[];
  readonly ticks: readonly Tick[];
  readonly breaks: readonly Break[];
  readonly scale: TimeScale;
  readonly now: number;
  readonly labelsOf: (row: LineRow) => readonly PlacedLabel[];
  readonly onOpenEngine: () => void;
}

/** Everything of the lifelines that does not depend on the playhead: scrubbing leaves it as it is. */
export const LineDrawing = memo(function LineDrawing({ rows, top, bottom, left, right, height, arrows, ticks, breaks, scale, now, labelsOf, onOpenEngine }: LineDrawingProps) {
  const { selection } = useLab();
  const inView = useMemo(() => rows.rows.filter((row) => row.y + row.height > top && row.y < bottom), [rows, top, bottom]);
  const arrowsInView = useMemo(() => arrows.filter(({ fromY, toY }) => Math.max(fromY, toY) >= top && Math.min(fromY, toY) <= bottom), [arrows, top, bottom]);

  function point(event: PointerEvent): void {
    selection.point(((event.target as Element).closest<SVGElement>('[data-bar]')?.dataset['bar'] ?? null) as ProcKey | null);
  }

  return (
    <>
      {inView.map((row) => (
        <LineName key={row.id} row={row} onOpenEngine={onOpenEngine} />
      ))}
      <svg
        className={styles.drawing}
        width={scale.width + right}
        height={height}
        style={{ left }}
        aria-hidden="true"
        onPointerOver={point}
        onPointerLeave={() => selection.point(null)}
        onClick={(event) => {
          const key = (event.target as Element).closest<SVGElement>('[data-bar]')?.dataset['bar'];
          if (key !== undefined) selection.select(selection.selected() === key ? null : (key as ProcKey));
        }}
      >
        <defs>
          <pattern id="lifelines-zombie" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
            <rect className={styles.hatch} width="2.2" height="6" />
          </pattern>
        </defs>
        <Grid ticks={ticks} breaks={breaks} height={height} />
        <Lit rowOf={rows.rowOf} width={scale.width} />
        <ArrowLines shapes={arrowsInView} />
        {inView.map((row) => (
          <LineShape key={row.id} row={row} scale={scale} now={now} labels={labelsOf(row)} />
        ))}
        <ArrowHeads shapes={arrowsInView} />
      </svg>
    </>
  );
});
