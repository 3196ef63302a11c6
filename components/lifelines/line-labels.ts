/** Texts on one line that never overlap: the weightiest first, beside what they mean, or not at all. */
import { proseWidth } from '@/components/process-trees/shown-text';

export interface WantedLabel {
  readonly id: string;
  /** From long to short. */
  readonly texts: readonly string[];
  /** Px; the text begins so far to the right of it, or ends so far to the left. */
  readonly x: number;
  readonly gap: number;
  /** The heavier ones are placed first. */
  readonly weight: number;
  readonly tone: string;
  /** May stand to the left of `x`. */
  readonly left?: boolean;
}

export interface PlacedLabel {
  readonly id: string;
  readonly text: string;
  readonly x: number;
  readonly width: number;
  readonly tone: string;
}

export const LABEL = 10.5;
const APART = 8;
/** From this weight on a text may stand on a line that crosses. */
const HEAVY = 3;

/** Those that have room between 0 and `width`, clear of each other and, if there is a choice, of the lines that cross at these px. */
export function placeLabels(wanted: readonly WantedLabel[], width: number, crossing: readonly number[] = []): readonly PlacedLabel[] {
  const used: (readonly [number, number])[] = [];
  const placed: PlacedLabel[] = [];
  for (const label of [...wanted].sort((a, b) => b.weight - a.weight)) {
    const spot = spotFor(label, crossing) ?? (label.weight >= HEAVY ? spotFor(label, []) : null);
    if (spot === null) continue;
    used.push([spot.x, spot.x + spot.width]);
    placed.push(spot);
  }
  return placed;

  function spotFor({ id, texts, x, gap, tone, left }: WantedLabel, lines: readonly number[]): PlacedLabel | null {
    for (const text of texts) {
      const size = proseWidth(text, LABEL);
      for (const start of left === true ? [x + gap, x - gap - size] : [x + gap]) {
        if (start >= 0 && start + size <= width && used.every(([from, to]) => start + size + APART <= from || start >= to + APART) && lines.every((line) => line <= start - 3 || line >= start + size + 3)) return { id, text, x: start, width: size, tone };
      }
    }
    return null;
  }
}
