import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Merge } from './merge';

describe('Merge', () => {
  it('[OBS5] two CPUs\' events leave in one order as long as none is later than the window', () => {
    const arrivals = fc.array(fc.record({ at: fc.double({ min: 0, max: 100, noNaN: true }), delay: fc.double({ min: 0, max: 1.9, noNaN: true }) }), { maxLength: 80 });
    fc.assert(
      fc.property(arrivals, (events) => {
        const merge = new Merge<{ at: number }>({ min: 2, max: 40 });
        const left: number[] = [];
        for (const { at, delay } of [...events].sort((a, b) => a.at + a.delay - b.at - b.delay)) {
          left.push(...merge.take(at + delay).map((event) => event.at));
          merge.push({ at }, at + delay);
        }
        left.push(...merge.take(Infinity).map((event) => event.at));
        expect(left).toEqual(events.map(({ at }) => at).sort((a, b) => a - b));
        expect(merge.late).toBe(0);
      }),
      { seed: 31, numRuns: 300 },
    );
  });

  it('[OBS5] a late event leaves at the next turn, is counted, and makes the window wider for a while', () => {
    const merge = new Merge<{ at: number }>({ min: 2, max: 40 });
    merge.push({ at: 10 }, 10.3);
    expect(merge.take(13)).toEqual([{ at: 10 }]);
    merge.push({ at: 8 }, 18);
    expect(merge.late).toBe(1);
    expect(merge.window).toBeGreaterThanOrEqual(10);
    expect(merge.take(30)).toEqual([{ at: 8 }]);
    for (let now = 1_100; now < 10_000; now += 1_100) merge.take(now);
    expect(merge.window).toBe(2);
  });

  it('[OBS18] says when it has something next, and nothing when it waits for nothing', () => {
    const merge = new Merge<{ at: number }>({ min: 2, max: 40 });
    expect(merge.next()).toBeUndefined();
    merge.push({ at: 10 }, 10);
    merge.push({ at: 7 }, 10);
    expect(merge.next()).toBe(9);
  });
});
