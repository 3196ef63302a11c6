import { describe, expect, it } from 'vitest';
import type { Fact } from '@/model/event';
import { foldEvents } from '@/model/fold';
import { procKey } from '@/model/process';
import { treeView } from '@/model/tree-view';
import { EMPTY_WORLD } from '@/model/world';
import type { Captions } from './layout';
import { FOLD_KEEPS, foldRows } from './fold-rows';
import { layout } from './layout';

const C = 'c'.repeat(64);
const captions: Captions = { note: () => null, hull: () => ['c'], end: () => null, fold: () => 'more' };

/** A shell with this many sleeping children, and one other child in their midst. */
function crowd(size: number) {
  const facts: Fact[] = [
    { type: 'container-created', id: C, name: 'c', image: 'i' },
    { type: 'found', process: { key: procKey(10, 1), role: 'engine', parent: null, comm: 'containerd-shim', container: C, state: 'S' } },
    { type: 'fork', proc: procKey(100, 2), parent: procKey(10, 1), role: 'member', comm: 'sh', container: C, nspid: [100, 1], pidns: 7 },
    { type: 'container-started', id: C, pid: 100 },
  ];
  for (let index = 0; index < size; index++) facts.push({ type: 'fork', proc: procKey(1000 + index, 10 + index), parent: procKey(100, 2), role: 'member', comm: index === 6 ? 'redis' : 'sleep', container: C, nspid: [1000 + index, 2 + index], pidns: 7 });
  return foldEvents(EMPTY_WORLD, facts.map((fact, index) => ({ ...fact, seq: index + 1, t: index })));
}

describe('folding crowds', () => {
  it('[UI4] a crowd of like siblings becomes a few rows and one that counts the rest; opened, every one has its row', () => {
    const view = treeView(crowd(1000));
    const folded = foldRows(view, new Set());
    const [fold] = folded.rows.filter((row) => row.type === 'fold');
    expect(folded.rows).toHaveLength(2 + FOLD_KEEPS + 1 + 1);
    expect(fold).toMatchObject({ count: 999 - FOLD_KEEPS, open: false, depth: 2 });
    expect(folded.foldOf.size).toBe(999 - FOLD_KEEPS);
    expect(folded.rows.map((row) => row.row)).toEqual(folded.rows.map((_, index) => index));
    expect(folded.hulls[0]).toMatchObject({ headRow: 0, firstRow: 1, lastRow: folded.rows.length - 1 });

    const opened = foldRows(view, new Set([fold?.id ?? '']));
    expect(opened.rows.filter((row) => row.type === 'process')).toHaveLength(view.rows.length);
    expect(opened.foldOf.size).toBe(0);
    expect(opened.hulls[0]?.lastRow).toBe(opened.rows.length - 1);
  });

  it('[UI5] a handful is left as it is', () => {
    const view = treeView(crowd(8));
    expect(foldRows(view, new Set()).rows.map((row) => row.row)).toEqual(view.rows.map((row) => row.row));
  });

  it('[UI6] 2,000 processes, all of them open, are laid out within one frame', () => {
    const world = crowd(2000);
    const fold = foldRows(treeView(world), new Set()).rows.find((row) => row.type === 'fold');
    const open = new Set([fold?.id ?? '']);
    const times = Array.from({ length: 15 }, () => {
      const begin = performance.now();
      const picture = layout(foldRows(treeView(world), open), 1000, captions);
      expect(picture.rows.length).toBeGreaterThan(2000);
      return performance.now() - begin;
    });
    // The best of them is the code's own time, whatever else the machine does. The figure itself is measured in the browser.
    expect(Math.min(...times)).toBeLessThan(16);
  });
});
