/** The observer that needs no privilege but /proc: it looks often, and sees what is there between two looks. Signals it cannot see. */
import type { Logger } from 'pino';
import { bootClock } from './boot-clock';
import type { KernelFact } from './kernel-fact';
import type { ProcFs } from './proc-fs';
import { lookAt } from './proc-look';
import { takeStock } from './stock';
import type { TraceStats } from './tracefs-observer';
import { Tracker } from './tracker';

/** ms between looks: while containers run, and while there is only the engine. */
const BUSY = 100;
const CALM = 400;

export interface ProcfsOptions {
  readonly proc: ProcFs;
  readonly log: Logger;
  readonly enginePid: () => number | undefined;
  readonly now: () => number;
  readonly onFacts: (facts: readonly KernelFact[]) => void;
  readonly onResync: () => void;
}

export class ProcfsObserver {
  readonly tracker: Tracker;
  readonly #options: ProcfsOptions;
  #timer: NodeJS.Timeout | undefined;
  #looks = 0;

  constructor(options: ProcfsOptions) {
    this.#options = options;
    const { proc, now, enginePid } = options;
    // Every poll looks at everything anyway.
    this.tracker = new Tracker({ proc, enginePid, trust: 'readings', clock: bootClock(proc, now), lookLater: () => undefined });
  }

  start(): void {
    this.#look();
  }

  stats(): TraceStats {
    return { events: this.#looks, lost: 0, late: 0 };
  }

  look(pid: number): void {
    const at = this.#options.now();
    this.tracker.apply({ type: 'reading', at, pid, look: lookAt(this.#options.proc, pid, 'all', at) ?? null });
    this.#deliver();
  }

  settleNow(): void {
    this.#deliver();
  }

  #look(): void {
    const { proc, now } = this.#options;
    this.#looks++;
    this.tracker.apply(takeStock(proc, this.tracker, now, false));
    this.#deliver();
    this.#timer = setTimeout(() => this.#look(), this.tracker.hasContainers() ? BUSY : CALM);
    this.#timer.unref();
  }

  #deliver(): void {
    const facts = this.tracker.drain();
    if (facts.length > 0) this.#options.onFacts(facts);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    clearTimeout(this.#timer);
    await Promise.resolve();
  }
}
