/** A log from its first event to its last: the world and the checks that it amounts to. */
import type { Event } from '../event';
import type { World } from '../world';
import type { CheckResult } from './check';
import type { LabChecks, StepChecks } from './lab-checks';
import { applyEvent } from '../fold';
import { EMPTY_WORLD } from '../world';
import { advanceLabChecks, beginLabChecks, labResults } from './lab-checks';

export interface Replayed {
  readonly world: World;
  readonly checks: LabChecks;
  /** By step, of every step that was entered. */
  readonly results: Readonly<Record<string, readonly CheckResult[]>>;
}

export function replayChecks(steps: readonly StepChecks[], events: Iterable<Event>, begin: World = EMPTY_WORLD): Replayed {
  let world = begin;
  let checks = beginLabChecks(steps);
  for (const event of events) {
    const after = applyEvent(world, event);
    checks = advanceLabChecks(checks, event, world, after);
    world = after;
  }
  return { world, checks, results: labResults(checks, world) };
}
