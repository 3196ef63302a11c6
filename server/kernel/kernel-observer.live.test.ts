import { readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { pidOf } from '@/model/process';
import { Probe, Watch, docker, expectFewUnknown, makeImage, removeImage } from './live-probe';

/** PID 1 that neither waits nor handles: what redis is to the lab. */
const IDLE = ['sleep', '1000'];
/** PID 1 that waits: a shell with a child. */
const SHELL = ['sh', '-c', 'sleep 1000; true'];

let watch: Watch;

beforeAll(async () => {
  makeImage();
  watch = await Watch.start();
});

afterAll(async () => {
  await removeImage();
  await watch[Symbol.asyncDispose]();
});

describe('containers as the kernel tells them', () => {
  it('[OBS15] kernel events can be had here', () => {
    expect(watch.observer.capability).toEqual({ mode: 'kernel', reason: null, missing: [] });
  });

  it('[OBS8] a container is born: shim, runc, runc init, member, each under its parent', async () => {
    await using probe = await Probe.run(SHELL);
    const pid = await probe.pid();
    const member = await watch.until('the shell', () => watch.of(probe, 'exec').find((fact) => fact.role === 'member' && fact.comm === 'sh'));
    expect(pidOf(member.proc)).toBe(pid);
    expect(member.argv).toEqual(SHELL);
    await watch.until('the shim as its parent', () => watch.of(probe, 'reparent').find((fact) => fact.proc === member.proc));
    const seen = await watch.until('runc to be gone', () => {
      const processes = watch.observer.snapshot([probe.id]);
      return processes.length === 6 && processes;
    });
    expect(seen.map(({ role, comm }) => `${role} ${comm}`)).toEqual(['init init', 'engine dockerd', 'engine containerd', 'engine containerd-shim', 'member sh', 'member sleep']);
    const shell = seen.find(({ key }) => key === member.proc);
    expect(shell?.nspid).toEqual([pid, 1]);
    expect(shell?.parent).toBe(seen.find(({ comm }) => comm === 'containerd-shim')?.key);
    expect(seen.at(-1)?.parent).toBe(member.proc);
    for (const { key } of seen.slice(3)) expect(watch.observer.originOf(key)).toBe(probe.id);
    expect(watch.observer.lookup(pid)).toBe(member.proc);
  });

  it('[OBS12] kill -9 1 from within is ignored, from the host it is not; the namespace dies with PID 1', async () => {
    await using probe = await Probe.run(IDLE);
    const one = await watch.one(probe);
    await probe.start('sleep', '500');
    await probe.sh('kill -9 1; exit 0');
    const vain = await watch.until('the vain KILL', () => watch.of(probe, 'signal-sent').find((fact) => fact.signal === 'SIGKILL'));
    expect(vain).toMatchObject({ to: one, verdict: 'ignored', cause: 'user', from: watch.key(probe, 'sh') });
    const sleeper = watch.key(probe, 'sleep');
    process.kill(pidOf(one), 'SIGKILL');
    const real = await watch.until('the real KILL', () => watch.of(probe, 'signal-sent').find((fact) => fact.to === one && fact.verdict === 'delivered'));
    expect(real.from).toBeNull();
    const zap = await watch.until('the zap', () => watch.of(probe, 'signal-sent').find((fact) => fact.to === sleeper));
    expect(zap).toMatchObject({ signal: 'SIGKILL', cause: 'kernel', from: one });
    const exits = await watch.until('both exits', () => {
      const found = watch.of(probe, 'exit').filter((fact) => fact.proc === one || fact.proc === sleeper);
      return found.length === 2 && found;
    });
    expect(exits.map(({ status }) => status)).toEqual([{ signal: 'SIGKILL' }, { signal: 'SIGKILL' }]);
    await watch.until('both reaps', () => watch.of(probe, 'reap').filter((fact) => fact.proc === one || fact.proc === sleeper).length === 2);
  });

  it('[OBS9] exit codes and signals, of processes that are gone at once', async () => {
    await using probe = await Probe.run(SHELL);
    await probe.sh('sh -c "exit 7"; sh -c "kill -TERM \\$\\$"; sh -c "kill -SEGV \\$\\$"; sh -c "kill -KILL \\$\\$"; sh -c "trap true TERM; kill -TERM \\$\\$; exit 3"; true');
    const one = await watch.one(probe);
    const children = await watch.until('five ends', () => {
      const outer = watch.of(probe, 'exec').find((fact) => fact.comm === 'sh' && fact.proc !== one);
      const born = watch.of(probe, 'fork').filter((fact) => fact.parent === outer?.proc).map((fact) => fact.proc);
      const ends = born.flatMap((proc) => watch.of(probe, 'exit').filter((fact) => fact.proc === proc));
      return ends.length === 5 && ends;
    });
    expect(children.map(({ status }) => status)).toEqual([{ code: 7 }, { signal: 'SIGTERM' }, { signal: 'SIGSEGV' }, { signal: 'SIGKILL' }, { code: 3 }]);
    expect(watch.of(probe, 'signal-delivered').some((fact) => fact.signal === 'SIGTERM' && fact.proc === children.at(-1)?.proc)).toBe(true);
  });

  it('[OBS11] [OBS10] an orphan goes to PID 1; one that waits takes its zombie, one that does not leaves it', async () => {
    await using idle = await Probe.run(IDLE);
    await using shell = await Probe.run(SHELL);
    for (const probe of [idle, shell]) {
      const one = await watch.one(probe);
      await probe.sh('(sleep 0.3 >/dev/null 2>&1 &)');
      const orphan = await watch.until('the orphan', () => watch.of(probe, 'reparent').find((fact) => fact.parent === one && fact.proc === watch.key(probe, 'sleep')));
      const exit = await watch.until('its end', () => watch.of(probe, 'exit').find((fact) => fact.proc === orphan.proc));
      expect(exit.status).toEqual({ code: 0 });
      const chld = await watch.until('SIGCHLD', () => watch.of(probe, 'signal-sent').find((fact) => fact.from === orphan.proc));
      expect(chld).toMatchObject({ signal: 'SIGCHLD', cause: 'child', to: one, verdict: probe === idle ? 'ignored' : expect.any(String) });
      if (probe === shell) {
        const reap = await watch.until('its reaping', () => watch.of(probe, 'reap').find((fact) => fact.proc === orphan.proc));
        expect(reap).toEqual({ type: 'reap', proc: orphan.proc, by: one });
      } else {
        await new Promise((resolve) => setTimeout(resolve, 300));
        expect(watch.of(probe, 'reap').find((fact) => fact.proc === orphan.proc)).toBeUndefined();
        expect(watch.observer.snapshot([probe.id]).find(({ key }) => key === orphan.proc)?.state).toBe('Z');
      }
    }
  });

  it('[OBS11] a subreaper within the container adopts', async () => {
    await using probe = await Probe.run(IDLE);
    await probe.start('perl', '-e', 'syscall(157, 36, 1); system("sh", "-c", "(sleep 0.4 &) ; true"); sleep 100');
    const adopter = await watch.until('the subreaper', () => watch.of(probe, 'exec').find((fact) => fact.comm === 'perl')?.proc);
    await watch.until('the adoption', () => watch.of(probe, 'reparent').find((fact) => fact.parent === adopter && fact.proc === watch.key(probe, 'sleep')));
  });

  it('[OBS10] a parent that ignores SIGCHLD has its children reaped automatically', async () => {
    await using probe = await Probe.run(IDLE);
    await probe.start('perl', '-e', '$SIG{CHLD} = "IGNORE"; my $p = fork(); if (!$p) { exec "sleep", "0.2" } sleep 100');
    const sleeper = await watch.until('the child', () => watch.of(probe, 'exec').find((fact) => fact.comm === 'sleep' && fact.argv?.[1] === '0.2')?.proc);
    const reap = await watch.until('its reaping', () => watch.of(probe, 'reap').find((fact) => fact.proc === sleeper));
    expect(reap).toMatchObject({ auto: true, by: watch.key(probe, 'perl') });
    expect(watch.of(probe, 'signal-sent').filter((fact) => fact.from === sleeper)).toEqual([]);
  });

  it('[OBS2] threads are never told: what is told is what /proc lists', async () => {
    await using probe = await Probe.run(SHELL);
    await watch.one(probe);
    const listed = new Set(readdirSync('/proc').map(Number));
    const forked = new Set(watch.of(probe, 'fork').map((fact) => pidOf(fact.proc)));
    const shim = watch.observer.snapshot([probe.id]).find(({ comm }) => comm === 'containerd-shim');
    const threads = readdirSync(`/proc/${pidOf(shim?.key ?? '0.0')}/task`).map(Number).slice(1);
    expect(threads.length).toBeGreaterThan(3);
    for (const tid of threads) expect(forked.has(tid)).toBe(false);
    for (const { key } of watch.observer.snapshot([probe.id])) expect(listed.has(pidOf(key)) || watch.observer.lookup(pidOf(key)) === key).toBe(true);
  });

  it('[OBS17] masks, session and terminal follow within moments', async () => {
    await using probe = await Probe.run(SHELL);
    const one = await watch.one(probe);
    const status = readFileSync(`/proc/${pidOf(one)}/status`, 'utf8');
    const caught = BigInt(`0x${/^SigCgt:\s*(\w+)$/m.exec(status)?.[1]}`).toString(16);
    await watch.until('masks', () => watch.of(probe, 'observed').find((fact) => fact.proc === one && fact.facts.masks?.SigCgt === caught));
    await probe.start('setsid', 'sleep', '77');
    const leader = await watch.until('a session of its own', () => watch.of(probe, 'exec').find((fact) => fact.argv?.[1] === '77'));
    await watch.until('sid', () => watch.observer.snapshot([probe.id]).find(({ key, sid }) => key === leader.proc && sid === pidOf(leader.proc)));
  });

  it('[OBS17] an observer that comes later finds the same processes', async () => {
    await using probe = await Probe.run(SHELL);
    await probe.sh('(sleep 0.1 >/dev/null 2>&1 &) ; true & exec true');
    await watch.until('members', () => watch.observer.snapshot([probe.id]).filter(({ role }) => role === 'member').length >= 2);
    await using later = await Watch.start();
    await watch.until('agreement', () => {
      const tell = (of: Watch): string => JSON.stringify(of.observer.snapshot([probe.id]).map(({ key, parent, role, comm, nspid, container }) => ({ key, parent, role, comm, nspid, container })));
      return tell(watch) === tell(later);
    });
    expect(later.observer.originOf(await watch.one(probe))).toBe(probe.id);
  });

  it('[OBS4] a pid that comes back is told as another process', async () => {
    await using probe = await Probe.run(IDLE);
    await probe.start('perl', '-e', '$SIG{CHLD} = "IGNORE"; while (1) { if (!fork()) { exit 0 } select(undef, undef, undef, 0.003) }');
    const first = await watch.until('a child that has gone', () => watch.of(probe, 'reap').find((fact) => fact.auto === true)?.proc);
    const again = await watch.until('its number once more', () => {
      try {
        // The next fork on this host gets this number, unless somebody else is quicker.
        writeFileSync('/proc/sys/kernel/ns_last_pid', String(pidOf(first) - 1));
      } catch {
        return false;
      }
      return watch.of(probe, 'fork').find((fact) => pidOf(fact.proc) === pidOf(first) && fact.proc !== first);
    }, 20_000);
    expect(watch.of(probe, 'exit').filter((fact) => fact.proc === first)).toHaveLength(1);
    await watch.until('the end of the other', () => watch.of(probe, 'exit').find((fact) => fact.proc === again.proc));
  });

  it('[OBS7] nothing is told of what is not a container\'s', async () => {
    await docker('version');
    const text = JSON.stringify(watch.told);
    expect(text).not.toContain('vitest');
    for (const { fact, origin } of watch.told) {
      expect(origin).toMatch(/^([0-9a-f]{64}|engine)$/);
      if ('proc' in fact) expect(watch.observer.originOf(fact.proc)).toBe(origin);
    }
  });

  it('[OBS5] times never run backwards', () => {
    const times = watch.told.map(({ at }) => at);
    expect(times).toEqual([...times].sort((a, b) => a - b));
  });

  it('[OBS9] nothing went unseen in all this', () => {
    expect(watch.observer.stats().lost).toBe(0);
    expectFewUnknown(watch.told);
    expect(watch.told.filter(({ fact, origin }) => fact.type === 'found' && origin !== 'engine')).toEqual([]);
  });
});
