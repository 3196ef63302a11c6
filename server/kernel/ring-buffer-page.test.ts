import fc from 'fast-check';
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parsePageLayout, readPage } from './ring-buffer-page';

const FIXTURES = 'test/fixtures/trace';
const layout = parsePageLayout(readFileSync(`${FIXTURES}/header_page.txt`, 'utf8'));
const captured = readFileSync(`${FIXTURES}/cpu0.pages`);

function records(page: Buffer): { time: number; length: number }[] {
  const found: { time: number; length: number }[] = [];
  readPage(page, layout, (time, _start, length) => found.push({ time, length }));
  return found;
}

interface Part {
  readonly kind: 'data' | 'long' | 'discarded' | 'extend' | 'absolute';
  readonly delta: number;
  readonly words: number;
}

/** Writes a page as the kernel does, and says which times its records have. */
function writePage(start: number, parts: readonly Part[], flags = 0, missed = 0): { page: Buffer; times: number[] } {
  const page = Buffer.alloc(4_096);
  const times: number[] = [];
  page.writeBigUInt64LE(BigInt(start), 0);
  let at = 16;
  let time = start;
  const word = (value: number): void => {
    at = page.writeUInt32LE(value >>> 0, at);
  };
  for (const { kind, delta, words } of parts) {
    const header = (type: number, lower = delta): void => word(((lower << 5) | type) >>> 0);
    if (at + 8 + words * 4 > 4_000) break;
    switch (kind) {
      case 'data':
        time += delta;
        times.push(time);
        header(words);
        at += words * 4;
        break;
      case 'long':
        time += delta;
        times.push(time);
        header(0);
        word(words * 4 + 4);
        at += words * 4;
        break;
      case 'discarded':
        time += delta + 1;
        header(29, delta + 1);
        word(words * 4);
        at += words * 4 - 4;
        break;
      case 'extend':
        time += words * 2 ** 27 + delta;
        header(30);
        word(words);
        break;
      case 'absolute':
        time += delta;
        header(31, time % 2 ** 27);
        word(Math.floor(time / 2 ** 27));
        break;
    }
  }
  page.writeUInt32LE((at - 16 + flags) >>> 0, 8);
  if (at + 8 <= page.length) page.writeBigUInt64LE(BigInt(missed), at);
  return { page, times };
}

const part = fc.record<Part>({
  kind: fc.constantFrom('data', 'long', 'discarded', 'extend', 'absolute'),
  delta: fc.nat(2 ** 20),
  words: fc.integer({ min: 1, max: 28 }),
});

describe('readPage', () => {
  it('[OBS5] reads every record of a page that the kernel wrote, in order', () => {
    const found = records(captured);
    expect(found).toHaveLength(46);
    expect(found.map(({ time }) => time)).toEqual(found.map(({ time }) => time).sort((a, b) => a - b));
  });

  it('[OBS5] reads times and lengths of every kind of record', () => {
    fc.assert(
      fc.property(fc.integer({ min: 2 ** 40, max: 2 ** 50 }), fc.array(part, { maxLength: 60 }), (start, parts) => {
        const { page, times } = writePage(start, parts);
        expect(records(page).map(({ time }) => time)).toEqual(times);
      }),
      { seed: 11, numRuns: 500 },
    );
  });

  it('[OBS1] answers how many events were overwritten before the page', () => {
    const parts: Part[] = [{ kind: 'data', delta: 5, words: 3 }];
    const read = (flags: number, missed: number): number | null => readPage(writePage(1_000, parts, flags, missed).page, layout, () => undefined).missed;
    expect(read(0, 0)).toBe(0);
    expect(read(2 ** 31, 0)).toBeNull();
    expect(read(2 ** 31 + 2 ** 30, 1_234)).toBe(1_234);
  });

  it('[OBS13] a page of any bytes gives records within the page, and never throws', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 4_096, maxLength: 4_096 }), (bytes) => {
        const page = Buffer.from(bytes);
        readPage(page, layout, (_time, start, length) => {
          expect(start).toBeGreaterThanOrEqual(16);
          expect(start + length).toBeLessThanOrEqual(4_096);
        });
      }),
      { seed: 12, numRuns: 500 },
    );
  });
});
