import { expect, it } from 'vitest';
import type { Fact } from '@/model/event';
import { NO_LIFELINES, foldLifelines } from '@/model/lifelines';
import { procKey } from '@/model/process';
import { lineRows } from './line-rows';

const C = 'c'.repeat(64);
const SHIM = procKey(10, 1);

/** Four lives of a container that is restarted each time; each lasts two seconds and waits one. */
const FACTS = [0, 1, 2, 3].flatMap((life): readonly (readonly [number, Fact])[] => {
  const pid1 = procKey(100 + life, 100 + life);
  const t = life * 3000;
  return [
    [t, { type: 'fork', proc: pid1, parent: SHIM, role: 'member', comm: 'sleep', container: C, nspid: [100 + life, 1], pidns: 7 }],
    [t + 50, { type: 'container-started', id: C, pid: 100 + life }],
    [t + 2000, { type: 'exit', proc: pid1, status: { code: 0 } }],
    [t + 2010, { type: 'reap', proc: pid1, by: SHIM }],
    [t + 2100, { type: 'container-died', id: C, exitCode: 0, oomKilled: false }],
  ];
});

it('[LINE14] a fall reaches down to those who fell with it, not to the lives after it', () => {
  const log = [[0, { type: 'container-created', id: C, name: 'flappy', image: 'image' }] as const, ...FACTS];
  const lifelines = foldLifelines(NO_LIFELINES, log.map(([t, fact], index) => ({ ...fact, seq: index + 1, t })));
  const { rows } = lineRows(lifelines, { from: 0, to: 12_000, engineOpen: false, place: (bar) => [bar.from, bar.reapedAt ?? 12_000] });
  const track = rows.find((row) => row.type === 'track');
  const bars = rows.filter((row) => row.type === 'bar');
  expect(bars).toHaveLength(4);
  expect(track?.falls).toEqual(bars.map(({ y, height }) => y + height));
});
