import { useTranslations } from 'use-intl/react';
import type { ProcKey } from '@/model/process';
import type { Picture, RowShape } from './layout';
import type { Chip } from './use-chips';
import { useLab } from '@/components/lab/lab-context';
import { flightPath } from './flight-path';
import { CAPTION, ROW } from './layout';
import { visibleSender } from './visible-sender';
import styles from './ProcessTrees.module.css';

export interface SignalFlightsProps {
  readonly picture: Picture;
  readonly chips: ReadonlyMap<ProcKey, Chip>;
  readonly foldOf: ReadonlyMap<ProcKey, string>;
}

/** The last signals on their way: to their target, or off it where the kernel dropped them. */
export function SignalFlights({ picture, chips, foldOf }: SignalFlightsProps) {
  const t = useTranslations('signal');
  const { log } = useLab();
  const rowOf = (key: ProcKey): RowShape | undefined => picture.shapeOf(key) ?? picture.shapeOf(foldOf.get(key) ?? '');
  return (
    <g className={styles.flights} aria-hidden="true">
      {[...chips].map(([to, chip]) => {
        const target = rowOf(to);
        if (target === undefined) return null;
        const sender = chip.from === null ? null : visibleSender(chip.from, log.state(), (key) => rowOf(key) !== undefined);
        const from = sender === null ? null : (rowOf(sender) ?? null);
        if (from?.id === target.id) return null;
        const { d, x, y, down, from: outside } = flightPath(target, from);
        const side = outside !== null;
        return (
          <g key={chip.seq} className={styles.flight} data-tone={chip.tone}>
            {from !== null && from.note !== null && <rect className={styles.cover} x={from.note.x - 3} y={from.y + 6} width={from.note.width + 6} height={ROW - 12} />}
            <path className={styles.way} d={d} pathLength={1} />
            {outside !== null && (
              <text x={outside.x} y={outside.y} fontSize={CAPTION}>
                {t(chip.cause === 'kernel' ? 'fromKernel' : 'fromOutside')}
              </text>
            )}
            <g transform={`translate(${x},${y}) rotate(${side ? -90 : down ? 0 : 180})`}>
              {chip.tone === 'refused' ? (
                <g className={styles.bounce}>
                  <path className={styles.back} d="M0,-2Q7,-12 17,-12" />
                  <circle cx={22} cy={-12} r={4.5} />
                  <path d="M19,-15 25,-9" />
                </g>
              ) : (
                <path className={styles.tip} d="M0,0l-4.6,-8h9.2z" />
              )}
            </g>
          </g>
        );
      })}
    </g>
  );
}
