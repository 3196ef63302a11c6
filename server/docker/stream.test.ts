import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { FrameReader } from './stream-frames';
import { LineSplitter } from './text-lines';

function chunked(bytes: Buffer, cuts: readonly number[]): Buffer[] {
  const at = [...new Set(cuts.map((cut) => (bytes.length === 0 ? 0 : cut % bytes.length)))].sort((a, b) => a - b);
  return [0, ...at].map((start, index) => bytes.subarray(start, at[index] ?? bytes.length));
}

function frame(kind: number, text: Buffer): Buffer {
  const head = Buffer.alloc(8);
  head.writeUInt8(kind, 0);
  head.writeUInt32BE(text.length, 4);
  return Buffer.concat([head, text]);
}

describe('output of containers', () => {
  it('[ENG8] frames come out whole and in order, however the bytes were cut', () => {
    const part = fc.tuple(fc.constantFrom(1, 2), fc.uint8Array({ maxLength: 30 }).map((bytes) => Buffer.from(bytes)));
    fc.assert(
      fc.property(fc.array(part, { maxLength: 20 }), fc.array(fc.nat(), { maxLength: 12 }), (parts, cuts) => {
        const seen: [string, string][] = [];
        const reader = new FrameReader((stream, bytes) => seen.push([stream, bytes.toString('hex')]));
        for (const chunk of chunked(Buffer.concat(parts.map(([kind, text]) => frame(kind, text))), cuts)) reader.push(chunk);
        expect(seen).toEqual(parts.map(([kind, text]) => [kind === 1 ? 'stdout' : 'stderr', text.toString('hex')]));
      }),
      { seed: 8, numRuns: 300 },
    );
  });

  it('[ENG8] ten thousand frames in one piece are no trouble, and what is no frame is dropped', () => {
    let count = 0;
    const reader = new FrameReader(() => (count += 1));
    reader.push(Buffer.concat(Array.from({ length: 10_000 }, () => frame(1, Buffer.from('x')))));
    reader.push(Buffer.from('this is no frame at all'));
    reader.push(frame(1, Buffer.from('x')));
    expect(count).toBe(10_000);
  });

  it('[ENG9] lines come out whole, with their characters, however the bytes were cut', () => {
    const line = fc.string({ unit: 'grapheme', maxLength: 12 }).map((text) => text.replace(/[\n\r]/g, ''));
    fc.assert(
      fc.property(fc.array(line, { maxLength: 10 }), fc.array(fc.nat(), { maxLength: 12 }), (lines, cuts) => {
        const seen: string[] = [];
        const splitter = new LineSplitter((text) => seen.push(text), 1_000);
        for (const chunk of chunked(Buffer.from(lines.map((text) => `${text}\n`).join('')), cuts)) splitter.push(chunk);
        splitter.end();
        expect(seen).toEqual(lines);
      }),
      { seed: 9, numRuns: 300 },
    );
  });

  it('[ENG9] a line without end is cut once, and the next line is whole', () => {
    const seen: string[] = [];
    const splitter = new LineSplitter((text) => seen.push(text), 8);
    for (const text of ['abcdefghijkl', 'mnop', 'qr\nnext\nlast']) splitter.push(Buffer.from(text));
    splitter.end();
    expect(seen).toEqual(['abcdefgh', 'next', 'last']);
  });
});
