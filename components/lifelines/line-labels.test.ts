import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { withSilences } from '@/model/active-time';
import { placeLabels } from './line-labels';
import { following, panned, timeScale, zoomed } from './time-window';

describe('texts on a line', () => {
  it('[LINE12] never overlap, never leave the picture, and give way to the weightier', () => {
    const label = fc.record({ id: fc.uuid(), texts: fc.array(fc.string({ minLength: 1, maxLength: 30 }), { minLength: 1, maxLength: 3 }), x: fc.integer({ min: -200, max: 900 }), gap: fc.integer({ min: 0, max: 9 }), weight: fc.nat(4), tone: fc.constant('exit'), left: fc.boolean() });
    fc.assert(
      fc.property(fc.array(label, { maxLength: 20 }), fc.array(fc.nat(800), { maxLength: 5 }), (wanted, crossing) => {
        const placed = [...placeLabels(wanted, 800, crossing)].sort((a, b) => a.x - b.x);
        placed.forEach((one, index) => {
          expect(one.x).toBeGreaterThanOrEqual(0);
          expect(one.x + one.width).toBeLessThanOrEqual(800);
          expect(one.x).toBeGreaterThanOrEqual((placed[index - 1]?.x ?? -Infinity) + (placed[index - 1]?.width ?? 0));
        });
      }),
      { seed: 4 },
    );
  });
});

describe('the window', () => {
  const clock = withSilences([{ from: 10_000, to: 70_000 }]);

  it('[LINE13] zooms around a moment, which stays where it is, and follows with the present in view', () => {
    const shown = following(clock, 75_000, 800, null);
    const scale = timeScale(clock, shown, 800);
    expect(scale.x(75_000)).toBeGreaterThan(0);
    expect(scale.x(75_000)).toBeLessThan(800);
    expect(scale.x(70_000) - scale.x(10_000)).toBeCloseTo(2000 / shown.perPx, 3);
    const x = scale.x(5000);
    expect(timeScale(clock, zoomed(shown, 3, x), 800).x(5000)).toBeCloseTo(x, 3);
    expect(timeScale(clock, panned(zoomed(shown, 3, x), 50), 800).x(5000)).toBeCloseTo(x - 50, 3);
  });
});
