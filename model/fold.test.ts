import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { applyEvent, foldEvents } from './fold';
import { arbitraryLog } from './arbitrary-log';
import type { Event, Fact } from './event';
import { procKey } from './process';
import { EMPTY_WORLD } from './world';
import type { World } from './world';
import { worldFromJson, worldToJson } from './world-json';

const C = 'a'.repeat(64);
const SHIM = procKey(100, 10);
const PID1 = procKey(101, 11);
const CHILD = procKey(102, 12);

function log(...facts: Fact[]): Event[] {
  return facts.map((fact, index) => ({ ...fact, seq: index + 1, t: index * 10 }));
}

const RUNNING: readonly Fact[] = [
  { type: 'container-created', id: C, name: 'myredis', image: 'myredis:shell' },
  { type: 'fork', proc: SHIM, parent: null, role: 'engine', comm: 'containerd-shim', container: C },
  { type: 'fork', proc: PID1, parent: SHIM, role: 'member', comm: 'sh', container: C, nspid: [101, 1], pidns: 42 },
  { type: 'container-started', id: C, pid: 101 },
  { type: 'fork', proc: CHILD, parent: PID1, role: 'member', comm: 'sh', container: C, nspid: [102, 7] },
];

function rules(world: World): string[] {
  return world.anomalies.map((anomaly) => anomaly.rule);
}

describe('fold', () => {
  it('[LOG4] event by event equals all at once, and leaves the world that it began with', () => {
    fc.assert(
      fc.property(arbitraryLog, fc.nat(60), (events, cut) => {
        const before = foldEvents(EMPTY_WORLD, events.slice(0, cut));
        const copy = structuredClone(worldToJson(before));
        const whole = foldEvents(EMPTY_WORLD, events);
        expect(foldEvents(before, events.slice(cut))).toEqual(whole);
        expect(events.reduce(applyEvent, EMPTY_WORLD)).toEqual(whole);
        expect(worldToJson(before)).toEqual(copy);
      }),
      { seed: 1, numRuns: 300 },
    );
  });

  it('[LOG5] a world comes back from JSON as it went', () => {
    fc.assert(
      fc.property(arbitraryLog, (events) => {
        const world = foldEvents(EMPTY_WORLD, events);
        const back = worldFromJson(JSON.parse(JSON.stringify(worldToJson(world))));
        expect(back).toEqual(world);
        expect(foldEvents(back, events)).toEqual(foldEvents(world, events));
      }),
      { seed: 2, numRuns: 200 },
    );
  });

  it('[LOG1] a lost event is an anomaly, and what follows is folded', () => {
    fc.assert(
      fc.property(arbitraryLog, fc.nat(58), (events, at) => {
        fc.pre(at < events.length - 1);
        const world = foldEvents(EMPTY_WORLD, events.filter((_, index) => index !== at));
        expect(world.seq).toBe(events.length);
      }),
      { seed: 3, numRuns: 200 },
    );
    const [first, , third] = log(...RUNNING);
    expect(rules(foldEvents(EMPTY_WORLD, [first!, third!]))).toContain('LOG1');
  });

  it('[LOG2] a doubled event changes nothing but the list of anomalies', () => {
    const events = log(...RUNNING);
    const once = foldEvents(EMPTY_WORLD, events);
    const twice = foldEvents(once, [events.at(-1)!]);
    expect(rules(twice)).toEqual(['LOG2']);
    expect({ ...twice, anomalies: [] }).toEqual({ ...once, anomalies: [] });
  });

  it('[LOG3] events in the wrong order give an anomaly, never an exception', () => {
    fc.assert(
      fc.property(arbitraryLog.chain((events) => fc.shuffledSubarray([...events])), (events) => {
        foldEvents(EMPTY_WORLD, events);
      }),
      { seed: 4, numRuns: 200 },
    );
    const [first, second] = log(...RUNNING);
    expect(rules(foldEvents(EMPTY_WORLD, [{ ...first!, t: 20 }, { ...second!, t: 5 }]))).toEqual(['LOG3']);
  });

  it('[PROC7] exec keeps identity, and a new start time under an old pid is a new process', () => {
    const again = procKey(102, 99);
    const world = foldEvents(EMPTY_WORLD, log(
      ...RUNNING,
      { type: 'exec', proc: CHILD, comm: 'redis-server', role: 'member', argv: ['redis-server'] },
      { type: 'exit', proc: CHILD, status: { code: 3 } },
      { type: 'reap', proc: CHILD, by: PID1 },
      { type: 'fork', proc: again, parent: PID1, role: 'member', comm: 'sh', container: C },
    ));
    expect(world.processes.has(CHILD)).toBe(false);
    expect(world.processes.get(again)).toMatchObject({ pid: 102, startTime: 99, life: 'alive' });
    expect(rules(world)).toEqual([]);
  });

  it('[PROC8] between exit and reap a process is a zombie that keeps its name, place and pid', () => {
    const world = foldEvents(EMPTY_WORLD, log(...RUNNING, { type: 'exit', proc: CHILD, status: { signal: 'SIGHUP' } }));
    expect(world.processes.get(CHILD)).toMatchObject({ life: 'zombie', parent: PID1, nspid: [102, 7], exit: { signal: 'SIGHUP' }, exitedAt: 50 });
  });

  it('[CON3] whoever fell with a namespace stays in sight, dead, until the container is removed', () => {
    const fall: Fact[] = [
      ...RUNNING,
      { type: 'exit', proc: PID1, status: { signal: 'SIGKILL' } },
      { type: 'exit', proc: CHILD, status: { signal: 'SIGKILL' } },
      { type: 'reap', proc: CHILD, by: PID1 },
      { type: 'reap', proc: PID1, by: SHIM },
      { type: 'container-died', id: C, exitCode: 137, oomKilled: false },
    ];
    const fallen = foldEvents(EMPTY_WORLD, log(...fall));
    expect([PID1, CHILD].map((key) => fallen.processes.get(key)?.life)).toEqual(['dead', 'dead']);
    expect(fallen.containers.get(C)).toMatchObject({ state: 'exited', exitCode: 137 });
    const removed = foldEvents(EMPTY_WORLD, log(...fall, { type: 'container-removed', id: C }));
    expect([...removed.processes.keys()]).toEqual([SHIM]);
    expect(rules(removed)).toEqual([]);
  });

  it('[CON3] a shim that is reaped when its container has a new one leaves', () => {
    const next = procKey(200, 20);
    const restarted: Fact[] = [
      ...RUNNING,
      { type: 'exit', proc: PID1, status: { code: 0 } },
      { type: 'reap', proc: PID1, by: SHIM },
      { type: 'container-died', id: C, exitCode: 0, oomKilled: false },
      { type: 'fork', proc: next, parent: null, role: 'engine', comm: 'containerd-shim', container: C },
      { type: 'fork', proc: procKey(201, 21), parent: next, role: 'member', comm: 'sh', container: C, nspid: [201, 1], pidns: 42 },
      { type: 'container-started', id: C, pid: 201 },
      { type: 'exit', proc: SHIM, status: { code: 0 } },
      { type: 'reap', proc: SHIM, by: null },
    ];
    const world = foldEvents(EMPTY_WORLD, log(...restarted));
    expect([...world.processes.values()].filter(({ comm }) => comm === 'containerd-shim').map(({ key }) => key)).toEqual([next]);
    expect(rules(world)).toEqual([]);
  });

  it('[PROC6] a snapshot brings back what was lost and takes away what left unseen', () => {
    const world = foldEvents(EMPTY_WORLD, log(...RUNNING, { type: 'lost', count: 2, source: 'tracefs' }, {
      type: 'snapshot', reason: 'lost', processes: [{ key: SHIM, role: 'engine', parent: null, comm: 'containerd-shim', container: C }, { key: PID1, role: 'member', parent: SHIM, comm: 'sh', container: C, state: 'S' }],
    }));
    expect([...world.processes.keys()]).toEqual([SHIM, PID1]);
    expect(rules(world)).toEqual(['OBS1', 'PROC6']);
  });
});
