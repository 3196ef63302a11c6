import { describe, expect, it } from 'vitest';
import type { Event, Fact } from '@/model/event';
import { foldEvents } from '@/model/fold';
import { procKey } from '@/model/process';
import { EMPTY_WORLD } from '@/model/world';
import { placeOf, selectionKey, selectionText, withPlace } from './place';

const id = 'a'.repeat(64);
const facts: readonly Fact[] = [
  { type: 'snapshot', reason: 'start', processes: [{ key: procKey(1, 1), role: 'init', parent: null, comm: 'init', nspid: [1] }] },
  { type: 'container-created', id, name: 'myredis', image: 'myredis:exec' },
  { type: 'fork', proc: procKey(700, 5), parent: procKey(1, 1), role: 'engine', comm: 'containerd-shim', container: id },
  { type: 'fork', proc: procKey(710, 6), parent: procKey(700, 5), role: 'member', comm: 'redis-server', container: id, nspid: [710, 1] },
];
const world = foldEvents(EMPTY_WORLD, facts.map((fact, index): Event => ({ ...fact, seq: index + 1, t: index })));

describe('the address', () => {
  it('[SHARE1] carries moment and selection there and back, and leaves the rest alone', () => {
    const address = new URL('http://127.0.0.1:3000/replay?recording=zombies&step=defunct');
    for (const place of [{ t: 8913.4567, sel: 'myredis:1' }, { t: 0, sel: null }, { t: null, sel: 'my redis:1&x' }, { t: null, sel: null }]) {
      const next = withPlace(withPlace(address, { t: 1, sel: 'x:1' }), place);
      expect(placeOf(next.searchParams)).toEqual({ t: place.t === null ? null : Math.round(place.t), sel: place.sel });
      expect([next.pathname, next.searchParams.get('recording'), next.searchParams.get('step')]).toEqual(['/replay', 'zombies', 'defunct']);
    }
  });

  it('[SHARE2] what is no moment or no selection counts as none', () => {
    for (const t of ['', '-1', 'NaN', '1e9', 'Infinity', '12345678', '1.2345', '<b>']) expect(placeOf(new URLSearchParams({ t })).t).toBeNull();
    expect(placeOf(new URLSearchParams({ sel: 'x'.repeat(300) })).sel).toBeNull();
  });

  it('[SHARE3] a process is named as every session names it, and found again', () => {
    expect(selectionText(world, procKey(710, 6))).toBe('myredis:1');
    expect(selectionText(world, procKey(700, 5))).toBe('host:700');
    for (const key of world.processes.keys()) expect(selectionKey(world, selectionText(world, key))).toBe(key);
    expect(selectionKey(world, 'nobody:1')).toBeNull();
  });
});
