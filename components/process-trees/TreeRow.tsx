import { memo, useSyncExternalStore } from 'react';
import { clsx } from 'clsx';
import type { ProcKey } from '@/model/process';
import type { Pill, RowShape } from './layout';
import { useLab } from '@/components/lab/lab-context';
import { CELL, PILL, ROW } from './layout';
import { looksAlike } from './looks-alike';
import { lookOf } from './look';
import { SignalChip } from './SignalChip';
import type { Chip } from './use-chips';
import styles from './ProcessTrees.module.css';

export interface TreeRowProps {
  readonly shape: RowShape;
  readonly label: string;
  readonly position: number;
  readonly size: number;
  readonly active: boolean;
  readonly chip: Chip | null;
  readonly foldOf: ReadonlyMap<ProcKey, string>;
}

/**
 * One process in both views: its pill on the host, the dotted line, its twin inside. `data-move` marks what tree-motion
 * places. A picture is made anew with each event, and most of its rows look as before.
 */
export const TreeRow = memo(TreeRowView, looksAlike);

function TreeRowView({ shape, label, position, size, active, chip, foldOf }: TreeRowProps) {
  const { id, row, host, inside, note, ppid } = shape;
  const process = row.type === 'fold' ? row.like.process : row.process;
  const lit = useRowLit(shape, foldOf);
  const end = (inside === null ? host.x + host.width : inside.x + inside.width) + 6;
  return (
    <g
      data-move={`row:${id}`}
      data-row={id}
      className={clsx(styles.row, lit && styles.lit)}
      data-look={row.type === 'fold' ? 'fold' : lookOf(process)}
      data-life={process.life}
      role="treeitem"
      aria-level={row.depth + 1}
      aria-posinset={position}
      aria-setsize={size}
      aria-expanded={row.type === 'fold' ? row.open : undefined}
      aria-selected={lit}
      tabIndex={active ? 0 : -1}
    >
      <title>{label}</title>
      <g aria-hidden="true">
        <rect className={styles.ground} x={host.x - 6} width={Math.max(0, end - host.x + 6)} height={ROW} rx={10} />
        {shape.elbow !== null && <path className={styles.line} data-move={`elbow:${id}`} />}
        {shape.insideElbow !== null && <path className={styles.line} data-move={`inside-elbow:${id}`} />}
        {inside !== null && <path className={styles.twin} data-move={`twin:${id}`} />}
        <g data-move={`host:${id}`}>
          <PillView pill={host} />
          {note !== null && chip === null && (
            <text className={styles.caption} x={note.x - host.x} y={PILL / 2}>
              {note.text}
            </text>
          )}
          {chip !== null && <SignalChip chip={chip} x={host.width + 10} room={(inside?.x ?? Infinity) - host.x - host.width - 20} />}
        </g>
        {inside !== null && (
          <g data-move={`inside:${id}`}>
            <PillView pill={inside} />
            {ppid !== null && (
              <text className={styles.ppid} x={ppid.x - inside.x} y={PILL / 2}>
                {ppid.text}
              </text>
            )}
          </g>
        )}
      </g>
    </g>
  );
}

function PillView({ pill }: { readonly pill: Pill }) {
  const text = (
    <text className={styles.words} x={12} y={PILL / 2}>
      <tspan className={styles.pid}>{pill.pid}</tspan>
      <tspan x={12 + pill.pid.length * CELL + (pill.pid === '' ? 0 : 9)}>{pill.text}</tspan>
    </text>
  );
  // Only of plain ASCII is the width certain; anything else is clipped to its pill.
  const certain = /^[ -~…×]*$/.test(pill.text);
  return (
    <>
      <rect className={styles.pill} width={pill.width} height={PILL} rx={PILL / 2} />
      {certain ? text : <svg width={Math.max(0, pill.width - 4)} height={PILL} overflow="hidden">{text}</svg>}
    </>
  );
}

/** Lit when it, or one of those that it stands for, is pointed at or selected. */
function useRowLit({ id, key }: RowShape, foldOf: ReadonlyMap<ProcKey, string>): boolean {
  const { selection } = useLab();
  const means = (of: ProcKey | null): boolean => of !== null && (key === null ? foldOf.get(of) === id : of === key);
  return useSyncExternalStore(selection.subscribe, () => means(selection.pointed()) || means(selection.selected()), () => false);
}
