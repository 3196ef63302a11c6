import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Event, Fact } from './event';
import { activeTime, withSilences } from './active-time';
import { arbitraryLog } from './arbitrary-log';
import { CONTAINER, REDIS, SH, shellForm, STOPPED } from './checks/small-log';
import { isPid1 } from './lifeline-tracks';
import { NO_LIFELINES, foldLifelines, lifelinesFrom, nameAt } from './lifelines';
import { foldEvents } from './fold';
import { readStopLine } from './stop-line';
import { EMPTY_WORLD } from './world';

function log(lines: readonly (readonly [number, Fact])[]): Event[] {
  return lines.map(([t, fact], index) => ({ ...fact, seq: index + 1, t }));
}

describe('lifelines', () => {
  it('[LINE1] event by event equals all at once, and leaves the lifelines that they began with', () => {
    fc.assert(
      fc.property(arbitraryLog, fc.nat(60), (events, cut) => {
        const whole = foldLifelines(NO_LIFELINES, events);
        const before = foldLifelines(NO_LIFELINES, events.slice(0, cut));
        const copy = structuredClone(before);
        expect(foldLifelines(before, events.slice(cut))).toEqual(whole);
        expect(before).toEqual(copy);
        expect(events.reduce((lines, event) => foldLifelines(lines, [event]), NO_LIFELINES)).toEqual(whole);
      }),
      { seed: 1 },
    );
  });

  it('[LINE2] each process of the world has one bar, from fork over exit to reap, and names in order', () => {
    fc.assert(
      fc.property(arbitraryLog, (events) => {
        const { bars } = foldLifelines(NO_LIFELINES, events);
        const world = foldEvents(EMPTY_WORLD, events);
        for (const { key, comm, life } of world.processes.values()) {
          const bar = bars.get(key);
          expect(bar?.names.at(-1)?.comm).toBe(comm);
          expect(life === 'alive', key).toBe(bar?.exitedAt === null);
        }
        for (const { from, exitedAt, reapedAt, names } of bars.values()) {
          expect(exitedAt ?? Infinity).toBeGreaterThanOrEqual(from);
          expect(reapedAt ?? Infinity).toBeGreaterThanOrEqual(exitedAt ?? Infinity);
          expect(names.map(({ t }) => t)).toEqual([...new Set(names.map(({ t }) => t))].sort((a, b) => a - b));
          expect(names.length).toBeGreaterThan(0);
        }
      }),
      { seed: 2 },
    );
  });

  it('[LINE3] a bar is renamed at exec', () => {
    const { bars } = foldLifelines(NO_LIFELINES, log(shellForm()));
    const redis = bars.get(REDIS);
    expect(redis?.names.map(({ t, comm }) => [t, comm])).toEqual([[20, 'sh'], [21, 'redis-server']]);
    expect(redis === undefined ? null : [nameAt(redis, 20).comm, nameAt(redis, 500).comm, nameAt(redis, 0).comm]).toEqual(['sh', 'redis-server', 'sh']);
  });

  it('[LINE4] a stop that is not obeyed is a grace period that ends with PID 1, and says when the engine lost patience', () => {
    const { tracks, bars } = foldLifelines(NO_LIFELINES, log([...shellForm(), ...STOPPED]));
    const track = tracks.get(CONTAINER);
    const [grace] = track?.graces ?? [];
    expect(grace).toMatchObject({ from: 1100, signal: 'SIGTERM', allowed: 10_000 });
    expect(grace?.to).toBe(bars.get(SH)?.exitedAt);
    expect(grace?.killedAt).toBeGreaterThan(10_000);
    expect(track?.lives).toMatchObject([{ exitCode: 137 }]);
    expect(isPid1(bars.get(SH)!, track)).toBe(true);
    expect(isPid1(bars.get(REDIS)!, track)).toBe(false);
  });

  it('[LINE5] the grace period begins with the signal, though the engine tells of it later, even after the end', () => {
    const events = log([
      ...shellForm(),
      [1000, { type: 'command-started', command: 'c', line: 'docker stop -t 3 myredis', step: null }],
      [1050, { type: 'signal-sent', signal: 'SIGTERM', cause: 'user', from: null, to: SH, verdict: 'delivered' }],
      [1090, { type: 'exit', proc: SH, status: { code: 0 } }],
      [1200, { type: 'container-kill', id: CONTAINER, signal: 'SIGTERM' }],
    ]);
    expect(foldLifelines(NO_LIFELINES, events).tracks.get(CONTAINER)?.graces).toEqual([{ from: 1050, to: 1090, signal: 'SIGTERM', allowed: 3000, killedAt: null }]);
  });

  it('[LINE6] docker kill with another signal gives no grace', () => {
    const events = log([...shellForm(), [1000, { type: 'command-started', command: 'c', line: 'docker kill -s INT myredis', step: null }], [1050, { type: 'container-kill', id: CONTAINER, signal: 'SIGINT' }]]);
    expect(foldLifelines(NO_LIFELINES, events).tracks.get(CONTAINER)?.graces).toEqual([]);
  });

  it('[LINE7] only signals that somebody meant are arrows', () => {
    const events = log([
      ...shellForm(),
      [100, { type: 'signal-sent', signal: 'SIGCHLD', cause: 'child', from: REDIS, to: SH, verdict: 'delivered' }],
      [110, { type: 'signal-sent', signal: 'SIGKILL', cause: 'kernel', from: SH, to: SH, verdict: 'ignored' }],
      [120, { type: 'signal-sent', signal: 'SIGKILL', cause: 'kernel', from: SH, to: REDIS, verdict: 'delivered' }],
    ]);
    expect(foldLifelines(NO_LIFELINES, events).arrows).toMatchObject([{ t: 120, to: REDIS }]);
  });

  it('[LINE8] a log that begins in the middle has the bars of whoever is there', () => {
    const events = log(shellForm());
    const world = foldEvents(EMPTY_WORLD, events);
    expect([...lifelinesFrom(world).bars.keys()]).toEqual([...foldLifelines(NO_LIFELINES, events).bars.keys()]);
    expect(lifelinesFrom(world).tracks.get(CONTAINER)).toMatchObject({ name: 'myredis', pid1: SH });
  });

  it('[LINE9] a stop line gives its containers and its patience', () => {
    expect(readStopLine('docker stop a b')).toEqual({ containers: ['a', 'b'], seconds: 10 });
    expect(readStopLine('sudo docker container restart --time=3 a')).toEqual({ containers: ['a'], seconds: 3 });
    expect(readStopLine('docker stop -t 0 a')).toEqual({ containers: ['a'], seconds: 0 });
    expect(readStopLine('docker kill a')).toBeNull();
  });
});

describe('active time', () => {
  it('[LINE10] rises with the log’s time, and back again gives the same moment', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.integer({ min: 1, max: 9000 }), fc.integer({ min: 2001, max: 900_000 })), { maxLength: 8 }), fc.array(fc.integer({ min: 0, max: 1_000_000 }), { maxLength: 20 }), (gaps, times) => {
        let at = 0;
        const clock = withSilences(gaps.map(([busy, silent]) => ({ from: (at += busy), to: (at += silent) })));
        const sorted = times.sort((a, b) => a - b).map(clock.active);
        expect(sorted).toEqual([...sorted].sort((a, b) => a - b));
        for (const t of times) expect(clock.time(clock.active(t))).toBeCloseTo(t, 3);
      }),
      { seed: 3 },
    );
  });

  it('[LINE11] minutes in which nothing happens take a moment’s width; a running command and a grace period take their own', () => {
    const events = log([...shellForm(), [1000, { type: 'command-started', command: 'c', line: 'docker stop myredis', step: null }], [11_000, { type: 'command-ended', command: 'c', exitCode: 0 }], [300_000, { type: 'command-started', command: 'd', line: 'docker ps', step: null }]]);
    const clock = activeTime(foldLifelines(NO_LIFELINES, events), 300_500);
    expect(clock.silences).toEqual([{ from: 12_000, to: 299_000 }]);
    expect(clock.active(11_000) - clock.active(1000)).toBe(10_000);
    expect(clock.active(300_500)).toBe(15_500);
  });
});
