/** The way of a signal across the trees, in px of the picture: from its sender's row to its target's, or in from the edge. */
import type { RowShape } from './layout';
import { PILL, ROW } from './layout';

export interface FlightPath {
  readonly d: string;
  /** Where it meets its target; `down`: from above. */
  readonly x: number;
  readonly y: number;
  readonly down: boolean;
  /** Where a text about an unseen sender stands; null: the sender is a row. */
  readonly from: { readonly x: number; readonly y: number } | null;
}

const EDGE_GAP = (ROW - PILL) / 2;
const BULGE = 64;

export function flightPath(target: RowShape, sender: RowShape | null): FlightPath {
  const { host } = target;
  if (sender === null) {
    const y = target.y + ROW / 2;
    const x = host.x - 2;
    return { d: `M2,${y - 20}C${x * 0.4},${y - 20} ${x * 0.55},${y} ${x},${y}`, x, y, down: true, from: { x: 6, y: y - 28 } };
  }
  const down = sender.y <= target.y;
  const y = target.y + (down ? EDGE_GAP : ROW - EDGE_GAP);
  const startX = sender.host.x + sender.host.width + 6;
  const startY = sender.y + ROW / 2;
  const x = host.x + Math.max(16, host.width - 24);
  // Out from the sender, and straight down onto its target; around the corner where the sender reaches further to the right.
  const bend = startX + 16 < x ? [x, startY, x, startY] : [startX + BULGE, startY, x + BULGE * 0.7, y + (down ? -16 : 16)];
  return { d: `M${startX},${startY}C${bend.join(',')},${x},${y}`, x, y, down, from: null };
}
