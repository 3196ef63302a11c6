import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { TapeBegin, TapePiece } from '@/components/terminal/tape';
import { parsedCast } from '@/test/parsed-cast';
import { createPaintingEscapes } from './painting-escapes';
import { terminalCast } from './terminal-cast';

const BEGIN: TapeBegin = { type: 'begin', t: 5_000, columns: 80, rows: 24, cause: 'opened' };
const OPTIONS = { title: 'x', startedAt: 1_700_000_000_000 };
const ESC = '\u001b';

function output(t: number, bytes: Uint8Array): TapePiece {
  return { type: 'output', t, bytes };
}

function cast(...texts: readonly string[]): string {
  return parsedCast(terminalCast(BEGIN, texts.map((text, index) => output(5_000 + index, new TextEncoder().encode(text))), OPTIONS)).output;
}

describe('a terminal’s asciicast', () => {
  it('[SHARE8] has the terminal’s size, its output and its resizes, each at its own time', () => {
    const parsed = parsedCast(terminalCast(BEGIN, [output(5_250, new TextEncoder().encode('a')), { type: 'resize', t: 6_000, columns: 100, rows: 30 }, output(7_001, new TextEncoder().encode('b'))], OPTIONS));
    expect(parsed.header).toMatchObject({ width: 80, height: 24, timestamp: 1_700_000_005, idle_time_limit: 2 });
    expect(parsed.lines).toEqual([[0.25, 'o', 'a'], [1, 'r', '100x30'], [2.001, 'o', 'b']]);
  });

  it('[SHARE8] text comes through as it was, wherever its bytes were cut', () => {
    fc.assert(fc.property(fc.array(fc.oneof(fc.string({ unit: 'grapheme' }), fc.constantFrom('进程', '\r\n\t', `${ESC}[1;31m`, `${ESC}[?25l${ESC}[2J`, `${ESC}7${ESC}(0`))), fc.infiniteStream(fc.integer({ min: 1, max: 5 })), (texts, cuts) => {
      const text = texts.join('').replaceAll('\u007f', '').replace(/[\u0080-\u009f]/g, '');
      const bytes = new TextEncoder().encode(text);
      const pieces: TapePiece[] = [];
      for (let from = 0; from < bytes.length;) {
        const to = from + cuts.next().value!;
        pieces.push(output(5_000 + from, bytes.subarray(from, to)));
        from = to;
      }
      expect(parsedCast(terminalCast(BEGIN, pieces, OPTIONS)).output).toBe(text);
    }), { seed: 8, numRuns: 500 });
  });

  it('[SHARE8] another terminal in its place begins anew: a character or an escape that was cut is not finished by it', () => {
    const pieces = [output(5_001, Uint8Array.of(0x61, 0xe8)), { ...BEGIN, t: 6_000, columns: 40 }, output(6_001, Uint8Array.of(0x62)), output(6_002, Uint8Array.of(0x1b, 0x5d)), { ...BEGIN, t: 7_000 }, output(7_001, Uint8Array.of(0x63))];
    expect(parsedCast(terminalCast(BEGIN, pieces, OPTIONS)).lines.map(([, code, data]) => code + data)).toEqual(['oa', 'r40x24', `o${ESC}c`, 'ob', 'r80x24', `o${ESC}c`, 'oc']);
  });

  it.each([
    ['a title', `${ESC}]0;owned\u0007`],
    ['a title, ended by ST', `${ESC}]2;owned${ESC}\\`],
    ['a title in 8-bit controls', '\u009d0;owned\u009c'],
    ['the clipboard', `${ESC}]52;c;b3duZWQ=\u0007`],
    ['a link’s address', `${ESC}]8;;https://evil.example\u0007`],
    ['pictures and settings', `${ESC}Pq#0owned${ESC}\\${ESC}_owned${ESC}\\${ESC}^owned${ESC}\\${ESC}Xowned${ESC}\\`],
    ['who are you', `${ESC}[c${ESC}[>c${ESC}[=c${ESC}Z\u0005\u009bc${ESC}[>q`],
    ['where is the cursor, what is set', `${ESC}[6n${ESC}[?6n${ESC}[5n${ESC}[x${ESC}[?25$p${ESC}P$qm${ESC}\\`],
    ['the window', `${ESC}[21t${ESC}[8;9;9t${ESC}[3;0;0t`],
    ['the printer', `${ESC}[5i${ESC}[?5i`],
    ['mouse, focus, pasting, keys', `${ESC}[?1000h${ESC}[?1006;1004;2004h${ESC}[>1u${ESC}[>4;2m${ESC}=${ESC}[2h`],
  ])('[SHARE8] %s is not exported', (_, hostile) => {
    expect(cast(`before${hostile}after`)).toBe('beforeafter');
    expect(cast('before', ...hostile, 'after')).toBe('beforeafter');
  });

  it('[SHARE8] of several modes those that paint stay', () => {
    expect(cast(`${ESC}[?1049;1000;2004h${ESC}[4;20l`)).toBe(`${ESC}[?1049h${ESC}[4l`);
  });

  it('[SHARE8] whatever a program prints, only whole escapes that paint are left', () => {
    const hostile = fc.array(fc.oneof({ weight: 3, arbitrary: fc.constantFrom(ESC, '[', ']', '?', '0', ';', '2', 'P', 'c', 'm', 'h', 't', '\u0007', '\\', '\u009b', '\u009d', '\u0018', ' ', '$', '\u0005', '\u007f', '\n') }, { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 2 }) }), { maxLength: 60 });
    fc.assert(fc.property(hostile, (texts) => {
      const painting = createPaintingEscapes();
      const painted = texts.map(painting).join('');
      const left = painted.replace(/\u001b(?:[78DEHMc]|[()*+][0-~]|#[3-8]|\[[\d;:]*[@-HIJKLMPSTXZ`abdefgmrsu]|\[\??[\d;]*[JKhl]|\[\d* q|\[!p)/g, '');
      expect(left).not.toMatch(/[\u0000-\u0006\u0010-\u001f\u007f-\u009f]/);
      expect(createPaintingEscapes()(painted)).toBe(painted);
    }), { seed: 80, numRuns: 3_000 });
  });
});
