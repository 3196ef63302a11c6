import { describe, expect, it } from 'vitest';
import type { Event, Fact } from '@/model/event';
import { foldEvents } from '@/model/fold';
import { procKey } from '@/model/process';
import { EMPTY_WORLD } from '@/model/world';
import { createEventLog } from './event-log';
import { countAt, createPlayhead } from './playhead';

const facts: readonly Fact[] = Array.from({ length: 400 }, (_, index): Fact => {
  const key = procKey(10 + (index >> 1), 5);
  return index % 2 === 0 ? { type: 'fork', proc: key, parent: null, role: 'member', comm: `p${index}` } : { type: 'observed', proc: key, facts: { state: 'S' } };
});
const events: readonly Event[] = facts.map((fact, index) => ({ ...fact, seq: index + 1, t: index * 10 }));

function begin() {
  const frames: (() => void)[] = [];
  let clock = 0;
  const at = { soon: (run: () => void) => void frames.push(run), now: () => clock };
  const log = createEventLog([], at);
  const playhead = createPlayhead(log, at);
  const frame = (milliseconds = 0): void => {
    clock += milliseconds;
    frames.splice(0).forEach((run) => run());
  };
  log.append(events);
  frame();
  return { log, playhead, frame };
}

describe('playhead', () => {
  it('[TIME3] follows the log until it is moved, and then shows the world, the checks and the events of its moment', () => {
    const { log, playhead } = begin();
    expect(playhead.state()).toBe(log.state());
    for (const t of [2005, 10, 3333, 0, 3989]) {
      playhead.seek(t);
      const count = countAt(events, events.length, t);
      expect(playhead.play().type).toBe('paused');
      expect(playhead.now()).toBe(t);
      expect(playhead.state().count).toBe(count);
      expect(playhead.state().world).toEqual(foldEvents(EMPTY_WORLD, events.slice(0, count)));
    }
    playhead.toLive();
    expect(playhead.state()).toBe(log.state());
  });

  it('[TIME4] a step leads to the next event that shows, back to the one before, and from the last to the present', () => {
    const { playhead } = begin();
    playhead.seek(2000);
    playhead.step(1);
    expect([playhead.state().count, playhead.now()]).toEqual([203, 2020]);
    playhead.step(-1);
    expect(playhead.state().count).toBe(201);
    playhead.seek(3985);
    playhead.step(1);
    expect(playhead.play().type).toBe('live');
  });

  it('[TIME5] plays at its rate and comes to the present by itself; what arrives meanwhile does not move it', () => {
    const { log, playhead, frame } = begin();
    playhead.seek(1000);
    playhead.setRate(4);
    playhead.start();
    frame(100);
    expect(playhead.now()).toBe(1400);
    playhead.pause();
    log.append([{ type: 'step-entered', step: 'x', seq: 401, t: 4100 }]);
    frame(50);
    expect([playhead.now(), playhead.state().count, log.state().count]).toEqual([1400, 141, 401]);
    playhead.start();
    for (let n = 0; n < 20; n++) frame(100);
    expect(playhead.play().type).toBe('live');
  });

  it('[TIME7] tells what was sought from what was stepped or played to', () => {
    const { playhead } = begin();
    expect(playhead.play().sought).toBe(false);
    playhead.seek(2000);
    expect(playhead.play().sought).toBe(true);
    playhead.step(1);
    expect(playhead.play().sought).toBe(false);
    playhead.seek(1000);
    playhead.start();
    expect(playhead.play().sought).toBe(false);
    playhead.seek(1500);
    playhead.toLive();
    expect(playhead.play().sought).toBe(false);
  });

  it('[TIME8] one key pauses, plays on, and starts over where nothing more comes', () => {
    const { log, playhead, frame } = begin();
    playhead.toggle();
    expect(playhead.play().type).toBe('paused');
    playhead.toggle();
    expect(playhead.play().type).toBe('playing');
    playhead.toLive();
    log.end();
    frame();
    playhead.toggle();
    expect([playhead.play().type, playhead.state().count]).toEqual(['playing', 1]);
  });

  it('[TIME6] another log leads back to the present', () => {
    const { log, playhead, frame } = begin();
    playhead.seek(100);
    log.begin(EMPTY_WORLD);
    frame();
    expect(playhead.play().type).toBe('live');
    expect(playhead.state().count).toBe(0);
  });
});
