/** Where each row stands among its siblings, as a tree's rows are counted for whoever hears them: WAI-ARIA 1.2, aria-posinset. */
import type { ShownRow } from './fold-rows';

export interface SiblingPlace {
  /** From 1. */
  readonly position: number;
  readonly size: number;
}

export function siblingPlaces(rows: readonly ShownRow[]): (row: ShownRow) => SiblingPlace {
  const sizes = new Map<number | null, number>();
  const positions = new Map<string, number>();
  for (const row of rows) {
    const position = (sizes.get(row.parentRow) ?? 0) + 1;
    sizes.set(row.parentRow, position);
    positions.set(row.id, position);
  }
  return (row) => ({ position: positions.get(row.id) ?? 1, size: sizes.get(row.parentRow) ?? 1 });
}
