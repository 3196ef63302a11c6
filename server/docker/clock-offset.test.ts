import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ClockOffset } from './clock-offset';

describe('engine time on the monotonic clock', () => {
  it('[ENG4] is right within a millisecond although the wall clock shows whole ones', () => {
    fc.assert(
      fc.property(fc.array(fc.double({ min: 0.01, max: 40, noNaN: true }), { minLength: 12, maxLength: 30 }), (steps) => {
        let now = 5_000;
        const ahead = 1_790_000_000_000.25;
        const clock = new ClockOffset(() => Math.floor(now + ahead), () => now);
        for (const step of steps) {
          now += step;
          clock.measure();
        }
        expect(Math.abs(clock.toMonotonic(4_000 + ahead) - 4_000)).toBeLessThanOrEqual(1);
      }),
      { seed: 4, numRuns: 300 },
    );
  });

  it('[ENG4] follows a wall clock that is set, and never answers later than now', () => {
    let now = 1_000;
    let ahead = 1_000_000;
    const clock = new ClockOffset(() => now + ahead, () => now);
    clock.measure();
    ahead += 3_600_000;
    now += 10;
    clock.measure();
    expect(clock.toMonotonic(now + ahead - 4)).toBeCloseTo(now - 4, 3);
    expect(clock.toMonotonic(now + ahead + 50)).toBe(now);
  });
});
