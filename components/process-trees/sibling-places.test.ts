import { expect, it } from 'vitest';
import type { ShownRow } from './fold-rows';
import { siblingPlaces } from './sibling-places';

it('[UI30] a row of the tree is counted among its siblings, not among all', () => {
  const parents: readonly (readonly [string, number | null])[] = [['init', null], ['dockerd', 0], ['shim', 0], ['sh', 2], ['redis', 3], ['sleep', 3]];
  const rows = parents.map(([id, parentRow], row) => ({ type: 'process', id, row, parentRow })) as unknown as ShownRow[];
  const placeOf = siblingPlaces(rows);
  expect(rows.map((row) => `${placeOf(row).position} of ${placeOf(row).size}`)).toEqual(['1 of 1', '1 of 2', '2 of 2', '1 of 1', '1 of 2', '2 of 2']);
});
