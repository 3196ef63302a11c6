import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { arbitraryLog } from '@/model/arbitrary-log';
import type { Fact } from '@/model/event';
import { foldEvents } from '@/model/fold';
import { procKey } from '@/model/process';
import { treeView } from '@/model/tree-view';
import { EMPTY_WORLD } from '@/model/world';
import type { Caption, Captions, HullShape, Picture, RowShape } from './layout';
import { foldRows } from './fold-rows';
import { PILL, ROW, layout } from './layout';

const C = 'c'.repeat(64);
const NONE: ReadonlySet<string> = new Set();
const captions: Captions = {
  note: (row) => (row.row % 2 === 0 ? 'parent of nothing you run' : null),
  hull: ({ container }) => [`${container.name} · pidns 4026532281`, container.name],
  end: ({ dead }) => (dead ? 'exited 137 · 10.2 s after SIGTERM' : null),
  fold: ({ count, like }) => `+ ${count} more ${like.process.comm}`,
};

/** A container whose processes form a random tree with random command lines. */
const arbitraryTree = fc
  .array(fc.record({ parent: fc.nat(30), argv: fc.array(fc.string({ unit: 'binary', maxLength: 60 }), { minLength: 1, maxLength: 4 }), end: fc.constantFrom('lives', 'exits'), exec: fc.boolean() }), { minLength: 1, maxLength: 40 })
  .map((members) => {
    const facts: Fact[] = [
      { type: 'found', process: { key: procKey(1, 0), role: 'init', parent: null, comm: 'init', state: 'S' } },
      { type: 'container-created', id: C, name: 'a-container-with-a-rather-long-name', image: 'i' },
      { type: 'found', process: { key: procKey(10, 1), role: 'engine', parent: procKey(1, 0), comm: 'containerd-shim', container: C, state: 'S' } },
    ];
    members.forEach(({ parent, argv, end, exec }, index) => {
      const key = procKey(100 + index, 10 + index);
      const above = index === 0 ? procKey(10, 1) : exec && parent % 5 === 0 ? procKey(10, 1) : procKey(100 + (parent % index), 10 + (parent % index));
      facts.push({ type: 'fork', proc: key, parent: above, role: 'member', comm: 'p', container: C, nspid: [100 + index, index + 1], pidns: 7 });
      facts.push({ type: 'exec', proc: key, comm: 'p', role: 'member', argv });
      if (end === 'exits') facts.push({ type: 'exit', proc: key, status: { code: 0 } });
    });
    facts.push({ type: 'container-started', id: C, pid: 100 });
    if (members.length % 3 === 0) facts.push({ type: 'container-died', id: C, exitCode: 137, oomKilled: false });
    return facts.map((fact, index) => ({ ...fact, seq: index + 1, t: index }));
  });

interface Span {
  readonly what: string;
  readonly from: number;
  readonly to: number;
}

/** Everything that stands in one row's height, from left to right. */
function spans(shape: RowShape, head: HullShape | undefined, first: HullShape | undefined): readonly Span[] {
  const caption = (what: string, one: Caption | null | undefined): Span[] => (one ? [{ what, from: one.x, to: one.x + one.width }] : []);
  return [
    { what: 'host', from: shape.host.x, to: shape.host.x + shape.host.width },
    ...caption('note', shape.note),
    ...(shape.inside === null ? [] : [{ what: 'inside', from: shape.inside.x, to: shape.inside.x + shape.inside.width }]),
    ...caption('ppid', shape.ppid),
    ...caption('head ppid', head?.ppid),
    ...caption('label', head?.label),
    ...caption('end', first?.end),
  ].sort((a, b) => a.from - b.from);
}

function holds(picture: Picture): void {
  const heads = new Map(picture.hulls.map((hull) => [hull.hull.headRow, hull]));
  const firsts = new Map(picture.hulls.map((hull) => [hull.hull.firstRow, hull]));
  const ys = new Set<number>();
  for (const shape of picture.rows.map(picture.shape)) {
    expect(ys.has(shape.y)).toBe(false);
    ys.add(shape.y);
    const all = spans(shape, heads.get(shape.row.row), firsts.get(shape.row.row));
    all.forEach((span, index) => {
      const next = all[index + 1];
      if (next !== undefined) expect(next.from, `${span.what} and ${next.what} of ${shape.id}`).toBeGreaterThanOrEqual(span.to);
      expect(span.to, `${span.what} of ${shape.id} within the picture`).toBeLessThanOrEqual(picture.width);
      expect(span.from).toBeGreaterThanOrEqual(0);
    });
  }
  for (const { hull, box } of picture.hulls) {
    if (box === null) continue;
    for (const shape of picture.rows.map(picture.shape)) {
      const centre = shape.y + ROW / 2;
      const isIn = shape.row.row >= hull.firstRow && shape.row.row <= hull.lastRow;
      expect(centre - PILL / 2 >= box.y && centre + PILL / 2 <= box.y + box.height, `row ${shape.row.row} in the hull of rows ${hull.firstRow}–${hull.lastRow}`).toBe(isIn);
    }
  }
}

describe('layout of the process trees', () => {
  it('[UI1] no two texts overlap and nothing leaves the picture, whatever the names, the depth and the width', () => {
    fc.assert(
      fc.property(arbitraryTree, fc.integer({ min: 320, max: 2400 }), (events, width) => {
        holds(layout(foldRows(treeView(foldEvents(EMPTY_WORLD, events)), NONE), width, captions));
      }),
      { seed: 11, numRuns: 300 },
    );
  });

  it('[UI2] a log that cannot be is still drawn', () => {
    fc.assert(
      fc.property(arbitraryLog, fc.integer({ min: 320, max: 2000 }), fc.boolean(), (events, width, passing) => {
        holds(layout(foldRows(treeView(foldEvents(EMPTY_WORLD, events), { passing }), NONE), width, captions));
      }),
      { seed: 12, numRuns: 300 },
    );
  });

  it('[UI3] a process and its twin stand on one row; PPID 0 is written where the parent lies outside', () => {
    const facts: readonly Fact[] = [
      { type: 'container-created', id: C, name: 'myredis', image: 'i' },
      { type: 'found', process: { key: procKey(10, 1), role: 'engine', parent: null, comm: 'containerd-shim', container: C, state: 'S' } },
      { type: 'fork', proc: procKey(100, 2), parent: procKey(10, 1), role: 'member', comm: 'sh', container: C, nspid: [100, 1], pidns: 7 },
      { type: 'fork', proc: procKey(101, 3), parent: procKey(100, 2), role: 'member', comm: 'redis', container: C, nspid: [101, 7], pidns: 7 },
      { type: 'fork', proc: procKey(102, 4), parent: procKey(10, 1), role: 'member', comm: 'ps', container: C, nspid: [102, 12], pidns: 7 },
      { type: 'container-started', id: C, pid: 100 },
    ];
    const world = foldEvents(EMPTY_WORLD, facts.map((fact, index) => ({ ...fact, seq: index + 1, t: index })));
    const wide = layout(foldRows(treeView(world), NONE), 1000, captions);
    expect(wide.rows.map(wide.shape).map(({ host, inside, ppid }) => [host.pid, inside?.pid, ppid?.text])).toEqual([['10', undefined, undefined], ['100', '1', undefined], ['101', '7', undefined], ['102', '12', 'PPID 0']]);
    expect(wide.hulls[0]).toMatchObject({ ppid: { text: 'PPID 0' }, label: { text: 'myredis · pidns 4026532281' } });
    const narrow = layout(foldRows(treeView(world), NONE), 360, captions);
    expect(narrow.rows.map(narrow.shape).map(({ inside }) => [inside?.pid, inside?.text])).toEqual([[undefined, undefined], ['1', 'ppid 0'], ['7', 'ppid 1'], ['12', 'ppid 0']]);
  });
});
