import { describe, expect, it } from 'vitest';
import { clockText } from './clock-text';

describe('the clock', () => {
  it.each([[38 * 60_000 + 12_000, '38:12'], [3_725_000, '1:02:05'], [59_001, '1:00'], [1, '0:01'], [0, '0:00'], [-5, '0:00']])('[SES8] shows %d ms as %s', (left, text) => {
    expect(clockText(left)).toBe(text);
  });
});
