import { describe, expect, it } from 'vitest';
import { UNKNOWN_OWNER_MS, newOwnerId, ownerFate, thisPlace } from './owner';

const now = Date.now();
const fresh = { createdAt: now - 1_000, running: true };

describe('the owner of an object', () => {
  it('[ENG17] lives as long as the process with its pid and start time', () => {
    const place = thisPlace();
    const mine = newOwnerId();
    expect(ownerFate(mine, fresh, now)).toBe('alive');
    const [boot, pidns, pid, start, random] = mine.split('.');
    expect(ownerFate([boot, pidns, pid, Number(start) - 1, random].join('.'), fresh, now)).toBe('gone');
    expect(ownerFate([boot, pidns, 4_194_999, start, random].join('.'), fresh, now)).toBe('gone');
    expect(newOwnerId(place)).not.toBe(mine);
  });

  it('[ENG17] that cannot be looked up from here is left in peace for a day', () => {
    const place = thisPlace();
    const elsewhere = `${place.boot}.${place.pidns + 1}.17.42.ff`;
    expect(ownerFate(elsewhere, fresh, now)).toBe('unknown');
    expect(ownerFate(elsewhere, { createdAt: now - UNKNOWN_OWNER_MS - 1, running: true }, now)).toBe('gone');
    expect(ownerFate('', fresh, now)).toBe('unknown');
  });

  it('[ENG17] of an earlier boot is gone when its object neither runs nor is younger than this boot', () => {
    const place = { ...thisPlace(), bootedAt: now - 60_000 };
    const earlier = '00000000.4026531836.17.42.ff';
    expect(ownerFate(earlier, { createdAt: now - 120_000, running: false }, now, place)).toBe('gone');
    expect(ownerFate(earlier, { createdAt: now - 120_000, running: true }, now, place)).toBe('unknown');
    expect(ownerFate(earlier, { createdAt: now - 30_000, running: false }, now, place)).toBe('unknown');
  });
});
