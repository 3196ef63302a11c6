/** The observer that sees everything: the kernel's own trace events, put in order and completed from /proc. */
import type { Logger } from 'pino';
import { bootClock } from './boot-clock';
import { Horizon } from './horizon';
import type { KernelFact } from './kernel-fact';
import { LookSchedule } from './look-schedule';
import { Merge } from './merge';
import { lookAt } from './proc-look';
import type { ProcFs } from './proc-fs';
import { readPage } from './ring-buffer-page';
import { takeStock } from './stock';
import { createTraceInstance, lossOf, removeTraceInstance, switchTracing } from './trace-instance';
import type { TraceInstance } from './trace-instance';
import { TraceReader } from './trace-reader';
import { Tracker } from './tracker';
import type { StreamItem } from './tracker';
import type { TraceEvent } from './trace-event';
import { Witness } from './witness';

/** ms that an event waits for another CPU's older ones. The median reader is there after 0.3 ms. */
const WINDOW = { min: 2, max: 15 };
/** ms that events of strangers may wait for company. */
const UNHURRIED = 50;
/** ms that an end waits for the kernel's word to the parent, which follows within 0.4 ms but for a great address space. */
const EVIDENCE = 3;
/** ms between readings of all processes in scope: while something happens, and while nothing does. */
const RESYNC_BUSY = 2_000;
const RESYNC_CALM = 15_000;
/** ms after a loss, in which there may be more of it. */
const RECOVERY = 50;

export interface TracefsOptions {
  readonly proc: ProcFs;
  readonly log: Logger;
  readonly enginePid: () => number | undefined;
  readonly now: () => number;
  readonly onFacts: (facts: readonly KernelFact[]) => void;
  readonly onResync: () => void;
  /** The kernel's events can be read no more. */
  readonly onFailure: (why: string) => void;
  /** Each event as it is read, before anything is made of it. */
  readonly onRaw?: (event: TraceEvent) => void;
}

export interface TraceStats {
  readonly events: number;
  readonly lost: number;
  /** Events that came after a newer one had left. */
  readonly late: number;
}

export class TracefsObserver {
  readonly instance: TraceInstance;
  readonly tracker: Tracker;
  readonly #options: TracefsOptions;
  readonly #merge = new Merge<StreamItem>(WINDOW);
  readonly #horizon = new Horizon();
  readonly #looks = new LookSchedule();
  readonly #reader: TraceReader;
  readonly #witness: Witness;
  /** The newest event that concerns somebody in scope, and up to when events have left. */
  #urgent = -Infinity;
  #flushed = -Infinity;
  #timer: NodeJS.Timeout | undefined;
  #immediate: NodeJS.Immediate | undefined;
  #timerAt = Infinity;
  #resyncAt = Infinity;
  /** When stock is to be taken after a loss. */
  #recoverAt = Infinity;
  /** What happened before is in the stock taken at the start. */
  #since = Infinity;
  #events = 0;
  #lost = 0;
  readonly #lossOf = new Map<number, number>();
  #disposed = false;

  private constructor(options: TracefsOptions) {
    const { proc, now, enginePid } = options;
    this.#options = options;
    this.tracker = new Tracker({
      proc, enginePid, trust: 'events',
      clock: bootClock(proc, now),
      lookLater: (task, delays) => this.#looks.add(task.pid, now(), delays),
    });
    this.#witness = new Witness(proc, this.tracker, now);
    const self = proc.stat(process.pid);
    this.instance = createTraceInstance(self?.startTime ?? 0);
    this.#reader = TraceReader.start(this.instance, {
      onPage: (cpu, page) => this.#onPage(cpu, page),
      onEnd: (cpu, why) => options.onFailure(`the reader of CPU ${cpu} is gone: ${why}`),
    });
  }

  /** Throws when the kernel refuses the instance; otherwise it is tracing, and the processes that exist are known. */
  static start(options: TracefsOptions): TracefsObserver {
    const observer = new TracefsObserver(options);
    try {
      process.once('exit', observer.#atExit);
      switchTracing(observer.instance, true);
      observer.#since = options.now();
      observer.tracker.apply(takeStock(options.proc, observer.tracker, options.now, true));
      observer.#resyncAt = options.now() + RESYNC_CALM;
      observer.#flush(options.now());
      return observer;
    } catch (error) {
      observer.#atExit();
      throw error;
    }
  }

  stats(): TraceStats {
    return { events: this.#events, lost: this.#lost, late: this.#merge.late };
  }

  /** Looks at a process now; the answer comes as a fact, in its place. */
  look(pid: number): void {
    this.#read(pid);
    this.#arm();
  }

  /** Brings out everything that is decided, so that the table and what listeners heard agree. */
  settleNow(): void {
    this.tracker.settle(Infinity);
    this.#deliver();
  }

  #onPage(cpu: number, page: Buffer): void {
    if (this.#disposed) return;
    const { layout, decoders } = this.instance;
    let newest = 0;
    const { missed } = readPage(page, layout, (time, start, length) => {
      if (length < 2) return;
      newest = time / 1e6;
      const decoder = decoders.get(page.readUInt16LE(start));
      if (decoder === undefined) return;
      this.#events++;
      const event = decoder(page, start, newest);
      this.#options.onRaw?.(event);
      if (newest < this.#since) return;
      this.#merge.push(this.#witness.see(event), this.#options.now());
      // A late one is urgent too, though events newer than it have left.
      if (this.#witness.concerns(event)) this.#urgent = Math.max(this.#urgent, newest, this.#flushed + 0.001);
    });
    if (newest > 0) this.#horizon.heard(cpu, newest, this.#options.now());
    if (missed !== 0) this.#noteLoss(cpu, missed);
    if (this.#urgent > this.#flushed) this.#flushSoon();
    else this.#arm();
  }

  /**
   * Flushes in the event loop's check phase: by then every reader that had something to say when the loop
   * looked has been heard, so no event older than this moment lies unread in a pipe.
   */
  #flushSoon(): void {
    if (this.#immediate !== undefined || this.#disposed) return;
    const heardUntil = this.#options.now();
    this.#immediate = setImmediate(() => {
      this.#immediate = undefined;
      this.#flush(heardUntil);
    });
  }

  #noteLoss(cpu: number, missed: number | null): void {
    const now = this.#options.now();
    // A page that was full has no room for the number; the buffer's own count has it too.
    const total = lossOf(this.instance, cpu);
    const count = Math.max(missed ?? 0, total - (this.#lossOf.get(cpu) ?? 0));
    this.#lossOf.set(cpu, total);
    this.#lost += Math.max(count, 1);
    this.#options.log.warn({ cpu, count }, 'the kernel overwrote events before they were read');
    this.#merge.push({ type: 'loss', at: now, count, source: `trace buffer of CPU ${cpu}` }, now);
    this.#recoverAt = Math.min(this.#recoverAt, now + RECOVERY);
  }

  #flush(heardUntil: number): void {
    const time = this.#horizon.at(heardUntil);
    for (const pid of this.#looks.take(heardUntil)) this.#read(pid);
    if (heardUntil >= this.#recoverAt) this.#resync(true);
    else if (heardUntil >= this.#resyncAt) this.#resync(false);
    const items = this.#merge.take(time);
    this.#flushed = time - this.#merge.window;
    for (const item of items) this.tracker.apply(item.type === 'event' ? this.#witness.complete(item) : item);
    this.tracker.settle(time - this.#merge.window - EVIDENCE);
    this.#deliver();
    if (items.some((item) => item.type === 'census' && item.afterLoss)) {
      this.settleNow();
      this.#options.onResync();
    }
    this.#arm();
  }

  #deliver(): void {
    const facts = this.tracker.drain();
    if (facts.length === 0) return;
    this.#resyncAt = Math.min(this.#resyncAt, this.#options.now() + RESYNC_BUSY);
    this.#options.onFacts(facts);
  }

  #read(pid: number): void {
    const { proc, now } = this.#options;
    if (!this.tracker.knows(pid)) {
      this.#looks.forget(pid);
      return;
    }
    const at = now();
    const look = lookAt(proc, pid, 'all', at) ?? null;
    this.#merge.push({ type: 'reading', at, pid, look }, at);
    this.#urgent = at;
  }

  #resync(afterLoss: boolean): void {
    const { proc, now } = this.#options;
    const time = now();
    this.#resyncAt = time + RESYNC_CALM;
    this.#recoverAt = Infinity;
    this.#merge.push(takeStock(proc, this.tracker, now, afterLoss), time);
    this.#urgent = now();
  }

  /** One timer, for whatever is due next; none when nothing waits but the calm resync. */
  #arm(): void {
    if (this.#disposed) return;
    const pending = this.tracker.oldestPending();
    const settles = pending === undefined ? Infinity : pending + this.#merge.window + EVIDENCE;
    const next = (this.#merge.next() ?? Infinity) + (this.#urgent > this.#flushed ? 0 : UNHURRIED);
    const due = Math.min(next, this.#looks.next, this.#resyncAt, this.#recoverAt, settles);
    if (due >= this.#timerAt && this.#timerAt > 0) return;
    clearTimeout(this.#timer);
    this.#timerAt = due;
    this.#timer = setTimeout(() => {
      this.#timerAt = Infinity;
      this.#flushSoon();
    }, Math.max(0, due - this.#options.now()));
    this.#timer.unref();
  }

  /** The last resort when the process leaves without disposing: the kernel refuses while a reader has a file open, so they go first. */
  readonly #atExit = (): void => {
    if (this.#disposed) return;
    this.#disposed = true;
    clearTimeout(this.#timer);
    clearImmediate(this.#immediate);
    this.#reader.kill();
    const wait = new Int32Array(new SharedArrayBuffer(4));
    for (let attempt = 0; attempt < 50 && !removeTraceInstance(this.instance.path); attempt++) Atomics.wait(wait, 0, 0, 10);
  };

  async [Symbol.asyncDispose](): Promise<void> {
    process.removeListener('exit', this.#atExit);
    if (this.#disposed) return;
    this.#disposed = true;
    clearTimeout(this.#timer);
    clearImmediate(this.#immediate);
    this.#reader.kill();
    for (let attempt = 0; attempt < 100; attempt++) {
      if (removeTraceInstance(this.instance.path)) return;
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
    this.#options.log.warn({ instance: this.instance.path }, 'the tracing instance is still in use; the next start sweeps it');
  }
}
