import type { ArrowShape } from './arrow-shapes';
import styles from './Lifelines.module.css';

/** The way of each signal, below bars and texts. */
export function ArrowLines({ shapes }: { readonly shapes: readonly ArrowShape[] }) {
  return shapes.map(({ arrow, x, fromY, toY, tone }) => <line key={arrow.seq} className={styles.arrow} data-tone={tone} x1={x} x2={x} y1={fromY} y2={toY} />);
}

/** A delivered signal ends in a point, a refused one in a barred ring. */
export function ArrowHeads({ shapes }: { readonly shapes: readonly ArrowShape[] }) {
  return shapes.map(({ arrow, x, fromY, toY, tone }) => (
    <g key={arrow.seq} className={styles.arrow} data-tone={tone} data-bar={arrow.to} transform={`translate(${x},${toY})`}>
      {tone === 'refused' ? (
        <>
          <circle r={4.5} />
          <path d="M-3,-3 3,3" />
        </>
      ) : (
        <path className={styles.point} d={`M0,0l-3.6,${toY >= fromY ? -6.5 : 6.5}h7.2z`} />
      )}
    </g>
  ));
}
