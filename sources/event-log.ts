/**
 * The browser's log: the events so far, the world they amount to, and the lab's checks over them.
 *
 * What arrives between two frames is folded at the next one. Each state is a new object, so React's
 * useSyncExternalStore can compare; the events themselves are one array that only grows.
 */
import type { LabChecks, StepChecks } from '@/model/checks/lab-checks';
import type { Event } from '@/model/event';
import type { World } from '@/model/world';
import { advanceLabChecks, beginLabChecks } from '@/model/checks/lab-checks';
import { createCheckpoints } from '@/model/checkpoints';
import { applyEvent } from '@/model/fold';
import { EMPTY_WORLD } from '@/model/world';

/** What is folded. */
export interface Folded {
  readonly world: World;
  readonly checks: LabChecks;
}

export interface LogState extends Folded {
  /** Grows in place: an older state sees newer events, too, but no more than `count` of them are its own. */
  readonly events: readonly Event[];
  readonly count: number;
  /** What the reader's own clock said at the world's moment, in milliseconds: where to count on from. */
  readonly heardAt: number;
  /** The world that the log goes on from; null: it begins with its first event. */
  readonly begin: World | null;
  /** Nothing follows: the log's own clock stands still at its last event. */
  readonly ended: boolean;
}

export interface LogClock {
  /** Runs `fold` soon, once: at the next animation frame. */
  readonly soon: (fold: () => void) => void;
  /** Milliseconds of a clock that never goes back. */
  readonly now: () => number;
}

export interface EventLog {
  readonly state: () => LogState;
  /** What the first `count` events amounted to. */
  readonly at: (count: number) => Folded;
  readonly subscribe: (listener: () => void) => () => void;
  readonly lastSeq: () => number;
  readonly begin: (world: World) => void;
  readonly append: (events: readonly Event[]) => void;
  /** What was appended is all. */
  readonly end: () => void;
  /** The lab was edited: its new checks are held against the log from its beginning. */
  readonly replaceSteps: (steps: readonly StepChecks[]) => void;
}

/** A log without events. The steps are the lab's, for their checks. */
export function createEventLog(first: readonly StepChecks[], clock: LogClock): EventLog {
  const listeners = new Set<() => void>();
  let steps = first;
  let base = EMPTY_WORLD;
  let state: LogState = { world: EMPTY_WORLD, checks: beginLabChecks(steps), events: [], count: 0, heardAt: clock.now(), begin: null, ended: false };
  let checkpoints = createCheckpoints<Folded>(state, advance);
  let events: Event[] = [];
  let waiting: Event[] = [];
  let lastSeq = 0;
  let scheduled = false;

  function schedule(): void {
    if (scheduled) return;
    scheduled = true;
    clock.soon(fold);
  }

  function fold(): void {
    scheduled = false;
    let folded: Folded = { world: state.world, checks: state.checks };
    for (const event of waiting) {
      folded = advance(folded, event);
      events.push(event);
      checkpoints.note(events.length, folded);
    }
    waiting = [];
    state = { ...state, ...folded, events, count: events.length, heardAt: heardAt(state, folded.world.t, clock.now()) };
    for (const listener of listeners) listener();
  }

  return {
    state: () => state,
    at: (count) => (count === state.count ? state : checkpoints.at(events, count)),
    lastSeq: () => lastSeq,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    begin(world) {
      events = [];
      waiting = [];
      lastSeq = world.seq;
      base = world;
      state = { world, checks: checksOf(steps, world), events, count: 0, heardAt: clock.now(), begin: world.seq === 0 ? null : world, ended: false };
      checkpoints = createCheckpoints<Folded>(state, advance);
      schedule();
    },
    append(more) {
      for (const event of more) {
        waiting.push(event);
        lastSeq = Math.max(lastSeq, event.seq);
      }
      if (more.length > 0) schedule();
    },
    end() {
      state = { ...state, ended: true };
      schedule();
    },
    replaceSteps(next) {
      if (next === steps) return;
      steps = next;
      checkpoints = createCheckpoints<Folded>({ world: base, checks: checksOf(steps, base) }, advance);
      state = { ...state, ...checkpoints.at(events, events.length) };
      schedule();
    },
  };
}

/** An event that is this much later than the quickest was, in milliseconds, was not slow: a clock stood still. */
const LATE = 1_000;

/** Events come some milliseconds late, each another; the quickest tell best what time it is in the log. */
function heardAt(before: LogState, t: number, now: number): number {
  const soonest = before.heardAt + t - before.world.t;
  return before.count === 0 || now - soonest > LATE ? now : Math.min(now, soonest);
}

function advance({ world, checks }: Folded, event: Event): Folded {
  const after = applyEvent(world, event);
  return { world: after, checks: advanceLabChecks(checks, event, world, after) };
}

/** A log that begins in the middle of a step has its checks from there on; what ticked before is not known. */
function checksOf(steps: readonly StepChecks[], world: World): LabChecks {
  const checks = beginLabChecks(steps);
  if (world.step === null) return checks;
  return advanceLabChecks(checks, { type: 'step-entered', step: world.step, seq: world.seq, t: world.t }, world, world);
}
