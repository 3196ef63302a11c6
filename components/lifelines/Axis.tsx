import { useTranslations } from 'use-intl/react';
import type { Break, Tick } from './axis-ticks';
import { seconds } from '@/components/process-trees/use-captions';
import { proseWidth } from '@/components/process-trees/shown-text';
import styles from './Lifelines.module.css';

/** The hairlines behind the lines, and where time is left out. */
export function Grid({ ticks, breaks, height }: { readonly ticks: readonly Tick[]; readonly breaks: readonly Break[]; readonly height: number }) {
  return (
    <g>
      {ticks.map(({ t, x }) => (
        <line key={t} className={styles.tick} x1={x} x2={x} y1={0} y2={height} />
      ))}
      {breaks.map(({ silence, x, width }) => (
        <rect key={silence.from} className={styles.silence} x={x} width={Math.max(0, width)} height={height} />
      ))}
    </g>
  );
}

/** The times on top, with `head` marking the moment that is shown. */
export function Axis({ ticks, breaks, head }: { readonly ticks: readonly Tick[]; readonly breaks: readonly Break[]; readonly head: { readonly x: number; readonly text: string } }) {
  const t = useTranslations('lifelines');
  const headWidth = proseWidth(head.text, 11) + 16;
  const clear = (x: number, width: number): boolean => Math.abs(x - head.x) > (width + headWidth) / 2 + 4;
  const silent = breaks.map(({ silence, x, width }) => ({ id: silence.from, x: x + width / 2, room: width, text: t('silence', { duration: duration(silence.to - silence.from) }) }));
  const told = silent.filter(({ x, room, text }) => proseWidth(text, 10.5) <= room + 24 && clear(x, proseWidth(text, 10.5)));
  return (
    <g className={styles.axis}>
      {ticks
        .filter(({ x, text }) => clear(x, text.length * 7) && told.every((one) => Math.abs(one.x - x) > (proseWidth(one.text, 10.5) + text.length * 7) / 2 + 4))
        .map(({ t: at, x, text }) => (
          <text key={at} x={x} y={11}>
            {text}
          </text>
        ))}
      {told.map(({ id, x, text }) => (
        <text key={id} className={styles.silent} x={x} y={11}>
          {text}
        </text>
      ))}
      <g transform={`translate(${head.x},0)`} className={styles.head}>
        <rect x={-headWidth / 2} y={1} width={headWidth} height={19} rx={9.5} />
        <text y={11}>{head.text}</text>
      </g>
    </g>
  );
}

function duration(milliseconds: number): string {
  return milliseconds < 90_000 ? `${seconds(milliseconds)} s` : milliseconds < 5_400_000 ? `${Math.round(milliseconds / 60_000)} min` : `${Math.round(milliseconds / 3_600_000)} h`;
}
