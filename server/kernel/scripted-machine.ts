/** For tests: a machine whose events are written by hand. Its /proc is empty, as it is for processes that have gone. */
import type { Fact } from '@/model/event';
import type { ProcKey } from '@/model/process';
import type { KernelFact } from './kernel-fact';
import type { ProcLook } from './proc-look';
import { ProcFs } from './proc-fs';
import { Tracker } from './tracker';
import type { TraceEvent } from './trace-event';

export const CONTAINER = 'c'.repeat(64);
export const OTHER = 'd'.repeat(64);
export const [INIT, DOCKERD, CONTAINERD, STRANGER] = [1, 100, 101, 300];

type EventOf<T extends TraceEvent['type']> = Omit<Extract<TraceEvent, { type: T }>, 'type' | 'at'>;

export interface Sight {
  readonly pid: number;
  readonly ppid?: number;
  readonly comm?: string;
  readonly start?: number;
  readonly state?: string;
  readonly exitCode?: number;
  readonly nspid?: readonly number[];
  readonly pidns?: number;
  readonly argv?: readonly string[];
  readonly pgid?: number;
}

export class ScriptedMachine {
  readonly tracker: Tracker;
  readonly told: KernelFact[] = [];
  /** Pids that the tracker asked to be looked at again. */
  readonly looks: number[] = [];
  #at = 1_000;

  constructor(trust: 'events' | 'readings' = 'events') {
    this.tracker = new Tracker({
      proc: new ProcFs('/nonexistent'), trust,
      clock: { ticksAt: (at) => Math.floor(at) },
      enginePid: () => undefined,
      lookLater: (task) => this.looks.push(task.pid),
    });
    this.census([
      { pid: INIT, ppid: 0, comm: 'systemd', argv: ['/sbin/init', '--secret'] },
      { pid: DOCKERD, ppid: INIT, comm: 'dockerd', argv: ['dockerd', '--secret'] },
      { pid: CONTAINERD, ppid: DOCKERD, comm: 'containerd' },
      { pid: STRANGER, ppid: INIT, comm: 'bash' },
    ]);
    this.told.length = 0;
  }

  get now(): number {
    return this.#at;
  }

  pass(ms: number): void {
    this.#at += ms;
  }

  happen<T extends TraceEvent['type']>(type: T, event: EventOf<T>, extra: { readonly look?: ProcLook; readonly argv?: readonly string[]; readonly at?: number } = {}): void {
    const at = extra.at ?? (this.#at += 1);
    const happened = { type, at, ...event } as unknown as TraceEvent;
    this.tracker.apply({ type: 'event', at, event: happened, look: extra.look, argv: extra.argv, argvAt: at });
    this.#collect();
  }

  fork(parent: number, child: number, sight: Partial<Sight> = {}, flags = 0x120_0000): void {
    const at = this.#at + 1;
    this.happen('newtask', { tid: parent, child, comm: sight.comm ?? 'sh', flags }, { look: look({ pid: child, ppid: parent, start: at, ...sight }, at) });
  }

  exec(pid: number, argv: readonly string[] | undefined, filename = `/bin/${argv?.[0] ?? 'x'}`, oldTid = pid): void {
    this.happen('exec', { tid: pid, pid, oldTid, filename }, argv === undefined ? {} : { argv });
  }

  exit(pid: number, code: number, parent?: number): void {
    this.happen('exit-group', { tid: pid, code });
    this.end(pid, 1, parent);
  }

  /** The end of a process, and the word to its parent (CLD_EXITED 1, CLD_KILLED 2, CLD_DUMPED 3). */
  end(pid: number, told: number, parent?: number): void {
    this.happen('exit', { tid: pid, last: true });
    if (parent !== undefined) this.happen('signal', { tid: pid, signal: 17, code: told, target: parent, result: 0 });
  }

  kill(from: number, target: number, signal: number, result = 0, code = 0): void {
    this.happen('signal', { tid: from, signal, code, target, result });
  }

  /** A shim with pid 200, and the container's PID 1 with pid 210. */
  container(shim = 200, pid1 = 210, id = CONTAINER): void {
    this.fork(CONTAINERD, shim, { comm: 'containerd' });
    this.exec(shim, ['/usr/bin/containerd-shim-runc-v2', '-namespace', 'moby', '-id', id], '/usr/bin/containerd-shim-runc-v2');
    this.fork(shim, shim + 1, { comm: 'containerd-shim' });
    this.exec(shim + 1, ['runc', 'create', id], '/usr/sbin/runc');
    this.fork(shim + 1, shim + 2, { comm: 'runc' });
    this.exec(shim + 2, ['runc', 'init'], '/proc/self/exe');
    this.fork(shim + 2, pid1, { comm: 'runc:[1:CHILD]', nspid: [pid1, 1], pidns: shim * 10, ppid: shim + 1 }, 0x8000);
    this.exit(shim + 2, 0, shim + 1);
    this.happen('waited', { tid: shim + 1, nspid: shim + 2 });
    this.exit(shim + 1, 0, shim);
    this.happen('waited', { tid: shim, nspid: shim + 1 });
    this.exec(pid1, ['sh'], '/bin/sh');
  }

  census(sights: readonly Sight[], afterLoss = false): void {
    const at = (this.#at += 1);
    const looks = sights.map((sight) => look({ start: sight.pid, ...sight }, at));
    this.tracker.apply({ type: 'census', since: at, at, pids: new Set(sights.map(({ pid }) => pid)), looks, afterLoss });
    this.#collect();
  }

  read(sight: Sight | number): void {
    const at = (this.#at += 1);
    const pid = typeof sight === 'number' ? sight : sight.pid;
    this.tracker.apply({ type: 'reading', at, pid, look: typeof sight === 'number' ? null : look(sight, at) });
    this.#collect();
  }

  settle(): void {
    this.tracker.settle(Infinity);
    this.#collect();
  }

  key(pid: number): ProcKey {
    const key = this.told.map(({ fact }) => ('proc' in fact ? fact.proc : undefined)).findLast((proc) => proc?.startsWith(`${pid}.`) === true);
    return key ?? this.tracker.lookup(pid) ?? `${pid}.0`;
  }

  facts<T extends Fact['type']>(type: T): Extract<Fact, { type: T }>[] {
    return this.told.flatMap(({ fact }) => (fact.type === type ? [fact as Extract<Fact, { type: T }>] : []));
  }

  #collect(): void {
    this.told.push(...this.tracker.drain());
  }
}

function look(sight: Sight, at: number): ProcLook {
  const { pid, ppid = 0, comm = 'sh', start = 0, state = 'S', exitCode = 0, nspid = [pid], pidns = 1, argv, pgid = pid } = sight;
  return {
    at, argv, pidns,
    stat: { pid, ppid, comm, state, pgid, sid: pgid, ttyNr: 0, cpuTicks: 0, threads: 1, startTime: start, startStack: 0, exitCode },
    status: { tgid: pid, ppid, nspid, uid: 0, masks: { SigCgt: '0', SigIgn: '0', SigBlk: '0', SigPnd: '0' } },
  };
}
