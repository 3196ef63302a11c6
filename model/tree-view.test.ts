import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { arbitraryLog } from './arbitrary-log';
import type { Fact } from './event';
import { foldEvents } from './fold';
import { procKey } from './process';
import { psHost, psInside, psLines } from './ps-view';
import { treeView } from './tree-view';
import { EMPTY_WORLD } from './world';

const C = 'a'.repeat(64);
const FACTS: readonly Fact[] = [
  { type: 'container-created', id: C, name: 'myredis', image: 'myredis:shell' },
  { type: 'found', process: { key: procKey(1, 0), role: 'init', parent: null, comm: 'init', state: 'S' } },
  { type: 'found', process: { key: procKey(50, 5), role: 'engine', parent: procKey(1, 0), comm: 'dockerd', state: 'S' } },
  { type: 'fork', proc: procKey(100, 10), parent: procKey(1, 0), role: 'engine', comm: 'containerd-shim', container: C },
  { type: 'fork', proc: procKey(101, 11), parent: procKey(100, 10), role: 'member', comm: 'sh', container: C, nspid: [101, 1], pidns: 42 },
  { type: 'fork', proc: procKey(102, 12), parent: procKey(101, 11), role: 'member', comm: 'redis-server', container: C, nspid: [102, 7], pidns: 42 },
  { type: 'fork', proc: procKey(109, 12), parent: procKey(100, 10), role: 'engine', comm: 'runc', container: C },
  { type: 'fork', proc: procKey(110, 13), parent: procKey(109, 12), role: 'member', comm: 'sleep', container: C, nspid: [110, 13], pidns: 42 },
  { type: 'container-started', id: C, pid: 101 },
];
const WORLD = foldEvents(EMPTY_WORLD, FACTS.map((fact, index) => ({ ...fact, seq: index + 1, t: index })));

describe('tree view', () => {
  it('[VIEW1] a process stands on the same row in both trees, with a pid in each', () => {
    const { rows, hulls } = treeView(WORLD);
    expect(rows.map(({ process, row, depth, inside }) => [row, process.pid, depth, inside?.pid, inside?.ppid, inside?.depth])).toEqual([
      [0, 1, 0, undefined, undefined, undefined],
      [1, 50, 1, undefined, undefined, undefined],
      [2, 100, 1, undefined, undefined, undefined],
      [3, 101, 2, 1, 0, 0],
      [4, 102, 3, 7, 1, 1],
      [5, 110, 2, 13, 0, 0],
    ]);
    expect(hulls).toMatchObject([{ headRow: 2, firstRow: 3, lastRow: 5, dead: false }]);
  });

  it('[VIEW5] a container has one hull, also while its restart has given it a second shim', () => {
    const restart = [...FACTS, { type: 'fork', proc: procKey(200, 20), parent: procKey(1, 0), role: 'engine', comm: 'containerd-shim', container: C }, { type: 'fork', proc: procKey(201, 21), parent: procKey(200, 20), role: 'member', comm: 'sh', container: C, nspid: [201, 1], pidns: 43 }] satisfies Fact[];
    const headsAfter = (facts: readonly Fact[]): number[] => {
      const { rows, hulls } = treeView(foldEvents(EMPTY_WORLD, facts.map((fact, index) => ({ ...fact, seq: index + 1, t: index }))));
      return hulls.map(({ headRow }) => rows.find(({ row }) => row === headRow)?.process.pid ?? 0);
    };
    expect(headsAfter(restart)).toEqual([100]);
    expect(headsAfter([...restart, { type: 'container-started', id: C, pid: 201 }])).toEqual([200]);
  });

  it('[VIEW2] every process that is shown has exactly one row, whatever the log says', () => {
    fc.assert(
      fc.property(arbitraryLog, (events) => {
        const world = foldEvents(EMPTY_WORLD, events);
        const { rows } = treeView(world, { passing: true });
        expect(new Set(rows.map((row) => row.key)).size).toBe(rows.length);
        expect(new Set(rows.map((row) => row.row)).size).toBe(rows.length);
        expect(rows.length).toBe(world.processes.size);
      }),
      { seed: 5, numRuns: 300 },
    );
  });
});

describe('ps view', () => {
  it('[VIEW3] PPID 0 is written where the parent lies outside the namespace', () => {
    expect(psInside(WORLD, C).map(({ pid, ppid, command }) => [pid, ppid, command])).toEqual([[1, 0, '[sh]'], [7, 1, '[redis-server]'], [13, 0, '[sleep]']]);
    expect(psHost(WORLD).find((row) => row.pid === 101)?.ppid).toBe(100);
  });

  it('[VIEW4] each line of a real ps finds its process by the PID column, wherever that is', () => {
    const text = 'UID          PID    PPID  C STIME TTY          TIME CMD\nroot           1       0  0 02:00 ?        00:00:00 /bin/sh -c 7 7\nroot           7       1  0 02:00 ?        00:00:00 redis\nroot          99       0  0 02:01 ?        00:00:00 ps -ef\n';
    expect(psLines(WORLD, C, text).map((line) => line.key)).toEqual([null, procKey(101, 11), procKey(102, 12), null]);
    expect(psLines(WORLD, C, 'no ps here').map((line) => line.key)).toEqual([null]);
  });
});
