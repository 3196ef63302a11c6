import { describe, expect, it } from 'vitest';
import { NOTHING_LEARNED } from './learned';
import { nextOnPath, progressOf } from './progress';

const STEPS = ['one', 'two', 'three'];

describe('progress', () => {
  it('[LEARN4] a lab is new, begun at its first open step, or done', () => {
    expect(progressOf(NOTHING_LEARNED, STEPS)).toEqual({ type: 'new' });
    expect(progressOf({ ...NOTHING_LEARNED, predicted: { one: 0 } }, STEPS)).toEqual({ type: 'begun', done: 0, at: 1, step: 'one' });
    expect(progressOf({ ...NOTHING_LEARNED, done: ['one', 'three'] }, STEPS)).toEqual({ type: 'begun', done: 2, at: 2, step: 'two' });
    expect(progressOf({ ...NOTHING_LEARNED, done: ['three', 'two', 'one'] }, STEPS)).toEqual({ type: 'done' });
  });

  it('[LEARN4] a step that its author took out of the lab counts for nothing', () => {
    expect(progressOf({ ...NOTHING_LEARNED, done: ['zero'] }, STEPS)).toEqual({ type: 'new' });
    expect(progressOf({ ...NOTHING_LEARNED, done: ['one', 'two', 'three', 'zero'] }, STEPS)).toEqual({ type: 'done' });
  });

  it('[LEARN4] the path goes on with what was begun, else with the first that is new', () => {
    const begun = progressOf({ ...NOTHING_LEARNED, done: ['one'] }, STEPS);
    expect(nextOnPath([{ type: 'new' }, { type: 'new' }])).toBe(0);
    expect(nextOnPath([{ type: 'done' }, { type: 'new' }])).toBe(1);
    expect(nextOnPath([{ type: 'new' }, { type: 'done' }, begun])).toBe(2);
    expect(nextOnPath([{ type: 'done' }, { type: 'done' }])).toBeNull();
  });
});
