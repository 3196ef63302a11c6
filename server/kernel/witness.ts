/** Reads /proc as soon as an event is known: by the time that the event has its place in the order, the process may be gone. */
import { lookAt } from './proc-look';
import type { ProcLook } from './proc-look';
import type { ProcFs } from './proc-fs';
import type { TraceEvent } from './trace-event';
import type { Tracker, Witnessed } from './tracker';

const CLONE_THREAD = 0x10000;
/** ms by which a new program's memory may show in /proc before the event that reports it. */
const EXEC_TAKES = 1;

type Fork = Extract<TraceEvent, { type: 'newtask' }>;

export class Witness {
  readonly #proc: ProcFs;
  readonly #tracker: Tracker;
  readonly #now: () => number;
  /** Processes forked by somebody in scope, whose fork is read but not yet applied. */
  readonly #expected = new Set<number>();
  /** The last exec of each pid that is read but not yet applied. */
  readonly #execs = new Map<number, Witnessed>();

  constructor(proc: ProcFs, tracker: Tracker, now: () => number) {
    this.#proc = proc;
    this.#tracker = tracker;
    this.#now = now;
  }

  /** The event as it was read, with what can be seen at this moment. */
  see(event: TraceEvent): Witnessed {
    const item: Witnessed = { type: 'event', at: event.at, event, look: undefined, argv: undefined, argvAt: this.#now() };
    if (event.type === 'newtask') {
      if (isProcess(event) && this.#inScope(event.tid)) {
        this.#expected.add(event.child);
        item.look = this.#lookAtChild(event);
      }
    } else if (event.type === 'exec' && this.#inScope(event.pid)) {
      item.argv = this.#proc.cmdline(event.pid);
      const earlier = this.#execs.get(event.pid);
      // Two in a row: the command line that was read for the first may be the second's.
      if (earlier !== undefined && earlier.argvAt > event.at - EXEC_TAKES) earlier.argv = undefined;
      this.#execs.set(event.pid, item);
    }
    return item;
  }

  /** The event is about to be applied: what was not in scope as it was read may be so now. */
  complete({ event, ...item }: Witnessed): Witnessed {
    if (event.type === 'newtask' && isProcess(event)) {
      if (!this.#expected.delete(event.child) && this.#tracker.followed(event.tid)) return { ...item, event, look: this.#lookAtChild(event) };
    } else if (event.type === 'exec') {
      const last = this.#execs.get(event.pid);
      const isLast = last === undefined || last.event === event;
      if (isLast) this.#execs.delete(event.pid);
      if (isLast && item.argv === undefined && this.#tracker.followed(event.pid)) return { ...item, event, argv: this.#proc.cmdline(event.pid) };
    }
    return { ...item, event };
  }

  /** Whether anybody in scope may have a part in it. What concerns strangers only need not be hurried. */
  concerns(event: TraceEvent): boolean {
    switch (event.type) {
      case 'free':
        return this.#tracker.followed(event.freed);
      case 'signal':
        return this.#inScope(event.target) || this.#inScope(event.tid);
      default:
        return this.#inScope(event.tid);
    }
  }

  #inScope(tid: number): boolean {
    return this.#expected.has(tid) || this.#tracker.followed(tid);
  }

  /** A member's child is in its parent's namespace, unless its numbers tell otherwise: one link less to read. */
  #lookAtChild({ tid, child }: Fork): ProcLook | undefined {
    const level = this.#tracker.memberLevel(tid);
    const look = lookAt(this.#proc, child, level === undefined ? 'birth' : 'numbers', this.#now());
    const asExpected = level === undefined || look?.status?.nspid.length === level + 1;
    return look === undefined || asExpected ? look : { ...look, pidns: this.#proc.namespace(child, 'pid') };
  }
}

function isProcess(event: Fork): boolean {
  return (event.flags & CLONE_THREAD) === 0;
}
