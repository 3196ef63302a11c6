/** The world at one moment: what a log up to there amounts to. Plain data; every view is computed from it. */
import type { ObserverMode, SignalCause, Verdict } from './event';
import type { ProcKey, Process } from './process';

export interface Container {
  readonly id: string;
  /** The learner's name for it, not the engine's. */
  readonly name: string;
  readonly image: string;
  readonly state: 'created' | 'running' | 'paused' | 'exited';
  /** PID 1 of its PID namespace (with `--pid=host`: its main process); null until it is seen. */
  readonly pid1: ProcKey | null;
  readonly pid: number | null;
  readonly pidns: number | null;
  readonly createdAt: number;
  readonly startedAt: number | null;
  readonly diedAt: number | null;
  readonly exitCode: number | null;
  readonly oomKilled: boolean;
  /** The engine's first request to end it in this life, for the grace period. */
  readonly killRequestedAt: number | null;
}

/** A signal of the last moments, kept for the picture. */
export interface SignalMark {
  readonly seq: number;
  readonly t: number;
  readonly signal: string;
  readonly cause: SignalCause;
  readonly from: ProcKey | null;
  readonly to: ProcKey;
  readonly verdict: Verdict;
}

export interface Command {
  readonly id: string;
  readonly line: string;
  readonly step: string | null;
  /** By hand, in a terminal. */
  readonly typed: boolean;
  /** How many commands are called before it; null: it has begun. */
  readonly ahead: number | null;
  readonly startedAt: number;
  readonly endedAt: number | null;
  readonly exitCode: number | null;
  readonly error: string | null;
}

/** Something that cannot be: a lost, doubled or reordered event, a process that changed unseen. Shown, never hidden. */
export interface Anomaly {
  readonly seq: number;
  readonly t: number;
  readonly rule: string;
  readonly what: string;
}

export interface Engine {
  readonly state: 'up' | 'down' | 'unknown';
  readonly kind: string;
  readonly version: string | null;
  readonly api: string | null;
  readonly cgroup: string | null;
}

export interface ImageState {
  readonly state: 'building' | 'ready' | 'failed';
  readonly progress: string;
}

export interface World {
  readonly seq: number;
  readonly t: number;
  readonly observer: { readonly mode: ObserverMode; readonly reason: string | null };
  readonly engine: Engine;
  readonly processes: ReadonlyMap<ProcKey, Process>;
  readonly containers: ReadonlyMap<string, Container>;
  readonly commands: ReadonlyMap<string, Command>;
  readonly images: ReadonlyMap<string, ImageState>;
  /** The last ps text of each container id. */
  readonly ps: ReadonlyMap<string, { readonly t: number; readonly text: string }>;
  readonly lab: string | null;
  readonly step: string | null;
  readonly predictions: ReadonlyMap<string, number>;
  readonly signals: readonly SignalMark[];
  readonly anomalies: readonly Anomaly[];
}

/** How many signals and anomalies a world remembers; the log has them all. */
export const REMEMBERED = 64;

export const EMPTY_WORLD: World = {
  seq: 0,
  t: 0,
  observer: { mode: 'none', reason: null },
  engine: { state: 'unknown', kind: 'docker', version: null, api: null, cgroup: null },
  processes: new Map(),
  containers: new Map(),
  commands: new Map(),
  images: new Map(),
  ps: new Map(),
  lab: null,
  step: null,
  predictions: new Map(),
  signals: [],
  anomalies: [],
};
