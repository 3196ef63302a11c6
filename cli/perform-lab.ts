/** Performs every step of a lab and says how its checks came out: the acceptance test of labs. */
import { setTimeout as pause } from 'node:timers/promises';
import type { CheckResult } from '@/model/checks/check';
import type { LabStep } from '@/protocol/lab-data';
import type { Problem } from '@/protocol/wire';
import { CheckWatch } from '@/server/lab-run/check-watch';
import type { LabSession } from './lab-session';

/** How long after a step's last line its checks may take, in milliseconds. A grace period is over by then: `docker stop` waits for it. */
const SETTLE_MS = 8000;

export interface StepReport {
  readonly id: string;
  readonly ok: boolean;
  readonly checks: readonly CheckResult[];
  /** Why the step could not be performed. */
  readonly problem?: Problem;
}

export interface LabReport {
  readonly lab: string;
  readonly engine: string;
  readonly ok: boolean;
  readonly steps: readonly StepReport[];
}

export interface PerformOptions {
  /** Brings about each step's starting state by a reset instead of going on from the step before. */
  readonly resetEach?: boolean;
  /** Only this step, from its starting state. */
  readonly only?: string | undefined;
  /** Rest after each line, in milliseconds: who watches a recording wants to see what came of it. */
  readonly restMs?: number | undefined;
  readonly signal?: AbortSignal;
  readonly onStep?: (step: LabStep, index: number) => void;
  readonly onCheck?: (step: string, result: CheckResult) => void;
  readonly onStepEnd?: (report: StepReport) => void;
}

export async function performLab({ lab, engine, live }: LabSession, options: PerformOptions = {}): Promise<LabReport> {
  const { resetEach = false, only, restMs = 0, signal, onStep, onCheck, onStepEnd } = options;
  const watch = CheckWatch.start(live.session, lab.steps, onCheck);
  const steps: StepReport[] = [];
  const cancel = () => void live.cancel();
  signal?.addEventListener('abort', cancel, { once: true });
  try {
    for (const [index, step] of lab.steps.entries()) {
      signal?.throwIfAborted();
      if (only !== undefined && step.id !== only) continue;
      onStep?.(step, index);
      const problem = (resetEach || only !== undefined ? await live.reset(step.id) : await live.enterStep(step.id)) ?? (await performStep(live, step, restMs, signal));
      const checks = await watch.settled(step.id, problem === null ? SETTLE_MS : 0, signal);
      const report: StepReport = { id: step.id, ok: problem === null && holds(checks), checks, ...(problem === null ? {} : { problem }) };
      steps.push(report);
      onStepEnd?.(report);
    }
  } finally {
    signal?.removeEventListener('abort', cancel);
    watch.stop();
  }
  signal?.throwIfAborted();
  return { lab: lab.slug, engine: engine.info?.kind ?? 'docker', ok: steps.every((step) => step.ok), steps };
}

async function performStep(live: LabSession['live'], step: LabStep, restMs: number, signal: AbortSignal | undefined): Promise<Problem | null> {
  if (step.modify !== null) return live.modify(step.id, step.modify.solution);
  for (const line of step.run.keys()) {
    signal?.throwIfAborted();
    const problem = await live.run(step.id, line);
    if (problem !== null) return problem;
    if (restMs > 0) await pause(restMs, undefined, { signal });
  }
  return null;
}

/** What cannot be seen here does not fail; but a step of which nothing could be seen has shown nothing. */
function holds(checks: readonly CheckResult[]): boolean {
  return checks.every((check) => check.ok || !check.observable) && checks.some((check) => check.ok);
}
