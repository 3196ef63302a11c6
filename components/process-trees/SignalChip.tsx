import type { Chip } from './use-chips';
import { PILL } from './layout';
import { proseWidth } from './shown-text';
import styles from './ProcessTrees.module.css';

const SIZE = 11.5;

/** What came of the last signal, right beside its target. */
export function SignalChip({ chip, x, room }: { readonly chip: Chip; readonly x: number; readonly room: number }) {
  const text = chip.texts.find((candidate) => widthOf(candidate) <= room);
  if (text === undefined) return null;
  const width = widthOf(text);
  return (
    <g key={chip.seq} className={styles.chip} data-tone={chip.tone} transform={`translate(${x},3)`}>
      <g className={styles.pop}>
        <rect width={width} height={PILL - 6} rx={(PILL - 6) / 2} />
        <g transform={`translate(11,${(PILL - 6) / 2})`} className={styles.mark}>
          {chip.tone === 'done' ? <path d="M-3.5,0.3 -1,3 3.5,-2.8" /> : chip.tone === 'refused' ? <path d="M-4,0a4,4 0 1 0 8,0a4,4 0 1 0 -8,0M-2.8,-2.8 2.8,2.8" /> : <circle r={2.5} />}
        </g>
        <text x={20} y={(PILL - 6) / 2}>
          {text}
        </text>
      </g>
    </g>
  );
}

function widthOf(text: string): number {
  return proseWidth(text, SIZE) + 29;
}
