import { describe, expect, it } from 'vitest';
import type { Event, Fact } from '@/model/event';
import type { Recording } from '@/protocol/recording';
import { foldEvents } from '@/model/fold';
import { EMPTY_WORLD } from '@/model/world';
import { createEventLog } from './event-log';
import { createPlayhead } from './playhead';
import { openRecording, stretchOfLine, stretchOfStep } from './recording-source';

function command(id: string, line: string, step: string): Fact {
  return { type: 'command-started', command: id, line, step };
}

const told: readonly (readonly [number, Fact])[] = [
  [0, { type: 'lab-opened', lab: 'x' }],
  [10, { type: 'step-entered', step: 'one' }],
  [100, command('c1', 'docker run a', 'one')],
  [300, { type: 'command-ended', command: 'c1', exitCode: 0 }],
  [5000, command('c2', 'docker stop a', 'one')],
  [15_000, { type: 'command-ended', command: 'c2', exitCode: 0 }],
  [15_400, { type: 'step-entered', step: 'two' }],
  [15_500, { type: 'step-predicted', step: 'two', choice: 3 }],
  [15_600, command('c3', 'docker ps', 'two')],
  [15_700, { type: 'command-ended', command: 'c3', exitCode: 0 }],
  [15_800, { type: 'log', id: 'a'.repeat(64), stream: 'stdout', text: 'bye\n' }],
];
const events: readonly Event[] = told.map(([t, fact], index) => ({ ...fact, seq: index + 1, t }));
const recording: Recording = { header: { format: 'pid1lab-recording', version: 1, startedAt: 1, lab: 'x', observer: { mode: 'kernel', reason: null }, hides: [] }, begin: null, events };
const LINES: Readonly<Record<string, readonly string[]>> = { one: ['docker run a', 'docker stop a'], two: ['docker ps'] };

function begin(of: Recording = recording, predictions: ReadonlyMap<string, number> = new Map()) {
  const frames: (() => void)[] = [];
  let clock = 0;
  const now = (): number => clock;
  const log = createEventLog([], { soon: (run) => run(), now });
  const playhead = createPlayhead(log, { soon: (run) => void frames.push(run), now });
  const source = openRecording({ recording: of, log, playhead, linesOf: (step) => LINES[step] ?? [], predictions });
  const frame = (milliseconds: number): void => {
    clock += milliseconds;
    frames.splice(0).forEach((run) => run());
  };
  return { log, playhead, source, frame };
}

describe('a recording as a source', () => {
  it('[REC6] all of it is there at once, and the playhead leads through it', () => {
    const { log, playhead } = begin();
    expect(log.state().world).toEqual(foldEvents(EMPTY_WORLD, events));
    playhead.seek(5000);
    expect(playhead.state().world.commands.get('c2')?.endedAt).toBeNull();
  });

  it('[REC6] a step leads to its beginning, a line plays to just after its end', () => {
    const { playhead, source, frame } = begin();
    expect(source.send({ type: 'enter-step', step: 'two' })).toBe(true);
    expect([playhead.now(), playhead.play().type, playhead.state().world.step]).toEqual([15_400, 'paused', 'two']);
    expect(source.send({ type: 'run', step: 'one', line: 0 })).toBe(true);
    expect([playhead.now(), playhead.play().type]).toEqual([100, 'playing']);
    for (let n = 0; n < 20; n++) frame(100);
    expect([playhead.now(), playhead.play().type]).toEqual([1200, 'paused']);
    expect(source.send({ type: 'reset', step: 'one' })).toBe(true);
    expect(playhead.now()).toBe(10);
    for (const request of [{ type: 'enter-step', step: 'nowhere' }, { type: 'run', step: 'one', line: 7 }] as const) expect(source.send(request)).toBe(false);
    expect(playhead.now()).toBe(10);
  });

  it('[REC6] a line that another follows at once ends before it', () => {
    expect(stretchOfLine(events, 'one', 'docker stop a')).toEqual({ from: 5000, to: 15_399.999 });
    expect(stretchOfLine(events, 'two', 'docker ps')).toEqual({ from: 15_600, to: 15_800 });
    expect(stretchOfLine(events, 'two', 'docker stop a')).toBeNull();
    expect(stretchOfStep(events, 'one')).toEqual({ from: 10, to: 15_399.999 });
    expect(stretchOfStep(events, 'two')).toEqual({ from: 15_400, to: 15_800 });
  });

  it('[REC6] a prediction is the reader’s own, whatever was predicted when it was recorded', () => {
    const { source, playhead } = begin();
    playhead.toLive();
    expect(source.state()).toMatchObject({ predictions: new Map() });
    source.send({ type: 'predict', step: 'two', choice: 1 });
    expect(source.state()).toMatchObject({ predictions: new Map([['two', 1]]) });
  });

  it('[REC12] what its reader predicted before is there from the beginning', () => {
    const { source } = begin(recording, new Map([['one', 2]]));
    expect(source.state()).toMatchObject({ predictions: new Map([['one', 2]]) });
    source.send({ type: 'predict', step: 'two', choice: 1 });
    expect(source.state()).toMatchObject({ predictions: new Map([['one', 2], ['two', 1]]) });
  });

  it('[REC7] it has an end: its clock stands there, and playing from there starts over', () => {
    const { playhead, frame } = begin();
    frame(60_000);
    expect(playhead.now()).toBe(15_800);
    playhead.seek(15_750);
    playhead.start();
    frame(100);
    expect([playhead.play().type, playhead.now()]).toEqual(['live', 15_800]);
    playhead.start();
    expect([playhead.play().type, playhead.now()]).toEqual(['playing', 0]);
    playhead.seek(20);
    playhead.start();
    frame(100);
    // One look a frame, however often it was started.
    expect(playhead.now()).toBe(120);
  });

  it('[REC5] a recording that begins in the middle begins with its world', () => {
    const half = { ...recording, begin: foldEvents(EMPTY_WORLD, events.slice(0, 5)), events: events.slice(5) };
    const { log } = begin(half);
    expect(log.state().world).toEqual(foldEvents(EMPTY_WORLD, events));
  });
});
