import { describe, expect, it } from 'vitest';
import { Horizon } from './horizon';

describe('Horizon', () => {
  it('[OBS5] while one CPU tells old news, nothing newer leaves; after it fell silent, everything may', () => {
    const horizon = new Horizon();
    horizon.heard(0, 99.8, 100);
    expect(horizon.at(100)).toBe(100);
    horizon.heard(1, 60, 100);
    expect(horizon.at(101)).toBe(60);
    horizon.heard(1, 80, 102);
    expect(horizon.at(103)).toBe(80);
    expect(horizon.at(110)).toBe(110);
    horizon.heard(1, 60, 111);
    horizon.heard(1, 111, 112);
    expect(horizon.at(112)).toBe(112);
  });
});
