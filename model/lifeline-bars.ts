/** What events do to the bars and arrows of lifelines. */
import type { Event, SeenProcess } from './event';
import type { ProcFacts, ProcKey } from './process';
import type { Bar, BarName, LifelineDraft } from './lifelines';

export function foldBar(draft: LifelineDraft, event: Event): void {
  const { t } = event;
  switch (event.type) {
    case 'snapshot': {
      const keys = new Set(event.processes.map(({ key }) => key));
      for (const bar of [...draft.bars.values()]) if (bar.reapedAt === null && !keys.has(bar.key)) end(draft, bar, t, null);
      for (const process of event.processes) see(draft, process, t);
      break;
    }
    case 'found':
      see(draft, event.process, t);
      break;
    case 'fork': {
      if (draft.bars.get(event.proc) !== undefined) return;
      const { proc: key, role, parent, comm, container, nspid } = event;
      const argv = parent === null ? null : (draft.bars.get(parent)?.names.at(-1)?.argv ?? null);
      draft.bars.set(key, { ...newBar(key, t), role, parent, container: container ?? null, nspid: nspid ?? null, born: true, names: [{ t, comm, argv }] });
      break;
    }
    case 'exec': {
      const bar = draft.bars.get(event.proc);
      if (bar !== undefined) draft.bars.set(bar.key, { ...bar, role: event.role, names: renamed(bar.names, { t, comm: event.comm, argv: event.argv }) });
      break;
    }
    case 'observed': {
      const bar = draft.bars.get(event.proc);
      if (bar !== undefined) draft.bars.set(bar.key, { ...bar, ...read(bar, event.facts) });
      break;
    }
    case 'exit': {
      const bar = draft.bars.get(event.proc);
      if (bar !== undefined && bar.exitedAt === null) draft.bars.set(bar.key, { ...bar, exitedAt: t, exit: event.status });
      break;
    }
    case 'reap': {
      const bar = draft.bars.get(event.proc);
      if (bar !== undefined && bar.reapedAt === null) end(draft, bar, t, event.by);
      break;
    }
    case 'reparent':
      draft.bars.patch(event.proc, { parent: event.parent });
      break;
    case 'signal-sent': {
      const { seq, signal, cause, from, to, verdict } = event;
      const meant = (cause === 'user' || cause === 'kernel') && signal !== 'SIGURG' && signal !== 'SIGCHLD';
      // PID 1 that leaves signals its whole namespace, itself too: kernel/pid_namespace.c: zap_pid_ns_processes.
      if (meant && !(cause === 'kernel' && from === to)) draft.arrows.push({ seq, t, signal, cause, from, to, verdict });
      break;
    }
    default:
  }
}

function see(draft: LifelineDraft, seen: SeenProcess, t: number): void {
  const { key, role, parent, comm, container, nspid, state, argv } = seen;
  const before = draft.bars.get(key) ?? { ...newBar(key, t), names: [{ t, comm, argv: argv ?? null }] };
  const zombie = state === 'Z';
  const known = before.names.at(-1);
  const names = known !== undefined && known.comm === comm ? before.names : renamed(before.names, { t, comm, argv: argv ?? null });
  draft.bars.set(key, {
    ...before, role, parent, names,
    container: container ?? before.container,
    nspid: nspid ?? before.nspid,
    exitedAt: zombie ? (before.exitedAt ?? t) : null,
    exit: zombie ? (before.exit ?? { unknown: true }) : null,
    reapedAt: null,
    reaper: null,
  });
}

function end(draft: LifelineDraft, bar: Bar, t: number, by: ProcKey | null): void {
  draft.bars.set(bar.key, { ...bar, exitedAt: bar.exitedAt ?? t, exit: bar.exit ?? { unknown: true }, reapedAt: t, reaper: by });
}

function newBar(key: ProcKey, t: number): Omit<Bar, 'names'> {
  return { key, role: 'member', container: null, nspid: null, parent: null, from: t, born: false, exitedAt: null, exit: null, reapedAt: null, reaper: null };
}

/** A program that is started through two execs within a moment (runc's, a shell's) goes by the last. */
function renamed(names: readonly BarName[], name: BarName): readonly BarName[] {
  return names.at(-1)?.t === name.t ? [...names.slice(0, -1), name] : [...names, name];
}

/** A reading completes the name that it is known by, and does not make a new one. */
function read(bar: Bar, { nspid, argv, comm }: ProcFacts): Partial<Bar> {
  const last = bar.names.at(-1);
  if (last === undefined) return {};
  return {
    nspid: nspid ?? bar.nspid,
    names: argv === undefined && comm === undefined ? bar.names : [...bar.names.slice(0, -1), { ...last, comm: comm ?? last.comm, argv: argv ?? last.argv }],
  };
}
