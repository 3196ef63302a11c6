import { memo } from 'react';
import { useTranslations } from 'use-intl/react';
import type { Bar } from '@/model/lifelines';
import type { LineRow } from './line-rows';
import { harmless } from '@/components/process-trees/shown-text';
import { useLab } from '@/components/lab/lab-context';
import { useLit } from '@/components/selection/use-selection';
import { pidOf } from '@/model/process';
import styles from './Lifelines.module.css';

export interface LineNameProps {
  readonly row: LineRow;
  readonly onOpenEngine: () => void;
}

/** What a line is called, to the left of it. Its process is pointed at and selected here, by keyboard too. */
export const LineName = memo(LineNameView, (a, b) => a.onOpenEngine === b.onOpenEngine && sameName(a.row, b.row));

function LineNameView({ row, onOpenEngine }: LineNameProps) {
  const t = useTranslations('lifelines');
  const place = { top: row.y, height: row.height };
  switch (row.type) {
    case 'commands':
      return (
        <div className={styles.name} style={place} data-look="quiet">
          {row.id === 'commands:0' ? t('commands') : ''}
        </div>
      );
    case 'track':
      return (
        <div className={styles.name} style={place} data-look="track">
          {harmless(row.name)}
        </div>
      );
    case 'bar':
      return <BarName row={row} bar={row.bar} />;
    case 'brief':
      return (
        <div className={styles.name} style={place} data-look="quiet">
          {row.count > 0 ? t('brief', { count: row.count }) : ''}
        </div>
      );
    case 'engine':
      return (
        <button type="button" className={styles.name} style={place} data-look="quiet" aria-expanded={row.open} onClick={onOpenEngine} title={t('engineLong')}>
          <i aria-hidden="true">{row.open ? '▾' : '▸'}</i> {t('engine', { count: row.count })}
        </button>
      );
    default:
      return row satisfies never;
  }
}

/** Lines are made anew with each look; what they are called seldom changes. */
function sameName(a: LineRow, b: LineRow): boolean {
  if (a.id !== b.id || a.y !== b.y || a.height !== b.height) return false;
  switch (a.type) {
    case 'commands':
      return b.type === 'commands';
    case 'track':
      return b.type === 'track' && a.name === b.name;
    case 'bar':
      return b.type === 'bar' && a.bar.key === b.bar.key && a.bar.names === b.bar.names && a.pid1 === b.pid1 && a.engine === b.engine;
    case 'brief':
      return b.type === 'brief' && a.count === b.count;
    case 'engine':
      return b.type === 'engine' && a.open === b.open && a.count === b.count;
    default:
      return a satisfies never;
  }
}

function BarName({ row, bar }: { readonly row: LineRow & { type: 'bar' }; readonly bar: Bar }) {
  const t = useTranslations('lifelines');
  const { selection } = useLab();
  const lit = useLit(bar.key);
  const { argv, comm } = bar.names.at(-1) ?? { argv: null, comm: '' };
  const command = harmless(row.engine || argv === null || argv.length === 0 ? comm : argv.join(' '));
  return (
    <button
      type="button"
      className={styles.name}
      style={{ top: row.y, height: row.height }}
      data-look={row.engine ? 'engine' : row.pid1 ? 'pid1' : 'member'}
      data-lit={lit}
      aria-pressed={lit}
      title={command}
      onPointerEnter={() => selection.point(bar.key)}
      onPointerLeave={() => selection.point(null)}
      onFocus={() => selection.point(bar.key)}
      onBlur={() => selection.point(null)}
      onClick={() => selection.select(selection.selected() === bar.key ? null : bar.key)}
    >
      <b>{pidOf(bar.key)}</b>
      <span>{harmless(comm)}</span>
      {row.pid1 && <em>{t('pid1')}</em>}
    </button>
  );
}
