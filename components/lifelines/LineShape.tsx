import { Fragment } from 'react';
import type { Bar } from '@/model/lifelines';
import type { LineRow } from './line-rows';
import type { PlacedLabel } from './line-labels';
import type { TimeScale } from './time-window';
import { LABEL } from './line-labels';
import styles from './Lifelines.module.css';

export const BAR_TOP = 12;
export const BAR_HEIGHT = 9;
const THINNEST = 2.5;

export interface LineShapeProps {
  readonly row: LineRow;
  readonly scale: TimeScale;
  /** What has not ended lasts until here. */
  readonly now: number;
  readonly labels: readonly PlacedLabel[];
}

/** What stands on one line, in px from its top. */
export function LineShape({ row, scale, now, labels }: LineShapeProps) {
  return (
    <g transform={`translate(0,${row.y})`}>
      <Shape row={row} scale={scale} now={now} />
      {labels.map(({ id, text, x, width, tone }) => {
        const y = tone === 'exit' ? BAR_TOP + BAR_HEIGHT / 2 : tone === 'end' || tone === 'down' ? 7 : 6;
        return (
          <Fragment key={id}>
            <rect className={styles.behind} x={x - 2} width={width + 4} y={y - 6} height={12} />
            <text className={styles.label} data-tone={tone} x={x} y={y} fontSize={LABEL}>
              {text}
            </text>
          </Fragment>
        );
      })}
    </g>
  );
}

function Shape({ row, scale, now }: { readonly row: LineRow; readonly scale: TimeScale; readonly now: number }) {
  switch (row.type) {
    case 'commands':
      return row.commands.map(({ id, from, to, exitCode }) => <Rect key={id} className={styles.command} state={to === null ? 'runs' : exitCode === 0 ? 'done' : 'failed'} from={from} to={to ?? now} scale={scale} />);
    case 'track': {
      const { track } = row;
      if (track === null) return null;
      return (
        <>
          {track.lives.map((life, index) => {
            const next = track.lives[index + 1];
            return (
              <Fragment key={life.from}>
                <Rect className={styles.life} from={life.from} to={life.to ?? now} scale={scale} thin />
                {life.to !== null && <line className={styles.fall} x1={scale.x(life.to)} x2={scale.x(life.to)} y1={BAR_TOP} y2={(row.falls[index] ?? row.y) - row.y - 2} />}
                {life.to !== null && next !== undefined && <Dashes className={styles.down} from={life.to} to={next.from} scale={scale} />}
              </Fragment>
            );
          })}
          {track.graces.map(({ from, to, allowed, killedAt }) => (
            <Fragment key={from}>
              {to === null && killedAt === null && <Dashes className={styles.planned} from={now} to={from + allowed} scale={scale} />}
              <Dashes className={styles.grace} from={from} to={to ?? now} scale={scale} />
            </Fragment>
          ))}
        </>
      );
    }
    case 'bar':
      return <Process bar={row.bar} look={row.engine ? 'engine' : row.pid1 ? 'pid1' : 'member'} scale={scale} now={now} />;
    case 'brief':
      return row.bars.map((bar) => <Process key={bar.key} bar={bar} look={row.engine ? 'engine' : 'member'} scale={scale} now={now} />);
    case 'engine':
      return row.open ? null : blocks(row.bars, scale).map(([from, to]) => <rect key={from} className={styles.noise} x={from} width={to - from} y={10} height={7} rx={1.5} />);
    default:
      return row satisfies never;
  }
}

/** One process: its names' stretches, then the zombie's. */
function Process({ bar, look, scale, now }: { readonly bar: Bar; readonly look: 'engine' | 'pid1' | 'member'; readonly scale: TimeScale; readonly now: number }) {
  const exit = bar.exitedAt ?? now;
  const x = scale.x(bar.from);
  const zombieEnd = bar.exitedAt === null ? null : scale.x(bar.reapedAt ?? now);
  // Runc's part of a life, and a shell's before it execs, are paler: the process is the same, the program is not.
  const parts = bar.names.map(({ t, comm }, index) => ({ t, comm, from: Math.max(t, bar.from), to: Math.min(bar.names[index + 1]?.t ?? exit, exit) }));
  return (
    <g className={styles.bar} data-bar={bar.key} data-look={look}>
      <rect className={styles.reach} x={Math.max(-20, x - 3)} y={BAR_TOP - 4} width={Math.max(8, Math.min(scale.width + 40, (zombieEnd ?? scale.x(exit)) - Math.max(-20, x) + 6))} height={BAR_HEIGHT + 8} />
      {parts.map((part, index) => part.to >= part.from && <Rect key={part.t} className={styles.stretch} state={index === parts.length - 1 ? 'last' : 'before'} from={part.from} to={part.to} scale={scale} />)}
      {parts.slice(1).map(({ t }) => (
        <line key={t} className={styles.exec} x1={scale.x(t)} x2={scale.x(t)} y1={BAR_TOP - 2} y2={BAR_TOP + BAR_HEIGHT + 2} />
      ))}
      {bar.exitedAt !== null && zombieEnd !== null && zombieEnd - scale.x(bar.exitedAt) >= 1.5 && <Rect className={styles.zombie} from={bar.exitedAt} to={bar.reapedAt ?? now} scale={scale} />}
    </g>
  );
}

interface RectProps {
  readonly className: string | undefined;
  readonly state?: string;
  readonly from: number;
  readonly to: number;
  readonly scale: TimeScale;
  readonly thin?: boolean;
}

/** Cut at the window's edges: an hour at the finest scale would be wider than a drawing can be. */
function Rect({ className, state, from, to, scale, thin = false }: RectProps) {
  const left = Math.max(-20, scale.x(from));
  const right = Math.min(scale.width + 20, scale.x(to));
  if (right < left) return null;
  return <rect className={className} data-state={state} x={left} width={Math.max(THINNEST, right - left)} y={thin ? BAR_TOP + 5 : BAR_TOP} height={thin ? 2 : BAR_HEIGHT} rx={thin ? 1 : 2.5} />;
}

function Dashes({ className, from, to, scale }: { readonly className: string | undefined; readonly from: number; readonly to: number; readonly scale: TimeScale }) {
  const left = Math.max(-20, scale.x(from));
  const right = Math.min(scale.width + 20, scale.x(to));
  return right <= left ? null : <line className={className} x1={left} x2={Math.max(left + 2, right)} y1={BAR_TOP + 6} y2={BAR_TOP + 6} />;
}

/** Short lives in px, those that touch made one. */
function blocks(bars: readonly Bar[], scale: TimeScale): readonly (readonly [number, number])[] {
  const joined: [number, number][] = [];
  for (const { from, reapedAt } of bars) {
    const left = Math.max(-20, scale.x(from));
    const right = Math.min(scale.width + 20, Math.max(left + 2, scale.x(reapedAt ?? from)));
    const before = joined.at(-1);
    if (before !== undefined && left <= before[1] + 1) before[1] = Math.max(before[1], right);
    else joined.push([left, right]);
  }
  return joined;
}

