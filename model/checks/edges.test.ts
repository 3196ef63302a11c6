import { describe, expect, it } from 'vitest';
import type { Check } from './check';
import type { Line } from './small-log';
import { CONTAINER, REDIS, SH, STOPPED, lastResult, resultsOf, shellForm } from './small-log';

const LOG = [...shellForm(), ...STOPPED];
const pid1 = { container: 'myredis', nspid: 1 };
const redis = { container: 'myredis', comm: 'redis-server' };

function ok(check: Check, lines: readonly Line[] = LOG, from = 0) {
  return lastResult([check], lines, from);
}

describe('edges', () => {
  it('[CHK1] a signal sent, with the kernel’s verdict, sender and cause', () => {
    expect(ok({ id: 'a', type: 'sent', signal: 'SIGTERM', to: pid1, verdict: 'ignored', from: { role: 'outside' } })).toEqual({
      id: 'a', ok: true, observable: true,
      seen: { t: 1110, pid: 120, nspid: 1, comm: 'sh', signal: 'SIGTERM', verdict: 'ignored', cause: 'user', by: null },
    });
    expect(ok({ id: 'a', type: 'sent', signal: 'SIGKILL', to: redis, cause: 'kernel', from: pid1 }).ok).toBe(true);
    expect(ok({ id: 'a', type: 'sent', signal: 'SIGTERM', to: redis }).ok).toBe(false);
  });

  it('[CHK2] what nearly was it is told: the other verdict, the other exit code', () => {
    expect(ok({ id: 'a', type: 'sent', signal: 'SIGTERM', to: pid1, verdict: 'delivered' })).toMatchObject({ ok: false, seen: { verdict: 'ignored' } });
    expect(ok({ id: 'a', type: 'died', container: 'myredis', exitCode: 0 })).toMatchObject({ ok: false, seen: { exitCode: 137 } });
    expect(ok({ id: 'a', type: 'exited', who: pid1, code: 0 })).toMatchObject({ ok: false, seen: { signal: 'SIGKILL' } });
  });

  it('[CHK1] birth, exec, end and reaping of a process', () => {
    expect(ok({ id: 'a', type: 'forked', who: { container: 'myredis', nspid: 7 }, parent: pid1 }).ok).toBe(true);
    expect(ok({ id: 'a', type: 'execed', who: redis, argv: 'redis-server *:' }).ok).toBe(true);
    expect(ok({ id: 'a', type: 'exited', who: redis, signal: 'SIGKILL' }).ok).toBe(true);
    expect(ok({ id: 'a', type: 'reaped', who: pid1, by: { comm: 'containerd-shim', role: 'engine' } })).toMatchObject({ ok: true, seen: { by: 'containerd-shim' } });
  });

  it('[CHK3] whoever is reaped is known from the world before', () => {
    const lines: readonly Line[] = [...shellForm(), [30, { type: 'exit', proc: REDIS, status: { code: 3 } }], [31, { type: 'reap', proc: REDIS, by: SH }]];
    expect(ok({ id: 'a', type: 'reaped', who: { container: 'myredis', nspid: 7 }, by: pid1 }, lines).ok).toBe(true);
  });

  it('[CHK4] a pid in the container that is read later settles what was seen before', () => {
    const late: Line = [25, { type: 'observed', proc: '140.80', facts: { nspid: [140, 9] } }];
    const lines: readonly Line[] = [
      ...shellForm(),
      [22, { type: 'fork', proc: '140.80', parent: SH, role: 'member', comm: 'sh', container: CONTAINER }],
      [23, { type: 'signal-sent', signal: 'SIGINT', cause: 'user', from: null, to: '140.80', verdict: 'delivered' }],
    ];
    const check: Check = { id: 'a', type: 'sent', signal: 'SIGINT', to: { container: 'myredis', nspid: 9 } };
    expect(ok(check, lines).ok).toBe(false);
    expect(ok(check, [...lines, late])).toMatchObject({ ok: true, seen: { t: 23, nspid: 9 } });
  });

  it('[CHK5] a command by its first words, its exit code, time and output', () => {
    expect(ok({ id: 'a', type: 'command', line: 'docker stop', exitCode: 0, seconds: [9, 12] })).toMatchObject({ ok: true, seen: { line: 'docker  stop myredis', exitCode: 0, seconds: 10.21 } });
    expect(ok({ id: 'a', type: 'command', line: 'docker st' }).ok).toBe(false);
    expect(ok({ id: 'a', type: 'command', line: 'docker stop', seconds: [0, 1] })).toMatchObject({ ok: false, seen: { seconds: 10.21 } });
    const lines: readonly Line[] = [
      [0, { type: 'command-started', command: 'x', line: 'docker exec myredis ps', step: null }],
      [1, { type: 'command-output', command: 'x', stream: 'stdout', text: '[sleep] <def' }],
      [2, { type: 'command-output', command: 'x', stream: 'stdout', text: 'unct>\n' }],
      [3, { type: 'command-ended', command: 'x', exitCode: 0 }],
    ];
    expect(ok({ id: 'a', type: 'command', output: '<defunct>' }, lines).ok).toBe(true);
    expect(ok({ id: 'a', type: 'command', output: 'zombie' }, lines).ok).toBe(false);
  });

  it('[CHK5] a line in the log, also when it comes in pieces, and once only', () => {
    const lines: readonly Line[] = [
      ...shellForm(),
      [30, { type: 'log', id: CONTAINER, stream: 'stdout', text: 'DB saved on di' }],
      [31, { type: 'log', id: CONTAINER, stream: 'stdout', text: 'sk\nbye' }],
      [32, { type: 'log', id: CONTAINER, stream: 'stdout', text: ' bye\n' }],
    ];
    expect(ok({ id: 'a', type: 'log', container: 'myredis', match: 'saved on disk' }, lines)).toMatchObject({ ok: true, seen: { t: 31 } });
    expect(ok({ id: 'a', type: 'log', container: 'other', match: 'saved on disk' }, lines).ok).toBe(false);
    expect(ok({ id: 'a', type: 'log', container: 'myredis', match: 'bye bye' }, lines)).toMatchObject({ ok: true, seen: { t: 32 } });
  });

  it('[CHK6] an edge counts from the step’s beginning only', () => {
    const begun = LOG.length - STOPPED.length;
    expect(ok({ id: 'a', type: 'execed', who: redis }, LOG, begun).ok).toBe(false);
    expect(ok({ id: 'a', type: 'exited', who: redis }, LOG, begun).ok).toBe(true);
  });

  it('[CHK7] after, needs, between and not', () => {
    const term: Check = { id: 'term', type: 'sent', signal: 'SIGTERM', to: pid1 };
    const kill: Check = { id: 'kill', type: 'sent', signal: 'SIGKILL', to: pid1, after: 'term' };
    const before: Check = { id: 'before', type: 'sent', signal: 'SIGTERM', to: pid1, after: 'kill' };
    const grace: Check = { id: 'grace', type: 'between', between: ['term', 'kill'], seconds: [9, 12] };
    const quick: Check = { id: 'quick', type: 'between', between: ['term', 'kill'], seconds: [0, 1] };
    const unheard: Check = { id: 'unheard', type: 'sent', signal: 'SIGTERM', to: redis, not: true, after: 'term' };
    const heard: Check = { id: 'heard', type: 'sent', signal: 'SIGKILL', to: redis, not: true, after: 'term' };
    const needy: Check = { id: 'needy', type: 'container', name: 'myredis', state: 'exited', needs: ['quick'] };
    const all = resultsOf([grace, quick, kill, term, before, unheard, heard, needy], LOG);
    expect(Object.fromEntries(all.map((result) => [result.id, result.ok]))).toEqual({
      term: true, kill: true, before: false, grace: true, quick: false, unheard: true, heard: false, needy: false,
    });
    expect(all.find(({ id }) => id === 'quick')?.seen?.seconds).toBeCloseTo(10.01);
    // Nothing has happened yet: what must not happen has not earned its tick.
    expect(resultsOf([term, unheard], shellForm()).map((result) => result.ok)).toEqual([false, false]);
  });

  it('[CHK7] order is by time, whichever event reached the log first', () => {
    const lines: readonly Line[] = [
      ...shellForm(),
      [40, { type: 'container-died', id: CONTAINER, exitCode: 0, oomKilled: false }],
      [35, { type: 'signal-sent', signal: 'SIGTERM', cause: 'user', from: null, to: SH, verdict: 'delivered' }],
    ];
    expect(lastResult([{ id: 'term', type: 'sent', signal: 'SIGTERM', to: pid1 }, { id: 'end', type: 'died', container: 'myredis', after: 'term' }], lines).ok).toBe(true);
  });

  it.each([[50, true], [51, false]])('[CHK7] a fact whose time was moved by %d ms because it came late: the order holds is %s', (late, holds) => {
    const lines: readonly Line[] = [
      ...shellForm(),
      [1000, { type: 'signal-delivered', signal: 'SIGTERM', proc: SH }],
      [1000 + late, { type: 'signal-sent', signal: 'SIGTERM', cause: 'user', from: null, to: SH, verdict: 'delivered' }],
    ];
    expect(lastResult([{ id: 'term', type: 'sent', signal: 'SIGTERM', to: pid1 }, { id: 'handled', type: 'handled', signal: 'SIGTERM', who: pid1, after: 'term' }], lines).ok).toBe(holds);
  });

  it('[CHK7] checks that depend on themselves are never ok, and end', () => {
    const checks: readonly Check[] = [
      { id: 'a', type: 'command', needs: ['b'] },
      { id: 'b', type: 'command', after: 'a' },
      { id: 'c', type: 'between', between: ['c', 'nobody'], seconds: [0, 1] },
    ];
    expect(resultsOf(checks, LOG).map((result) => result.ok)).toEqual([false, false, false]);
  });
});
