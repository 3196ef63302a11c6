import { describe, expect, it } from 'vitest';
import type { Event, Fact } from '@/model/event';
import { labResults } from '@/model/checks/lab-checks';
import { foldEvents } from '@/model/fold';
import { procKey } from '@/model/process';
import { EMPTY_WORLD } from '@/model/world';
import { createEventFilter } from './event-filter';
import { createEventLog } from './event-log';

const facts: readonly Fact[] = [
  { type: 'lab-opened', lab: 'zombies' },
  { type: 'step-entered', step: 'one' },
  { type: 'found', process: { key: procKey(1, 0), role: 'init', parent: null, comm: 'init', state: 'S' } },
  { type: 'fork', proc: procKey(5, 9), parent: procKey(1, 0), role: 'engine', comm: 'dockerd' },
  { type: 'command-started', command: 'c', line: 'docker ps', step: 'one' },
  { type: 'command-ended', command: 'c', exitCode: 0 },
];
const events: readonly Event[] = facts.map((fact, index) => ({ ...fact, seq: index + 1, t: index * 10 }));

function newLog() {
  const frames: (() => void)[] = [];
  const log = createEventLog([{ id: 'one', expect: [{ id: 'ran', type: 'command', line: 'docker ps', exitCode: 0 }] }], { soon: (run) => frames.push(run), now: () => 1234 });
  return { log, frames, frame: () => frames.splice(0).forEach((run) => run()) };
}

describe('event log', () => {
  it('[SRC1] folds what came between two frames at once, and tells of it once', () => {
    const { log, frames, frame } = newLog();
    let told = 0;
    log.subscribe(() => (told += 1));
    for (const event of events) log.append([event]);
    expect(frames).toHaveLength(1);
    expect(log.state().world).toBe(EMPTY_WORLD);
    expect(log.lastSeq()).toBe(events.length);
    frame();
    expect(told).toBe(1);
    expect(log.state().world).toEqual(foldEvents(EMPTY_WORLD, events));
    expect(log.state()).toMatchObject({ count: events.length, heardAt: 1234 });
  });

  it('[TIME9] the log’s clock goes by the events that came quickest, and by the next one after a standstill', () => {
    const [first, second, third, fourth] = events as [Event, Event, Event, Event]; // 10 ms apart
    let now = 0;
    const frames: (() => void)[] = [];
    const log = createEventLog([], { soon: (run) => frames.push(run), now: () => now });
    const hear = (event: Event, at: number): number => {
      now = at;
      log.append([event]);
      frames.shift()!();
      return log.state().world.t - log.state().heardAt;
    };
    expect(hear(first, 120)).toBe(-120);
    expect(hear(second, 115)).toBe(-105);
    expect(hear(third, 165)).toBe(-105);
    expect(hear(fourth, 2_000)).toBe(-1_970);
  });

  it('[SRC2] begins anew from a checkpoint, and what was waiting for the old log does not reach the new one', () => {
    const { log, frame } = newLog();
    log.append(events.slice(0, 3));
    const checkpoint = foldEvents(EMPTY_WORLD, events.slice(0, 4));
    log.begin(checkpoint);
    log.append(events.slice(4));
    frame();
    expect(log.state().world).toEqual(foldEvents(EMPTY_WORLD, events));
    expect(log.state().world.anomalies).toEqual([]);
    expect(log.state().events).toEqual(events.slice(4));
  });

  it('[SRC3] the checks of the step tick from the same events', () => {
    const { log, frame } = newLog();
    log.append(events);
    frame();
    const { current } = log.state().checks;
    expect(current?.step).toBe('one');
    expect(current?.state.tracked['ran']?.hits).toHaveLength(1);
  });

  it('[SRC12] the checks of a lab that was edited are held against the log from its beginning, and go on from there', () => {
    const { log, frame } = newLog();
    log.append(events.slice(0, 5));
    frame();
    log.replaceSteps([{ id: 'one', expect: [{ id: 'begun', type: 'process', comm: 'dockerd' }, { id: 'still', type: 'command', line: 'docker ps', exitCode: 0 }] }]);
    frame();
    expect(labResults(log.state().checks, log.state().world)['one']?.map(({ id, ok }) => [id, ok])).toEqual([['begun', true], ['still', false]]);
    log.append(events.slice(5));
    frame();
    expect(labResults(log.state().checks, log.state().world)['one']?.map(({ ok }) => ok)).toEqual([true, true]);
    expect(log.at(events.length).checks).toEqual(log.state().checks);
  });

  it('[SRC4] picks events by type, and gives the same array until one is added', () => {
    const { log, frame } = newLog();
    const filter = createEventFilter(['command-started', 'command-ended']);
    log.append(events.slice(0, 5));
    frame();
    const first = filter.of(log.state().events, log.state().count);
    expect(first.map((event) => event.type)).toEqual(['command-started']);
    expect(filter.of(log.state().events, log.state().count)).toBe(first);
    log.append(events.slice(5));
    frame();
    expect(filter.of(log.state().events, log.state().count)).toHaveLength(2);
    log.begin(EMPTY_WORLD);
    expect(filter.of(log.state().events, log.state().count)).toEqual([]);
  });
});
