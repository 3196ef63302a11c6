/** From the kernel's events and readings of /proc, in order, to facts. No clock and no timers: the observers bring those. */
import type { SeenProcess } from '@/model/event';
import type { ProcKey } from '@/model/process';
import { cloned, forked, seenProcess } from './birth';
import type { BootClock } from './boot-clock';
import { freed, settleEnds, threadExited, waited, waitidDone } from './ending';
import { engineRoster } from './engine-roster';
import type { EngineRoster } from './engine-roster';
import { execed, looksLikeEngine } from './execing';
import { FactQueue } from './fact-queue';
import type { KernelFact } from './kernel-fact';
import { ENGINE } from './origin';
import type { ProcFs } from './proc-fs';
import type { ProcLook } from './proc-look';
import { Parking } from './parking';
import { ProcessTable } from './process-table';
import type { Scene } from './scene';
import { read, takeCensus } from './sighting';
import type { Census, Reading, Trust } from './sighting';
import { childEnd } from './signal-facts';
import { handled, signalled } from './signalling';
import { levelOf } from './task';
import type { Task } from './task';
import type { TraceEvent } from './trace-event';

const CLONE_NEWPID = 0x2000_0000;

/** ms that a fork waits for the one who forked: its own fork may be on another CPU, which is late. If it is lost, /proc names the parent. */
const FORKER_WAITS = 20;

/** Events were lost before this moment; 0: nobody knows how many. */
export interface Loss {
  readonly type: 'loss';
  readonly at: number;
  readonly count: number;
  readonly source: string;
}

/** An event together with the look that was taken as soon as it was read. */
export interface Witnessed {
  readonly type: 'event';
  readonly at: number;
  readonly event: TraceEvent;
  /** Of a fork: the child. */
  look: ProcLook | undefined;
  /** Of an exec: its command line. */
  argv: readonly string[] | undefined;
  readonly argvAt: number;
}

export type StreamItem = Witnessed | Reading | Census | Loss;

export interface TrackerOptions {
  readonly proc: ProcFs;
  readonly clock: BootClock;
  readonly trust: Trust;
  readonly enginePid: () => number | undefined;
  readonly lookLater: (task: Task, delays: readonly number[]) => void;
}

export class Tracker {
  readonly #scene: Scene;
  readonly #trust: Trust;
  readonly #roster: EngineRoster;
  readonly #parked = new Parking<Witnessed>();

  constructor({ proc, clock, trust, enginePid, lookLater }: TrackerOptions) {
    this.#trust = trust;
    this.#scene = {
      table: new ProcessTable(), queue: new FactQueue(), proc, clock,
      pendingEnds: new Map(), lastFork: new Map(), waitCalls: new Map(), lookLater,
    };
    this.#roster = engineRoster(this.#scene, enginePid);
  }

  get size(): number {
    return this.#scene.table.size;
  }

  apply(item: StreamItem): void {
    switch (item.type) {
      case 'event':
        this.#applyOrPark(item);
        break;
      case 'reading':
        read(this.#scene, item, this.#trust);
        break;
      case 'census':
        takeCensus(this.#scene, item, this.#trust);
        this.#roster.review(item.at);
        break;
      case 'loss':
        this.#scene.queue.push({ at: item.at, origin: ENGINE, fact: { type: 'lost', count: item.count, source: item.source } });
        break;
    }
  }

  /** One CPU's events may overtake another's: what happens to somebody whose fork is still to come waits for it. */
  #applyOrPark(item: Witnessed): void {
    const { event } = item;
    const stranger = this.#strangerIn(event);
    if (stranger !== undefined) {
      this.#parked.park(stranger, item);
      return;
    }
    this.#applyNow(item);
  }

  #applyNow(item: Witnessed): void {
    this.#applyEvent(item);
    if (item.event.type !== 'newtask') return;
    for (const later of this.#parked.release(item.event.child, item.at)) this.#applyOrPark(later);
  }

  /** The thread without which the event has no meaning, and of which nobody has heard yet. */
  #strangerIn(event: TraceEvent): number | undefined {
    if (event.type === 'free') return undefined;
    const { table } = this.#scene;
    const threads = event.type !== 'signal' ? [event.tid] : childEnd(event.signal, event.code) === undefined ? [event.target] : [event.target, event.tid];
    return threads.find((tid) => tid !== 0 && table.ofThread(tid) === undefined);
  }

  #applyEvent({ event, look, argv }: Witnessed): void {
    const scene = this.#scene;
    switch (event.type) {
      case 'newtask':
        forked(scene, event, look);
        break;
      case 'exec':
        execed(scene, event, argv);
        if (looksLikeEngine(event.filename)) this.#roster.review(event.at);
        break;
      case 'exit':
        threadExited(scene, event);
        break;
      case 'free':
        freed(scene, event);
        break;
      case 'signal':
        signalled(scene, event);
        break;
      case 'handler':
        handled(scene, event);
        break;
      case 'exit-group':
      case 'exit-call':
        this.#exitCalled(event);
        break;
      case 'waited':
        waited(scene, event);
        break;
      case 'waitid-enter':
        scene.waitCalls.set(event.tid, event);
        break;
      case 'waitid-done':
        waitidDone(scene, event);
        break;
      case 'unshare':
        if ((event.flags & CLONE_NEWPID) !== 0) this.#withTask(event.tid, (task) => (task.newPidns = true));
        break;
      case 'subreaper':
        this.#withTask(event.tid, (task) => (task.subreaper = event.on));
        break;
      case 'setsid':
        this.#withTask(event.tid, (task) => scene.lookLater(task, [1]));
        break;
      case 'cloned':
        cloned(scene, event);
        break;
      default:
        event satisfies never;
    }
  }

  /** exit(2) ends one thread: its code is the process's only when it is the last (kernel/exit.c: synchronize_group_exit). */
  #exitCalled(event: Extract<TraceEvent, { type: 'exit-group' | 'exit-call' }>): void {
    this.#withTask(event.tid, (task) => {
      if (event.type === 'exit-group' || task.threads.size === 1) task.exitCode ??= event.code;
    });
  }

  #withTask(tid: number, act: (task: Task) => void): void {
    const task = this.#scene.table.ofThread(tid);
    if (task !== undefined) act(task);
  }

  /** Gives up waiting: for evidence on ends that are older than `until`, and for who forked. */
  settle(until: number): void {
    for (const fork of this.#parked.overdue(until - FORKER_WAITS, isFork)) this.#applyNow(fork);
    settleEnds(this.#scene, until);
  }

  /** `settle` has something to do from this time on. */
  oldestPending(): number | undefined {
    const [end] = this.#scene.pendingEnds.values();
    const fork = this.#parked.oldest(isFork);
    if (fork === undefined) return end?.slot.at;
    return Math.min(end?.slot.at ?? Infinity, fork + FORKER_WAITS);
  }

  drain(): KernelFact[] {
    return this.#scene.queue.drain();
  }

  /** Whether a look at this thread's process may be worth its while: in scope, about to be, or unknown. */
  followed(tid: number): boolean {
    const task = this.#scene.table.ofThread(tid);
    return task === undefined || task.kind === 'candidate' || task.kind === 'containerd' || (task.origin !== null && task.origin !== ENGINE);
  }

  /** How deep in namespaces a container's own process is; undefined for any other, and for one that is about to change that. */
  memberLevel(tid: number): number | undefined {
    const task = this.#scene.table.ofThread(tid);
    return task?.role === 'member' && task.origin !== null && !task.newPidns && task.facts.nspid !== undefined ? levelOf(task) : undefined;
  }

  /** Pids of the processes that listeners know. */
  toldPids(): number[] {
    return [...this.#scene.table.all()].filter((task) => task.told).map((task) => task.pid);
  }

  /** Whether any container's process is alive. */
  hasContainers(): boolean {
    for (const task of this.#scene.table.all()) if (task.told && task.origin !== ENGINE) return true;
    return false;
  }

  knows(pid: number): boolean {
    return this.#scene.table.get(pid) !== undefined;
  }

  seen(origins: ReadonlySet<string>): SeenProcess[] {
    const tasks = [...this.#scene.table.all()].filter((task) => task.told && task.origin !== null && (task.origin === ENGINE || origins.has(task.origin)));
    return tasks.sort((a, b) => a.startTime - b.startTime || a.pid - b.pid).map(seenProcess);
  }

  originOf(key: ProcKey): string | undefined {
    return this.#scene.table.originOf(key);
  }

  lookup(pid: number): ProcKey | undefined {
    const task = this.#scene.table.get(pid);
    return task?.told === true ? task.key : undefined;
  }

  taskOf(key: ProcKey): Task | undefined {
    const task = this.#scene.table.get(Number.parseInt(key, 10));
    return task?.key === key ? task : undefined;
  }
}

function isFork({ event }: Witnessed): boolean {
  return event.type === 'newtask';
}
