/** The checks of a whole lab over its log: live in the current step, and kept as they were for the steps before it. */
import type { Event } from '../event';
import type { World } from '../world';
import type { Check, CheckResult } from './check';
import type { CheckState } from './check-state';
import { advanceChecks } from './advance-checks';
import { checkResults } from './check-results';
import { beginChecks } from './check-state';

export interface StepChecks {
  readonly id: string;
  readonly expect: readonly Check[];
}

export interface LabChecks {
  readonly steps: readonly StepChecks[];
  readonly current: { readonly step: string; readonly state: CheckState } | null;
  /** Results of the steps that were left, as they stood then. */
  readonly past: Readonly<Record<string, readonly CheckResult[]>>;
}

export function beginLabChecks(steps: readonly StepChecks[]): LabChecks {
  return { steps, current: null, past: {} };
}

/**
 * A step's checks begin when it is entered, and again when it is reset: what a reset itself does ticks
 * nothing. Coming back to a step takes nothing away; a reset takes all.
 */
export function advanceLabChecks(checks: LabChecks, event: Event, before: World, after: World): LabChecks {
  switch (event.type) {
    case 'lab-opened':
      return beginLabChecks(checks.steps);
    case 'step-entered':
      return begin({ ...checks, past: labResults(checks, before) }, event.step);
    case 'step-reset': {
      const { [event.step]: _taken, ...past } = labResults(checks, before);
      return begin({ ...checks, past }, event.step);
    }
    default: {
      if (checks.current === null) return checks;
      const state = advanceChecks(checks.current.state, event, before, after);
      return state === checks.current.state ? checks : { ...checks, current: { ...checks.current, state } };
    }
  }
}

function begin(checks: LabChecks, id: string): LabChecks {
  const step = checks.steps.find((candidate) => candidate.id === id);
  return { ...checks, current: step === undefined ? null : { step: step.id, state: beginChecks(step.expect) } };
}

/** Results by step, of every step that was entered. */
export function labResults(checks: LabChecks, world: World): Readonly<Record<string, readonly CheckResult[]>> {
  if (checks.current === null) return checks.past;
  const { step, state } = checks.current;
  const before = checks.past[step];
  const now = checkResults(state, world).map((result) => (result.ok ? result : (before?.find((kept) => kept.id === result.id && kept.ok) ?? result)));
  return { ...checks.past, [step]: now };
}
