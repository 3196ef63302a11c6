import { readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Docker from 'dockerode';
import { describe, expect, it } from 'vitest';
import { dockerOptions, engineAddress } from '@/server/docker/engine-address';
import { eventually } from '../eventually';
import { pid1, startPid1 } from './pid1';

describe('the pid1 command', () => {
  it('[CLI1] labs: what there is, for people and for programs', async () => {
    const { code, out } = await pid1('labs', '--json');
    const labs = JSON.parse(out) as { slug: string; title: string; steps: string[] }[];
    expect(code).toBe(0);
    expect(labs.map(({ slug }) => slug)).toEqual(expect.arrayContaining(['shell-vs-exec', 'kill-9-1', 'zombies']));
    expect(labs[0]).toEqual({ slug: expect.any(String) as unknown, title: expect.any(String) as unknown, steps: expect.any(Array) as unknown });
    expect((await pid1('labs', '--lang', 'zh')).out).toContain('杀不死的僵尸');
    expect(await pid1('labs', '--lint')).toMatchObject({ code: 0, out: expect.stringContaining('no mistakes') as unknown });
  });

  it('[CLI2] doctor: everything that the lab needs, by these keys', async () => {
    const { code, out } = await pid1('doctor', '--json');
    const found = JSON.parse(out) as { node: string; engine: { kind: string; version: string; api: string }; events: string; cgroup: string; problems: unknown[] };
    expect(Object.keys(found)).toEqual(['node', 'engine', 'events', 'cgroup', 'problems']);
    expect(found).toMatchObject({ node: process.versions.node, engine: { kind: 'docker' }, cgroup: expect.stringMatching(/^v[12]$/) as unknown });
    expect(code).toBe(found.problems.length === 0 ? 0 : 1);
  });

  it('[CLI3] an engine that is not there: exit code 1, and what to do', async () => {
    const env = { DOCKER_HOST: 'unix:///nowhere/docker.sock' };
    const doctor = await startPid1(['doctor', '--json'], env).ended;
    expect(doctor.code).toBe(1);
    expect(JSON.parse(doctor.out)).toMatchObject({ engine: null, problems: [{ todo: expect.stringContaining('npm run engine') as unknown }] });
    for (const args of [['run', 'zombies'], ['clean']]) {
      expect(await startPid1(args, env).ended).toMatchObject({ code: 1, err: expect.stringMatching(/No Docker engine answers.*what to do:.*npm run engine/s) as unknown });
    }
  });

  it('[CLI4] a lab that is not there, a name that leads elsewhere, a step that it does not have', async () => {
    expect(await pid1('run', 'nobody')).toMatchObject({ code: 1, out: '', err: expect.stringContaining('nobody/lab.yaml:1:1: there is no such file') as unknown });
    expect(await pid1('run', '../labs/zombies')).toMatchObject({ code: 1, err: expect.stringContaining('lower-case letters') as unknown });
    expect(JSON.parse((await pid1('run', 'nobody', '--json')).out)).toMatchObject({ ok: false, problem: { what: expect.any(String) as unknown } });
    expect(await pid1('run', 'zombies', '--step', 'nowhere')).toMatchObject({ code: 1, err: expect.stringContaining('orphan, defunct') as unknown });
  });

  it('[CLI5] a command line that means nothing: exit code 2, and how it is meant', async () => {
    for (const args of [['fly'], ['run'], ['record', 'zombies'], ['run', 'zombies', '--engine', 'podman'], ['labs', '--frobnicate']]) {
      expect((await pid1(...args)).code, args.join(' ')).toBe(2);
    }
    expect((await pid1('--help')).code).toBe(0);
  });

  it('[CLI6] a recording is whole or not there', async () => {
    const folder = join(tmpdir(), `no-such-${process.pid}`);
    await rm(folder, { recursive: true, force: true });
    expect(await pid1('record', 'zombies', '-o', join(folder, 'x.gz'))).toMatchObject({ code: 1, err: expect.stringContaining('could not be written') as unknown });
    await expect(readdir(folder)).rejects.toThrow();
  });

  it('[CLI7] Ctrl-C in the middle: exit code 130, and nothing is left', async () => {
    const docker = new Docker(dockerOptions(engineAddress(process.env['DOCKER_HOST'])));
    const run = startPid1(['run', 'shell-vs-exec', '--step', 'stop-shell']);
    await eventually('it waits for docker stop', () => run.out().includes('$ docker stop myredis'), 60);
    const session = await eventually('its containers are there', async () => {
      const all = await docker.listContainers({ all: true, filters: { label: ['pid1lab.session'] } });
      return all.find(({ Labels }) => (Labels['pid1lab.owner'] ?? '').includes(String(run.pid)))?.Labels['pid1lab.session'];
    });
    const asked = performance.now();
    run.kill('SIGINT');
    expect((await run.ended).code).toBe(130);
    // It does not wait for the grace period of the stop that it gives up.
    expect(performance.now() - asked).toBeLessThan(6000);
    expect(await docker.listContainers({ all: true, filters: { label: [`pid1lab.session=${session}`] } })).toEqual([]);
  });
});
