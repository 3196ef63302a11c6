/** The checks of a lab, followed over a session's log as it grows: for whoever runs a lab without a browser. */
import { advanceLabChecks, beginLabChecks, labResults } from '@/model/checks/lab-checks';
import type { LabChecks, StepChecks } from '@/model/checks/lab-checks';
import type { CheckResult } from '@/model/checks/check';
import type { Event } from '@/model/event';
import { applyEvent } from '@/model/fold';
import type { World } from '@/model/world';
import { EMPTY_WORLD } from '@/model/world';
import type { RunSession } from './run-session';

/** Milliseconds: several looks of the polling observer. */
const POLLING_MS = 1500;

export type CheckListener = (step: string, result: CheckResult) => void;

export class CheckWatch {
  readonly #stop: () => void;
  readonly #onChange: CheckListener;
  readonly #waiting = new Set<() => void>();
  #checks: LabChecks;
  #world: World = EMPTY_WORLD;
  #shown = new Map<string, boolean>();

  /** Follows from the first event on; `onChange` is called when a check ticks, or no longer holds. */
  static start(session: RunSession & { readonly events: readonly Event[] }, steps: readonly StepChecks[], onChange: CheckListener = () => undefined): CheckWatch {
    return new CheckWatch(session, steps, onChange);
  }

  private constructor(session: RunSession & { readonly events: readonly Event[] }, steps: readonly StepChecks[], onChange: CheckListener) {
    this.#checks = beginLabChecks(steps);
    this.#onChange = onChange;
    this.#take(session.events);
    this.#stop = session.subscribe((events) => this.#take(events));
  }

  get world(): World {
    return this.#world;
  }

  resultsOf(step: string): readonly CheckResult[] {
    return labResults(this.#checks, this.#world)[step] ?? [];
  }

  /** Waits until every check of the step is ok or cannot be observed here, at most `ms`. Answers with the results as they stand then. */
  async settled(step: string, ms: number, signal?: AbortSignal): Promise<readonly CheckResult[]> {
    // Polling shows late, or never, what it cannot promise to show: give it a few looks.
    const until = this.#world.observer.mode === 'polling' ? performance.now() + POLLING_MS : 0;
    const settled = () => {
      const results = this.resultsOf(step);
      return results.every((result) => result.ok) || (performance.now() >= until && results.every((result) => result.ok || !result.observable));
    };
    if (!settled() && signal?.aborted !== true) {
      await new Promise<void>((resolve) => {
        const end = () => {
          this.#waiting.delete(look);
          clearTimeout(timer);
          clearTimeout(later);
          signal?.removeEventListener('abort', end);
          resolve();
        };
        const look = () => {
          if (settled()) end();
        };
        const timer = setTimeout(end, ms);
        const later = setTimeout(look, Math.max(0, until - performance.now()) + 10);
        this.#waiting.add(look);
        signal?.addEventListener('abort', end, { once: true });
      });
    }
    return this.resultsOf(step);
  }

  stop(): void {
    this.#stop();
  }

  #take(events: readonly Event[]): void {
    for (const event of events) {
      const after = applyEvent(this.#world, event);
      this.#checks = advanceLabChecks(this.#checks, event, this.#world, after);
      this.#world = after;
    }
    this.#tell();
    for (const look of [...this.#waiting]) look();
  }

  #tell(): void {
    const step = this.#checks.current?.step;
    if (step === undefined) return;
    for (const result of this.resultsOf(step)) {
      const key = `${step}/${result.id}`;
      if ((this.#shown.get(key) ?? false) === result.ok) continue;
      this.#shown.set(key, result.ok);
      this.#onChange(step, result);
    }
  }
}
