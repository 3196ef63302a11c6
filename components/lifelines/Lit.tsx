import type { ProcKey } from '@/model/process';
import type { LineRow } from './line-rows';
import { usePointed, useSelected } from '@/components/selection/use-selection';
import styles from './Lifelines.module.css';

/** The ground of the lines whose process is pointed at or selected, here or anywhere else. */
export function Lit({ rowOf, width }: { readonly rowOf: ReadonlyMap<ProcKey, LineRow>; readonly width: number }) {
  const pointed = usePointed();
  const selected = useSelected();
  const rows = new Set([pointed, selected].flatMap((key) => (key === null ? [] : (rowOf.get(key) ?? []))));
  return [...rows].map((row) => <rect key={row.id} className={styles.lit} x={-6} width={width + 12} y={row.y + 6} height={row.height - 2} rx={4} />);
}
