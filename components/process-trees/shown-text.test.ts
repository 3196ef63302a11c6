import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cells, cut, harmless, proseWidth } from './shown-text';

describe('shown text', () => {
  it('[UI7] a hostile name cannot break a line, turn the text around, colour a terminal or hide a part of itself', () => {
    expect(harmless('x\npid=1 res=0\u001b[2J\u202eevil\u0000')).toBe('x\\npid=1 res=0\\e[2J\\u{202e}evil\\u{0}');
    expect(harmless('<img onerror=1> 进程 é')).toBe('<img onerror=1> 进程 é');
    fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => !/[\p{C}\u2028\u2029]/u.test(harmless(text))), { seed: 3 });
  });

  it('[UI8] a text is cut to its cells, and says that it was', () => {
    expect(cut('redis-server *:6379', 40)).toEqual({ text: 'redis-server *:6379', whole: true });
    expect(cut('redis-server *:6379', 8)).toEqual({ text: 'redis-s…', whole: false });
    expect(cut('进程一号', 5)).toEqual({ text: '进程…', whole: false });
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 200 }), fc.integer({ min: 1, max: 60 }), (text, most) => {
        const shown = cut(text, most);
        expect(cells(shown.text)).toBeLessThanOrEqual(most);
        if (shown.whole) expect(shown.text).toBe(text);
      }),
      { seed: 4 },
    );
  });

  it('[UI9] the width of prose is never taken for less than a full em where it is not known', () => {
    expect(proseWidth('进程', 10)).toBeGreaterThanOrEqual(20);
    expect(proseWidth('il', 10)).toBeLessThan(8);
  });
});
