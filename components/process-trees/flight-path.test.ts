import { describe, expect, it } from 'vitest';
import type { RowShape } from './layout';
import { flightPath } from './flight-path';

function row(y: number, x: number): RowShape {
  return { y, host: { x, width: 120, pid: '1', text: 'sh', whole: true }, note: null } as unknown as RowShape;
}

describe('the way of a signal', () => {
  it('[UI31] begins beside its sender and ends on the edge of its target that faces the sender', () => {
    const above = flightPath(row(200, 100), row(64, 60));
    expect(above).toMatchObject({ y: 204, down: true, from: null });
    expect(above.d).toMatch(/^M186,81C/);
    expect(flightPath(row(64, 60), row(200, 100))).toMatchObject({ y: 94, down: false });
  });

  it('[UI31] comes in from the edge where its sender is not in sight', () => {
    const outside = flightPath(row(200, 100), null);
    expect(outside.from).not.toBeNull();
    expect(outside.d.startsWith('M2,')).toBe(true);
    expect(outside.x).toBeLessThan(100);
  });
});
