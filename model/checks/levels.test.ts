import { describe, expect, it } from 'vitest';
import type { Check } from './check';
import type { Line } from './small-log';
import { CONTAINER, REDIS, SH, STOPPED, lastResult, shellForm } from './small-log';

function result(check: Check, lines: readonly Line[] = shellForm()) {
  return lastResult([check], lines);
}

describe('levels', () => {
  it('[CHK8] a process by its pids, parent and masks', () => {
    expect(result({ id: 'a', type: 'process', container: 'myredis', nspid: 1, ppid: 0, parent: { comm: 'containerd-shim' }, masks: { default: ['SIGTERM'], caught: ['SIGCHLD'] } }))
      .toEqual({ id: 'a', ok: true, observable: true, seen: { pid: 120, nspid: 1, comm: 'sh', ppid: 0, state: 'S' } });
    expect(result({ id: 'a', type: 'process', container: 'myredis', comm: 'redis-server', nspid: 7, ppid: 1 }).ok).toBe(true);
    expect(result({ id: 'a', type: 'process', container: 'myredis', comm: 'redis-server', ppid: 0 })).toMatchObject({ ok: false, seen: { ppid: 1 } });
    // Masks that nobody has read are no proof of anything.
    expect(result({ id: 'a', type: 'process', container: 'myredis', nspid: 7, masks: { default: ['SIGTERM'] } }).ok).toBe(false);
  });

  it('[CHK8] the shim is no process of its container', () => {
    expect(result({ id: 'a', type: 'process', container: 'myredis', count: [2, 2] })).toMatchObject({ ok: true, seen: { count: 2 } });
    expect(result({ id: 'a', type: 'process', container: 'myredis', role: 'engine', comm: 'containerd-shim' }).ok).toBe(true);
  });

  it('[CHK8] a level holds now; with once it stays', () => {
    const gone: readonly Line[] = [...shellForm(), [30, { type: 'exit', proc: REDIS, status: { code: 0 } }], [31, { type: 'reap', proc: REDIS, by: SH }]];
    const zombie: Check = { id: 'a', type: 'process', container: 'myredis', life: 'zombie' };
    expect(result(zombie, gone.slice(0, -1)).ok).toBe(true);
    expect(result(zombie, gone).ok).toBe(false);
    expect(result({ ...zombie, once: true }, gone)).toMatchObject({ ok: true, seen: { t: 30, nspid: 7, state: 'Z' } });
  });

  it('[CHK9] a container’s state and exit code', () => {
    const stopped = [...shellForm(), ...STOPPED];
    expect(result({ id: 'a', type: 'container', name: 'myredis', state: 'running' }).ok).toBe(true);
    expect(result({ id: 'a', type: 'container', name: 'myredis', exitCode: 137 }, stopped)).toMatchObject({ ok: true, seen: { state: 'exited', exitCode: 137 } });
    expect(result({ id: 'a', type: 'container', name: 'myredis', exitCode: 0 }, stopped)).toMatchObject({ ok: false, seen: { exitCode: 137 } });
    expect(result({ id: 'a', type: 'container', name: 'nobody', state: 'removed' }).ok).toBe(true);
  });

  it('[CHK10] where nobody watches the kernel, signals are not observable, and nothing that rests on them', () => {
    const lines = [...shellForm('polling'), ...STOPPED.filter(([, fact]) => fact.type !== 'signal-sent')];
    const term: Check = { id: 'term', type: 'sent', signal: 'SIGTERM', to: { container: 'myredis', nspid: 1 } };
    expect(lastResult([term], lines)).toEqual({ id: 'term', ok: false, observable: false, seen: null });
    expect(lastResult([term, { id: 'end', type: 'died', container: 'myredis', after: 'term' }], lines)).toMatchObject({ ok: false, observable: false });
    expect(lastResult([{ id: 'end', type: 'died', container: 'myredis' }], lines)).toMatchObject({ ok: true, observable: true });
    expect(lastResult([{ id: 'p', type: 'process', container: 'myredis' }], shellForm('none').slice(0, 3))).toMatchObject({ ok: false, observable: false });
  });

  it('[CHK10] polling may miss what is short; what it did see counts', () => {
    const reaped: Check = { id: 'reaped', type: 'reaped', who: { container: 'myredis', comm: 'redis-server' } };
    expect(lastResult([reaped], shellForm('polling'))).toMatchObject({ ok: false, observable: false });
    expect(lastResult([{ ...reaped, not: true, needs: ['up'] }, { id: 'up', type: 'container', name: 'myredis' }].reverse() as Check[], shellForm('polling'))).toMatchObject({ ok: false, observable: false });
    expect(lastResult([reaped], [...shellForm('polling'), ...STOPPED])).toMatchObject({ ok: true, observable: true });
  });

  it('[CHK8] a zombie whose namespace nobody could read any more still has its PPID', () => {
    const zombie: Line = [40, { type: 'found', process: { key: '150.90', role: 'member', parent: SH, comm: 'sleep', container: CONTAINER, nspid: [150, 17], state: 'Z' } }];
    expect(result({ id: 'a', type: 'process', container: 'myredis', life: 'zombie', ppid: 1 }, [...shellForm(), zombie]).ok).toBe(true);
  });
});
