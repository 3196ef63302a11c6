import type { HullShape } from './layout';
import { ROW } from './layout';
import styles from './ProcessTrees.module.css';

/** The rounded boxes that are the containers' PID namespaces. */
export function Hulls({ hulls }: { readonly hulls: readonly HullShape[] }) {
  return (
    <g aria-hidden="true">
      {hulls.map(({ id, hull, box }) => box !== null && <rect key={id} data-move={`hull:${id}`} className={styles.hull} data-dead={hull.dead} rx={12} />)}
    </g>
  );
}

/** What is written on their edge: name, namespace, PPID 0, how it ended. */
export function HullCaptions({ hulls }: { readonly hulls: readonly HullShape[] }) {
  return (
    <g aria-hidden="true">
      {hulls.map(({ id, hull, label, ppid, end }) => (
        <g key={id} data-move={`head:${id}`} className={styles.head} data-dead={hull.dead}>
          {label !== null && (
            <text className={styles.hullLabel} x={label.x + label.width} y={ROW / 2} textAnchor="end">
              {label.text}
            </text>
          )}
          {ppid !== null && (
            <text className={styles.ppid} x={ppid.x} y={ROW / 2}>
              {ppid.text}
            </text>
          )}
          {end !== null && (
            <text className={styles.end} x={end.x} y={ROW * 1.5}>
              {end.text}
            </text>
          )}
        </g>
      ))}
    </g>
  );
}
