/** The lab's eyes on the machine: the kernel's events where they can be had, polling of /proc where not. */
import type { SeenProcess } from '@/model/event';
import type { ProcKey } from '@/model/process';
import type { Logger } from 'pino';
import type { KernelCapability, KernelFact } from './kernel-fact';
import { ProcFs } from './proc-fs';
import { ProcfsObserver } from './procfs-observer';
import { selfTest } from './self-test';
import { mountTracing, sweepTraceInstances } from './trace-instance';
import { TracefsObserver } from './tracefs-observer';

export type { KernelCapability, KernelFact } from './kernel-fact';

export interface KernelObserverOptions {
  readonly signal?: AbortSignal;
  readonly log: Logger;
  readonly mode?: 'auto' | 'polling';
  /** The dockerd behind the socket in use, where more than one may run. */
  readonly enginePid?: number | (() => number | undefined);
}

export interface KernelStats {
  readonly events: number;
  readonly lost: number;
  /** Events that came after a newer one had left; they are told with that one's time. */
  readonly late: number;
  /** Processes of the machine that are kept track of. */
  readonly processes: number;
}

/** `process.hrtime` is CLOCK_MONOTONIC, as is the instance's trace clock. */
function monotonicMs(): number {
  return Number(process.hrtime.bigint()) / 1e6;
}

export class KernelObserver {
  readonly #log: Logger;
  readonly #proc = new ProcFs();
  readonly #enginePid: () => number | undefined;
  readonly #listeners = new Set<(facts: readonly KernelFact[]) => void>();
  readonly #resyncListeners = new Set<() => void>();
  readonly #capabilityListeners = new Set<(capability: KernelCapability) => void>();
  #inner: TracefsObserver | ProcfsObserver;
  #capability: KernelCapability;
  #disposed = false;

  private constructor(options: KernelObserverOptions) {
    this.#log = options.log;
    const { enginePid } = options;
    this.#enginePid = typeof enginePid === 'function' ? enginePid : () => enginePid;
    this.#inner = this.#poll();
    this.#capability = { mode: 'polling', reason: null, missing: [] };
  }

  /** Answers once the processes that exist are known. What the kernel does not let us see is in `capability`, never an error. */
  static async start(options: KernelObserverOptions): Promise<KernelObserver> {
    options.signal?.throwIfAborted();
    const observer = new KernelObserver(options);
    await observer.#begin(options.mode ?? 'auto');
    options.signal?.addEventListener('abort', () => void observer[Symbol.asyncDispose](), { once: true });
    if (options.signal?.aborted === true) await observer[Symbol.asyncDispose]();
    return observer;
  }

  get capability(): KernelCapability {
    return this.#capability;
  }

  /** Facts in order, in batches. Answers how to stop listening. */
  onFacts(listener: (facts: readonly KernelFact[]) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Events were lost and /proc has been read anew: take a `snapshot` now. Called between two batches. */
  onResync(listener: () => void): () => void {
    this.#resyncListeners.add(listener);
    return () => this.#resyncListeners.delete(listener);
  }

  /** Kernel events ended, polling took over. A resync follows. */
  onCapability(listener: (capability: KernelCapability) => void): () => void {
    this.#capabilityListeners.add(listener);
    return () => this.#capabilityListeners.delete(listener);
  }

  /** Every process now of these containers, parents first, after init and the engine. What was decided but not told yet is told first. */
  snapshot(origins: readonly string[]): SeenProcess[] {
    this.#inner.settleNow();
    return this.#inner.tracker.seen(new Set(origins));
  }

  /** The container of a process, or `engine`; for the departed as well, for a while. Undefined: out of scope. */
  originOf(key: ProcKey): string | undefined {
    return this.#inner.tracker.originOf(key);
  }

  /** The process in scope that has this host pid now. */
  lookup(pid: number): ProcKey | undefined {
    return this.#inner.tracker.lookup(pid);
  }

  /** Reads /proc now; what is new comes as `observed`. */
  refresh(key: ProcKey): void {
    const task = this.#inner.tracker.taskOf(key);
    if (task !== undefined) this.#inner.look(task.pid);
  }

  stats(): KernelStats {
    return { ...this.#inner.stats(), processes: this.#inner.tracker.size };
  }

  async #begin(mode: 'auto' | 'polling'): Promise<void> {
    const reason = mode === 'polling' ? 'polling was asked for' : await this.#tryTracing();
    if (reason !== undefined) {
      this.#capability = { mode: 'polling', reason, missing: [] };
      this.#startPolling();
    }
    this.#log.info({ ...this.#capability }, 'kernel observer');
  }

  /** Answers why not. */
  async #tryTracing(): Promise<string | undefined> {
    if (process.platform !== 'linux') return 'kernel events need Linux';
    try {
      const hindrance = mountTracing(this.#log);
      if (hindrance !== undefined) return hindrance;
      const observer = await selfTest(this.#proc, (onRaw) => this.#trace(onRaw));
      if (typeof observer === 'string') return observer;
      sweepTraceInstances(this.#proc, this.#log);
      this.#inner = observer;
      const { missing } = observer.instance;
      this.#capability = { mode: 'kernel', reason: null, missing };
      return undefined;
    } catch (error) {
      return `the kernel refused to trace: ${error instanceof Error ? error.message : String(error)}`;
    }
  }

  #trace(onRaw: NonNullable<Parameters<typeof TracefsObserver.start>[0]['onRaw']>): TracefsObserver {
    return TracefsObserver.start({
      ...this.#common(),
      onRaw,
      onFailure: (why) => void this.#degrade(why),
    });
  }

  #poll(): ProcfsObserver {
    return new ProcfsObserver(this.#common());
  }

  #startPolling(): void {
    const observer = this.#poll();
    this.#inner = observer;
    observer.start();
  }

  #common(): ConstructorParameters<typeof ProcfsObserver>[0] {
    return {
      proc: this.#proc,
      log: this.#log,
      enginePid: this.#enginePid,
      now: monotonicMs,
      onFacts: (facts) => {
        for (const listener of this.#listeners) listener(facts);
      },
      onResync: () => {
        for (const listener of this.#resyncListeners) listener();
      },
    };
  }

  /** Tracing broke off (somebody removed the instance, a reader was killed): go on by polling, and say so. */
  async #degrade(why: string): Promise<void> {
    if (this.#disposed || this.#capability.mode !== 'kernel') return;
    this.#log.warn(`kernel events ended: ${why}`);
    this.#capability = { mode: 'polling', reason: why, missing: [] };
    const traced = this.#inner;
    this.#startPolling();
    for (const listener of this.#capabilityListeners) listener(this.#capability);
    for (const listener of this.#resyncListeners) listener();
    await traced[Symbol.asyncDispose]();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    if (this.#disposed) return;
    this.#disposed = true;
    this.#listeners.clear();
    this.#resyncListeners.clear();
    await this.#inner[Symbol.asyncDispose]();
  }
}
