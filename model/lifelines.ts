/**
 * What the lifelines show: a bar for each process from fork to reap, the signals between them, and the
 * spans in a container's life. A fold of the same log as the world, but one that forgets nobody.
 */
import type { Event, SignalCause, Verdict } from './event';
import type { ExitStatus, ProcKey, Role } from './process';
import type { World } from './world';
import { DraftMap } from './draft';
import { foldBar } from './lifeline-bars';
import { foldTrack } from './lifeline-tracks';

/** A process goes by this name from `t` on: a new one at each exec. */
export interface BarName {
  readonly t: number;
  readonly comm: string;
  readonly argv: readonly string[] | null;
}

export interface Bar {
  readonly key: ProcKey;
  readonly role: Role;
  readonly container: string | null;
  readonly nspid: readonly number[] | null;
  readonly parent: ProcKey | null;
  readonly from: number;
  /** False: it was there when the log first saw it. */
  readonly born: boolean;
  /** Never empty, oldest first. */
  readonly names: readonly BarName[];
  /** From here to `reapedAt` it is a zombie. */
  readonly exitedAt: number | null;
  readonly exit: ExitStatus | null;
  readonly reapedAt: number | null;
  readonly reaper: ProcKey | null;
}

/** A signal that somebody, or the kernel, meant: those that a child's end or a timer brings are left out. */
export interface Arrow {
  readonly seq: number;
  readonly t: number;
  readonly signal: string;
  readonly cause: SignalCause;
  readonly from: ProcKey | null;
  readonly to: ProcKey;
  readonly verdict: Verdict;
}

/** From the request to stop until PID 1 has left. */
export interface Grace {
  readonly from: number;
  readonly to: number | null;
  readonly signal: string;
  /** Milliseconds that PID 1 is given. */
  readonly allowed: number;
  /** When the engine lost patience and sent SIGKILL. */
  readonly killedAt: number | null;
}

/** One time that a container ran. Its end is the end of its PID namespace. */
export interface Life {
  readonly from: number;
  readonly to: number | null;
  readonly exitCode: number | null;
}

/** A container from its creation to its removal. */
export interface Track {
  readonly id: string;
  readonly name: string;
  readonly createdAt: number;
  readonly removedAt: number | null;
  readonly pid1: ProcKey | null;
  readonly lives: readonly Life[];
  readonly graces: readonly Grace[];
}

export interface CommandBar {
  readonly id: string;
  readonly line: string;
  readonly from: number;
  readonly to: number | null;
  readonly exitCode: number | null;
}

export interface Lifelines {
  /** Time of the last event. */
  readonly t: number;
  readonly bars: ReadonlyMap<ProcKey, Bar>;
  readonly tracks: ReadonlyMap<string, Track>;
  readonly commands: ReadonlyMap<string, CommandBar>;
  readonly arrows: readonly Arrow[];
  /** Times at which something happened, rising; near ones are written once. */
  readonly activity: readonly number[];
}

/** Lifelines being written to. */
export interface LifelineDraft {
  t: number;
  readonly bars: DraftMap<ProcKey, Bar>;
  readonly tracks: DraftMap<string, Track>;
  readonly commands: DraftMap<string, CommandBar>;
  /** The arrows so far; a list of its own in each draft. */
  readonly arrows: Arrow[];
}

export const NO_LIFELINES: Lifelines = { t: 0, bars: new Map(), tracks: new Map(), commands: new Map(), arrows: [], activity: [] };

/** Two happenings nearer than this are one activity, in milliseconds. */
const NEAR = 100;

/** Lifelines of a log that begins with this world: who is in it was there before. */
export function lifelinesFrom(world: World): Lifelines {
  if (world.seq === 0) return NO_LIFELINES;
  const bars = [...world.processes.values()].map(({ key, role, container, nspid, parent, bornAt, comm, argv, exitedAt, exit, reapedAt, reaper }): [ProcKey, Bar] => [
    key,
    { key, role, container, nspid, parent, from: bornAt, born: false, names: [{ t: bornAt, comm, argv }], exitedAt, exit, reapedAt, reaper },
  ]);
  const tracks = [...world.containers.values()].map(({ id, name, createdAt, pid1, startedAt, diedAt, exitCode }): [string, Track] => [
    id,
    { id, name, createdAt, removedAt: null, pid1, lives: startedAt === null ? [] : [{ from: startedAt, to: diedAt, exitCode }], graces: [] },
  ]);
  const commands = [...world.commands.values()].map(({ id, line, startedAt, endedAt, exitCode }): [string, CommandBar] => [id, { id, line, from: startedAt, to: endedAt, exitCode }]);
  return { t: world.t, bars: new Map(bars), tracks: new Map(tracks), commands: new Map(commands), arrows: [], activity: [world.t] };
}

/** The lifelines after these events; those that it began with stay as they were. */
export function foldLifelines(lifelines: Lifelines, events: Iterable<Event>): Lifelines {
  const draft: LifelineDraft = {
    t: lifelines.t,
    bars: new DraftMap(lifelines.bars),
    tracks: new DraftMap(lifelines.tracks),
    commands: new DraftMap(lifelines.commands),
    arrows: [...lifelines.arrows],
  };
  const activity = [...lifelines.activity];
  for (const event of events) {
    draft.t = Math.max(draft.t, event.t);
    const at = { ...event, t: draft.t };
    if (isActivity(event) && draft.t - (activity.at(-1) ?? -Infinity) >= NEAR) activity.push(draft.t);
    foldBar(draft, at);
    foldTrack(draft, at);
  }
  return { t: draft.t, bars: draft.bars.done(), tracks: draft.tracks.done(), commands: draft.commands.done(), arrows: draft.arrows, activity };
}

/** Readings, turned pages and image builds do not make the time between them worth its width. */
function isActivity({ type }: Event): boolean {
  switch (type) {
    case 'observed':
    case 'snapshot':
    case 'image':
    case 'observer':
    case 'engine':
    case 'lab-opened':
    case 'step-entered':
    case 'step-predicted':
    case 'command-output':
    case 'ps':
      return false;
    default:
      return true;
  }
}

/** The name at the moment `t`; before the first one, the first one. */
export function nameAt({ names }: Bar, t: number): BarName {
  const first = names[0] as BarName;
  return names.findLast((name) => name.t <= t) ?? first;
}
