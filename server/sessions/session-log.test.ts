import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { foldEvents } from '@/model/fold';
import { EMPTY_WORLD } from '@/model/world';
import { SessionLog } from './session-log';

function step(name: number) {
  return { type: 'step-entered', step: `s${name}` } as const;
}

describe('session log', () => {
  it('[SES1] numbers without gaps, and its clock never goes back', () => {
    const log = new SessionLog(1000);
    for (const at of [1000, 1005, 1002, 1009]) log.append(step(at), at);
    expect(log.events.map(({ seq, t }) => [seq, t])).toEqual([[1, 0], [2, 5], [3, 5], [4, 9]]);
    expect(log.world.anomalies).toEqual([]);
  });

  it('[SES2] whoever comes back gets what is missing, or the world of now where the log no longer reaches', () => {
    fc.assert(fc.property(fc.nat(60), fc.nat(80), fc.integer({ min: 1, max: 20 }), (total, seq, kept) => {
      const log = new SessionLog(0, kept);
      const all = Array.from({ length: total }, (_, index) => log.append(step(index), index));
      const { checkpoint, events } = log.since(seq);
      const before = checkpoint ?? foldEvents(EMPTY_WORLD, all.slice(0, seq));
      expect(foldEvents(before, events)).toEqual(log.world);
      expect(log.events.length).toBeLessThanOrEqual(kept * 1.5);
    }), { seed: 8, numRuns: 300 });
  });

  it('[SES3] a slow viewer can take it in portions', () => {
    const log = new SessionLog(0);
    for (let index = 0; index < 10; index += 1) log.append(step(index), index);
    expect(log.since(3, 4).events.map((event) => event.seq)).toEqual([4, 5, 6, 7]);
  });

  it('[REC5] what is kept goes on from the world of what is not', () => {
    fc.assert(fc.property(fc.nat(60), fc.integer({ min: 1, max: 20 }), (total, kept) => {
      const log = new SessionLog(0, kept);
      for (let index = 0; index < total; index += 1) log.append(step(index), index);
      expect(foldEvents(log.kept.world, log.kept.events)).toEqual(log.world);
      expect(log.kept.world.seq + log.kept.events.length).toBe(total);
    }), { seed: 9, numRuns: 200 });
  });
});
