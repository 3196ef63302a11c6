import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { OutputRing } from './output-ring';

describe('OutputRing', () => {
  it('[TERM3] keeps exactly the last bytes, each at its place, however they arrive and are read', () => {
    fc.assert(fc.property(fc.integer({ min: 1, max: 64 }), fc.array(fc.uint8Array({ maxLength: 40 }), { maxLength: 40 }), fc.integer({ min: 1, max: 50 }), (capacity, pieces, portion) => {
      const ring = new OutputRing(capacity);
      for (const piece of pieces) ring.push(Buffer.from(piece));
      const all = Buffer.concat(pieces.map((piece) => Buffer.from(piece)));
      expect(ring.end).toBe(all.length);
      expect(ring.start).toBe(Math.max(0, all.length - capacity));
      const read: Buffer[] = [];
      for (let at = ring.start; at < ring.end; at += read.at(-1)!.length) read.push(ring.read(at, portion));
      expect(Buffer.concat(read).equals(all.subarray(ring.start))).toBe(true);
    }), { seed: 43, numRuns: 500 });
  });
});
