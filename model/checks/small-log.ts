/** A few real-looking containers' facts for tests of checks. Not part of any bundle. */
import type { Event, Fact, ObserverMode } from '../event';
import type { ProcKey } from '../process';
import type { World } from '../world';
import type { Check, CheckResult } from './check';
import type { CheckState } from './check-state';
import { applyEvent } from '../fold';
import { EMPTY_WORLD } from '../world';
import { advanceChecks } from './advance-checks';
import { checkResults } from './check-results';
import { beginChecks } from './check-state';

export const CONTAINER = 'a'.repeat(64);
export const INIT: ProcKey = '1.1';
export const SHIM: ProcKey = '100.50';
export const SH: ProcKey = '120.60';
export const REDIS: ProcKey = '130.70';

/** [milliseconds, fact] */
export type Line = readonly [number, Fact];

/** A container `myredis`: sh -c as PID 1, redis-server as its child 7. */
export function shellForm(mode: ObserverMode = 'kernel'): readonly Line[] {
  return [
    [0, { type: 'observer', mode, reason: null }],
    [0, { type: 'snapshot', reason: 'start', processes: [{ key: INIT, role: 'init', parent: null, comm: 'init', nspid: [1], state: 'S' }] }],
    [10, { type: 'container-created', id: CONTAINER, name: 'myredis', image: 'myredis:shell' }],
    [11, { type: 'found', process: { key: SHIM, role: 'engine', parent: INIT, comm: 'containerd-shim', container: CONTAINER, nspid: [100], argv: ['containerd-shim-runc-v2', '-id', CONTAINER], state: 'S' } }],
    [12, { type: 'found', process: { key: SH, role: 'member', parent: SHIM, comm: 'sh', container: CONTAINER, nspid: [120, 1], pidns: 400, argv: ['/bin/sh', '-c', 'redis-server'], masks: { SigCgt: '10002', SigIgn: '0', SigBlk: '0', SigPnd: '0' }, state: 'S' } }],
    [13, { type: 'container-started', id: CONTAINER, pid: 120, pidns: 400 }],
    [20, { type: 'fork', proc: REDIS, parent: SH, role: 'member', comm: 'sh', container: CONTAINER, nspid: [130, 7], pidns: 400 }],
    [21, { type: 'exec', proc: REDIS, comm: 'redis-server', role: 'member', argv: ['redis-server', '*:6379'] }],
  ];
}

/** `docker stop` of that container: TERM is dropped, ten seconds later KILL is not, and the namespace falls. */
export const STOPPED: readonly Line[] = [
  [1000, { type: 'command-started', command: 'c1', line: 'docker  stop myredis', step: 'stop' }],
  [1100, { type: 'container-kill', id: CONTAINER, signal: 'SIGTERM' }],
  [1110, { type: 'signal-sent', signal: 'SIGTERM', cause: 'user', from: null, to: SH, verdict: 'ignored' }],
  [11120, { type: 'signal-sent', signal: 'SIGKILL', cause: 'user', from: null, to: SH, verdict: 'delivered' }],
  [11121, { type: 'signal-sent', signal: 'SIGKILL', cause: 'kernel', from: SH, to: REDIS, verdict: 'delivered' }],
  [11122, { type: 'exit', proc: REDIS, status: { signal: 'SIGKILL' } }],
  [11123, { type: 'reap', proc: REDIS, by: SH }],
  [11124, { type: 'exit', proc: SH, status: { signal: 'SIGKILL' } }],
  [11125, { type: 'reap', proc: SH, by: SHIM }],
  [11200, { type: 'container-died', id: CONTAINER, exitCode: 137, oomKilled: false }],
  [11210, { type: 'command-ended', command: 'c1', exitCode: 0 }],
];

export function logOf(lines: readonly Line[]): readonly Event[] {
  return lines.map(([t, fact], index) => ({ ...fact, seq: index + 1, t }));
}

export interface Watched {
  readonly state: CheckState;
  readonly world: World;
}

/** Checks that watch from the log's line `from` on. */
export function watch(checks: readonly Check[], lines: readonly Line[], from = 0): Watched {
  let world = EMPTY_WORLD;
  let state = beginChecks(checks);
  logOf(lines).forEach((event, index) => {
    const after = applyEvent(world, event);
    if (index >= from) state = advanceChecks(state, event, world, after);
    world = after;
  });
  return { state, world };
}

export function resultsOf(checks: readonly Check[], lines: readonly Line[], from = 0): readonly CheckResult[] {
  const { state, world } = watch(checks, lines, from);
  return checkResults(state, world);
}

/** The result of the last of these checks. */
export function lastResult(checks: readonly Check[], lines: readonly Line[], from = 0): CheckResult {
  const result = resultsOf(checks, lines, from).at(-1);
  if (result === undefined) throw new Error('no checks');
  return result;
}
