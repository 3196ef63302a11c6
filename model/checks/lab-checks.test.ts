import { expect, it } from 'vitest';
import type { CheckResult } from './check';
import type { StepChecks } from './lab-checks';
import type { Line } from './small-log';
import { applyEvent } from '../fold';
import { EMPTY_WORLD } from '../world';
import { advanceLabChecks, beginLabChecks, labResults } from './lab-checks';
import { STOPPED, logOf, shellForm } from './small-log';

const STEPS: readonly StepChecks[] = [
  { id: 'start', expect: [{ id: 'up', type: 'container', name: 'myredis', state: 'running' }] },
  { id: 'stop', expect: [{ id: 'killed', type: 'sent', signal: 'SIGKILL', to: { container: 'myredis', nspid: 1 } }] },
];

function after(lines: readonly Line[]): Readonly<Record<string, readonly CheckResult[]>> {
  let world = EMPTY_WORLD;
  let checks = beginLabChecks(STEPS);
  for (const event of logOf(lines)) {
    const next = applyEvent(world, event);
    checks = advanceLabChecks(checks, event, world, next);
    world = next;
  }
  return labResults(checks, world);
}

function ticks(lines: readonly Line[]): Readonly<Record<string, readonly boolean[]>> {
  return Object.fromEntries(Object.entries(after(lines)).map(([step, results]) => [step, results.map((result) => result.ok)]));
}

const WALK: readonly Line[] = [[0, { type: 'step-entered', step: 'start' }], ...shellForm(), [900, { type: 'step-entered', step: 'stop' }], ...STOPPED];

it('[CHK13] the results of a step stay as they were when it was left', () => {
  expect(ticks(WALK)).toEqual({ start: [true], stop: [true] });
});

it('[CHK13] coming back takes nothing away, a reset takes all', () => {
  expect(ticks([...WALK, [20000, { type: 'step-entered', step: 'start' }]])).toEqual({ start: [true], stop: [true] });
  expect(ticks([...WALK, [20000, { type: 'step-entered', step: 'start' }], [20001, { type: 'step-reset', step: 'start' }]])).toEqual({ start: [false], stop: [true] });
});

it('[CHK13] a step that the lab does not have checks nothing', () => {
  expect(ticks([[0, { type: 'step-entered', step: 'elsewhere' }], ...shellForm()])).toEqual({});
});
