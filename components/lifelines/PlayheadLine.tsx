import styles from './Lifelines.module.css';

export interface PlayheadLineProps {
  /** Px from where the lines begin. */
  readonly x: number;
  readonly left: number;
  readonly width: number;
  readonly right: number;
  /** What lies beyond it has not happened yet at the moment that is shown. */
  readonly past: boolean;
  readonly recording: boolean;
}

/** The moment that is on screen: moved without painting again what it lies over. */
export function PlayheadLine({ x, left, width, right, past, recording }: PlayheadLineProps) {
  return (
    <>
      {past && x < width && <div className={styles.future} data-recording={recording} style={{ left, width: width + right, transform: `translateX(${Math.max(0, x + 1)}px)` }} />}
      {x >= 0 && x <= width && <div className={styles.now} style={{ transform: `translateX(${left + x}px)` }} />}
    </>
  );
}
