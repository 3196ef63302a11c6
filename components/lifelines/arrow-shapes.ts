/** Signals between lines: from where, to where, and how they end. */
import type { ProcKey } from '@/model/process';
import type { Arrow, Bar, Lifelines } from '@/model/lifelines';
import type { LineRow, LineRows } from './line-rows';
import type { TimeScale } from './time-window';
import { BAR_HEIGHT, BAR_TOP } from './LineShape';

export interface ArrowShape {
  readonly arrow: Arrow;
  readonly x: number;
  readonly fromY: number;
  readonly toY: number;
  readonly target: LineRow;
  readonly tone: 'kill' | 'refused' | 'done';
}

/** The engine may have asked for a signal this long after its command had begun to be answered; milliseconds. */
const SLACK = 50;

export function arrowShapes({ arrows, bars }: Lifelines, { rows, rowOf }: LineRows, scale: TimeScale): readonly ArrowShape[] {
  const shapes: ArrowShape[] = [];
  const passed = new Set<string>();
  for (const arrow of arrows) {
    const x = scale.x(arrow.t);
    const target = rowOf.get(arrow.to);
    if (target === undefined || x < -4 || x > scale.width + 4) continue;
    // What falls on the same px is the same line.
    const mark = `${Math.round(x)} ${target.id} ${arrow.signal} ${arrow.verdict} ${String(arrow.from)}`;
    if (passed.has(mark)) continue;
    passed.add(mark);
    const source = sourceRow(arrow, rows, rowOf, bars);
    const down = source === null || source.y <= target.y;
    const fromY = source === null ? target.y - 6 : source.y + (source.type === 'engine' ? 14 : BAR_TOP + (down ? BAR_HEIGHT : 0));
    shapes.push({ arrow, x, target, fromY, toY: target.y + BAR_TOP + (down ? 0 : BAR_HEIGHT), tone: arrow.verdict === 'ignored' ? 'refused' : arrow.signal === 'SIGKILL' ? 'kill' : 'done' });
  }
  return shapes;
}

/** The sender's line; where the engine is one closed line, the command that made it send. Null: it lies outside. */
function sourceRow({ from, t }: Arrow, rows: readonly LineRow[], rowOf: LineRows['rowOf'], bars: ReadonlyMap<ProcKey, Bar>): LineRow | null {
  if (from === null) return null;
  const own = rowOf.get(from);
  if (own !== undefined) return own;
  if (bars.get(from)?.role !== 'engine') return null;
  const command = rows.find((row) => row.type === 'commands' && row.commands.some((one) => one.from - SLACK <= t && (one.to ?? Infinity) + SLACK >= t));
  return command ?? rows.find((row) => row.type === 'engine') ?? null;
}
