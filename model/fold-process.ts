/** What process and signal events do to a world. */
import type { Draft } from './draft';
import type { Event, Place, ProcessEvent, SeenProcess, SignalEvent } from './event';
import type { ProcFacts, ProcKey, Process } from './process';
import { isShim } from './engine-process';
import { note } from './anomaly';
import { pidOf, startTimeOf } from './process';

type ProcessFact = Extract<Event, { type: (ProcessEvent | SignalEvent)['type'] }>;

export function foldProcess(draft: Draft, event: ProcessFact): void {
  switch (event.type) {
    case 'snapshot':
      foldSnapshot(draft, event, event.processes, event.reason !== 'start');
      break;
    case 'found':
      see(draft, event, event.process);
      break;
    case 'fork': {
      const parent = event.parent === null ? undefined : draft.processes.get(event.parent);
      if (event.parent !== null && parent === undefined) note(draft, event, 'PROC2', `fork of ${event.proc}: its parent ${event.parent} is not known`);
      if (draft.processes.get(event.proc) !== undefined) {
        note(draft, event, 'PROC1', `fork of ${event.proc}, which is there already`);
        return;
      }
      put(draft, {
        ...newborn(event.proc, event.t),
        role: event.role,
        parent: event.parent,
        parentInferred: event.inferred === true,
        comm: event.comm,
        // A fork copies the caller: argv, session, terminal and namespace are the parent's until exec or setsid.
        argv: parent?.argv ?? null,
        container: event.container ?? null,
        nspid: event.nspid ?? null,
        pidns: event.pidns ?? parent?.pidns ?? null,
        pgid: parent?.pgid ?? null,
        sid: parent?.sid ?? null,
        tty: parent?.tty ?? null,
        uid: parent?.uid ?? null,
      });
      break;
    }
    case 'exec': {
      const process = known(draft, event, event.proc, 'exec');
      if (process === undefined) return;
      put(draft, { ...process, comm: event.comm, argv: event.argv, role: event.role, execedAt: event.t, masks: null });
      break;
    }
    case 'observed': {
      const process = known(draft, event, event.proc, 'a reading');
      if (process === undefined) return;
      const parent = event.parent === undefined ? {} : { parent: event.parent, parentInferred: false };
      put(draft, { ...process, ...definedFacts(event.facts), ...parent });
      break;
    }
    case 'exit': {
      const process = known(draft, event, event.proc, 'exit');
      if (process === undefined) return;
      if (process.life !== 'alive') {
        note(draft, event, 'PROC4', `exit of ${event.proc}, which has exited before`);
        return;
      }
      put(draft, { ...process, life: 'zombie', state: 'Z', exit: event.status, exitedAt: event.t });
      break;
    }
    case 'reap':
      foldReap(draft, event);
      break;
    case 'reparent': {
      const process = known(draft, event, event.proc, 'reparent');
      if (process === undefined) return;
      put(draft, { ...process, parent: event.parent, parentInferred: event.inferred === true });
      break;
    }
    case 'signal-sent': {
      if (known(draft, event, event.to, event.signal) === undefined) return;
      const { seq, t, signal, cause, from, to, verdict } = event;
      draft.signals.push({ seq, t, signal, cause, from, to, verdict });
      break;
    }
    case 'signal-delivered':
      known(draft, event, event.proc, `delivery of ${event.signal}`);
      break;
    default:
      event satisfies never;
  }
}

function foldReap(draft: Draft, event: Extract<ProcessFact, { type: 'reap' }>): void {
  const process = known(draft, event, event.proc, 'reap');
  if (process === undefined) return;
  if (process.life === 'dead') {
    note(draft, event, 'PROC5', `reap of ${event.proc}, which was reaped before`);
    return;
  }
  if (process.life === 'alive') note(draft, event, 'PROC5', `reap of ${event.proc}, whose exit was not seen`);
  if (staysInSight(draft, process)) {
    const exitedAt = process.exitedAt ?? event.t;
    put(draft, { ...process, life: 'dead', state: 'X', exit: process.exit ?? { unknown: true }, exitedAt, reapedAt: event.t, reaper: event.by });
  } else {
    draft.processes.delete(event.proc);
  }
}

/**
 * PID 1, whoever fell with its namespace, and the shim stay in sight until their container is removed
 * or started again: a dead namespace is shown with what was in it.
 */
function staysInSight(draft: Draft, process: Process): boolean {
  if (process.container === null) return false;
  const container = draft.containers.get(process.container);
  if (container === undefined) return false;
  if (isShim(process)) return !hasNewerShim(draft, process);
  if (container.pid1 === process.key) return true;
  const pid1 = container.pid1 === null ? undefined : draft.processes.get(container.pid1);
  return pid1 !== undefined && pid1.life !== 'alive' && process.role === 'member';
}

/** On a restart the engine starts the new shim before the old one is gone. */
function hasNewerShim(draft: Draft, shim: Process): boolean {
  return [...draft.processes.values()].some((other) => other.container === shim.container && isShim(other) && other.life === 'alive' && other.key !== shim.key);
}

function foldSnapshot(draft: Draft, place: Place, seen: readonly SeenProcess[], later: boolean): void {
  const keys = new Set(seen.map((process) => process.key));
  for (const process of [...draft.processes.values()]) {
    if (process.life === 'dead' || keys.has(process.key)) continue;
    if (later && process.life === 'alive') note(draft, place, 'PROC6', `${process.key} (${process.comm}) left unseen`);
    const gone: Process = { ...process, life: 'dead', exit: process.exit ?? { unknown: true }, exitedAt: process.exitedAt ?? place.t, reapedAt: place.t };
    if (staysInSight(draft, process)) put(draft, gone);
    else draft.processes.delete(process.key);
  }
  for (const process of seen) see(draft, place, process);
}

function see(draft: Draft, place: Place, seen: SeenProcess): void {
  const { key, role, parent, comm, container, ...facts } = seen;
  const before = draft.processes.get(key) ?? newborn(key, place.t);
  const zombie = facts.state === 'Z';
  put(draft, {
    ...before,
    ...definedFacts(facts),
    role,
    parent,
    parentInferred: false,
    comm,
    container: container ?? before.container,
    life: zombie ? 'zombie' : 'alive',
    exitedAt: zombie ? (before.exitedAt ?? place.t) : null,
    exit: zombie ? (before.exit ?? { unknown: true }) : null,
  });
}

function known(draft: Draft, place: Place, key: ProcKey, what: string): Process | undefined {
  const process = draft.processes.get(key);
  if (process === undefined) note(draft, place, 'PROC3', `${what} of ${key}, which is not known`);
  return process;
}

function newborn(key: ProcKey, t: number): Process {
  return {
    key, pid: pidOf(key), startTime: startTimeOf(key), role: 'member',
    parent: null, parentInferred: false, nspid: null, pidns: null, pgid: null, sid: null, tty: null, uid: null,
    comm: '', argv: null, container: null, life: 'alive', state: 'R', masks: null, cpuTicks: 0,
    bornAt: t, execedAt: null, exitedAt: null, exit: null, reapedAt: null, reaper: null,
  };
}

/** Writes a process, and notices when it turns out to be the PID 1 that its container waits for. */
function put(draft: Draft, process: Process): void {
  draft.processes.set(process.key, process);
  if (process.container === null || process.life !== 'alive') return;
  const container = draft.containers.get(process.container);
  if (container === undefined || container.pid1 === process.key) return;
  const isPid1 = process.pid === container.pid || (container.pid === null && process.nspid?.length === 2 && process.nspid[1] === 1);
  if (isPid1) draft.containers.set(container.id, { ...container, pid1: process.key, pidns: process.pidns ?? container.pidns });
}

/** The facts that were read; what was not read leaves the old value as it is. */
function definedFacts(facts: ProcFacts): Partial<Process> {
  const { ppid: _parentIsTheKey, ...rest } = facts;
  return Object.fromEntries(Object.entries(rest).filter(([, value]) => value !== undefined));
}
