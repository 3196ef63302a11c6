/** The trace events that the lab follows, and how a record becomes one. Pids are those of the host namespace, but for results of system calls. */
import type { EventFormat } from './event-format';
import { lowWordReader, numberReader, textReader } from './record-field';
import type { NumberReader, TextReader } from './record-field';

/** `at`: ms of CLOCK_MONOTONIC. `tid`: the thread in whose context it happened. */
interface Happened {
  readonly at: number;
  readonly tid: number;
}

export type TraceEvent = Happened &
  (
    | { readonly type: 'newtask'; readonly child: number; readonly comm: string; readonly flags: number }
    | { readonly type: 'exec'; readonly pid: number; readonly oldTid: number; readonly filename: string }
    /** `last`: the whole process is gone; undefined where the kernel does not say (before group_dead, 6.16). */
    | { readonly type: 'exit'; readonly last: boolean | undefined }
    | { readonly type: 'free'; readonly freed: number }
    | {
        readonly type: 'signal';
        readonly signal: number;
        readonly code: number;
        readonly target: number;
        readonly result: number;
      }
    | { readonly type: 'handler'; readonly signal: number }
    | { readonly type: 'exit-group'; readonly code: number }
    | { readonly type: 'exit-call'; readonly code: number }
    | { readonly type: 'waited'; readonly nspid: number }
    | { readonly type: 'waitid-enter'; readonly idType: number; readonly id: number; readonly options: number }
    | { readonly type: 'waitid-done' }
    | { readonly type: 'unshare'; readonly flags: number }
    | { readonly type: 'subreaper'; readonly on: boolean }
    | { readonly type: 'setsid' }
    | { readonly type: 'cloned'; readonly nspid: number }
  );

export type TraceEventType = TraceEvent['type'];

interface Wanted {
  readonly type: TraceEventType;
  /** Directory below `events`. */
  readonly path: string;
  readonly filter?: string;
}

/** What is switched on in the kernel, with the filters that keep noise out: Go's preemption signal (23) first of all. */
export const WANTED: readonly Wanted[] = [
  { type: 'newtask', path: 'task/task_newtask' },
  { type: 'exec', path: 'sched/sched_process_exec' },
  { type: 'exit', path: 'sched/sched_process_exit' },
  { type: 'free', path: 'sched/sched_process_free' },
  { type: 'signal', path: 'signal/signal_generate', filter: 'sig != 23' },
  { type: 'handler', path: 'signal/signal_deliver', filter: 'sa_handler > 1 && sig != 23' },
  { type: 'exit-group', path: 'syscalls/sys_enter_exit_group' },
  { type: 'exit-call', path: 'syscalls/sys_enter_exit' },
  { type: 'waited', path: 'syscalls/sys_exit_wait4', filter: 'ret > 0' },
  { type: 'waitid-enter', path: 'syscalls/sys_enter_waitid' },
  { type: 'waitid-done', path: 'syscalls/sys_exit_waitid', filter: 'ret == 0' },
  { type: 'unshare', path: 'syscalls/sys_enter_unshare' },
  // PR_SET_CHILD_SUBREAPER: include/uapi/linux/prctl.h.
  { type: 'subreaper', path: 'syscalls/sys_enter_prctl', filter: 'option == 36' },
  { type: 'setsid', path: 'syscalls/sys_exit_setsid', filter: 'ret > 0' },
  { type: 'cloned', path: 'syscalls/sys_exit_clone', filter: 'ret > 0' },
  { type: 'cloned', path: 'syscalls/sys_exit_clone3', filter: 'ret > 0' },
  { type: 'cloned', path: 'syscalls/sys_exit_fork', filter: 'ret > 0' },
  { type: 'cloned', path: 'syscalls/sys_exit_vfork', filter: 'ret > 0' },
];

/** Without these there is nothing to show; the others are left out where a kernel lacks them. */
export const INDISPENSABLE: ReadonlySet<TraceEventType> = new Set(['newtask', 'exec', 'exit', 'signal']);

export type RecordDecoder = (page: Buffer, start: number, at: number) => TraceEvent;

/** How to decode the records of one event; throws when the kernel's event lacks a field that is needed. */
export function recordDecoder(type: TraceEventType, format: EventFormat): RecordDecoder {
  const tid = number(format, 'common_pid');
  switch (type) {
    case 'newtask': {
      const [child, comm, flags] = [number(format, 'pid'), text(format, 'comm'), number(format, 'clone_flags')];
      return (page, start, at) => ({ type, at, tid: tid(page, start), child: child(page, start), comm: comm(page, start), flags: flags(page, start) });
    }
    case 'exec': {
      const [pid, oldTid, filename] = [number(format, 'pid'), number(format, 'old_pid'), text(format, 'filename')];
      return (page, start, at) => ({ type, at, tid: tid(page, start), pid: pid(page, start), oldTid: oldTid(page, start), filename: filename(page, start) });
    }
    case 'exit': {
      const last = numberReader(format, 'group_dead');
      return (page, start, at) => ({ type, at, tid: tid(page, start), last: last === undefined ? undefined : last(page, start) !== 0 });
    }
    case 'free': {
      const freed = number(format, 'pid');
      return (page, start, at) => ({ type, at, tid: tid(page, start), freed: freed(page, start) });
    }
    case 'signal': {
      const [signal, code] = [number(format, 'sig'), number(format, 'code')];
      const [target, result] = [number(format, 'pid'), number(format, 'result')];
      return (page, start, at) => ({
        type, at, tid: tid(page, start),
        signal: signal(page, start), code: code(page, start), target: target(page, start), result: result(page, start),
      });
    }
    case 'handler': {
      const signal = number(format, 'sig');
      return (page, start, at) => ({ type, at, tid: tid(page, start), signal: signal(page, start) });
    }
    case 'exit-group':
    case 'exit-call': {
      const code = needed(format, 'error_code', lowWordReader);
      return (page, start, at) => ({ type, at, tid: tid(page, start), code: code(page, start) & 0xff });
    }
    case 'waited':
    case 'cloned': {
      const nspid = number(format, 'ret');
      return (page, start, at) => ({ type, at, tid: tid(page, start), nspid: nspid(page, start) });
    }
    case 'waitid-enter': {
      const [idType, id, options] = [number(format, 'which'), number(format, 'upid'), number(format, 'options')];
      return (page, start, at) => ({ type, at, tid: tid(page, start), idType: idType(page, start), id: id(page, start), options: options(page, start) });
    }
    case 'unshare': {
      const flags = number(format, 'unshare_flags');
      return (page, start, at) => ({ type, at, tid: tid(page, start), flags: flags(page, start) });
    }
    case 'subreaper': {
      const on = number(format, 'arg2');
      return (page, start, at) => ({ type, at, tid: tid(page, start), on: on(page, start) !== 0 });
    }
    case 'waitid-done':
    case 'setsid':
      return (page, start, at) => ({ type, at, tid: tid(page, start) });
  }
}

function number(format: EventFormat, name: string): NumberReader {
  return needed(format, name, numberReader);
}

function text(format: EventFormat, name: string): TextReader {
  return needed(format, name, textReader);
}

function needed<T>(format: EventFormat, name: string, find: (format: EventFormat, name: string) => T | undefined): T {
  const reader = find(format, name);
  if (reader === undefined) throw new Error(`the kernel's event ${format.name} has no field ${name} that can be read`);
  return reader;
}
