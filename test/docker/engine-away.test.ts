import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { BASE_IMAGE, ensureBase, imageId } from '@/server/docker/base-image';
import type { Engine } from '@/server/docker/engine';
import { ImageBuildError, Images } from '@/server/docker/images';
import { cleanEverything } from '@/server/docker/sweep';
import { eventually } from '../eventually';
import { Learner, connectEngine } from './learner';
import { SecondEngine } from './second-engine';

/** Tests that stop an engine or remove everything from it: on a dockerd of their own. */
describe('an engine that comes and goes', () => {
  const second = new SecondEngine();
  const cache = mkdtempSync(join(tmpdir(), 'cache-'));
  const states: string[] = [];
  let engine: Engine;

  beforeAll(async () => {
    engine = await connectEngine(second.host);
    engine.onState((state) => states.push(state.type));
  });
  afterAll(async () => {
    await engine[Symbol.asyncDispose]();
    await second[Symbol.asyncDispose]();
    rmSync(cache, { recursive: true, force: true });
  });

  const isUp = () => eventually('the engine is up', () => engine.state.type === 'up', 40);

  it('[ENG50] without an engine the connection waits, says so, and is there soon after its start', async () => {
    expect(engine.state).toMatchObject({ type: 'down', reason: expect.stringMatching(/ENOENT|ECONNREFUSED/) as unknown });
    const ann = new Learner(engine);
    expect(await ann.type('docker ps')).toMatchObject({ code: 1, err: `Cannot connect to the Docker daemon at ${second.host}. Is the docker daemon running?\n` });
    expect((await ann.type(`docker run ${BASE_IMAGE} true`)).code).toBe(125);
    await second.start();
    await eventually('the engine is up', () => engine.state.type === 'up', 10);
    expect(engine.info).toMatchObject({ kind: 'docker', version: expect.stringMatching(/^\d+\./) as unknown, cgroup: expect.stringMatching(/^v[12]$/) as unknown, pid: second.pid });
  });

  it('[ENG51] a base that cannot be made leaves nothing behind and says what to do', async () => {
    if (await pullable()) return; // a registry answers here: there is nothing to make
    const folder = join(cache, 'broken');
    await expect(ensureBase(engine.docker, { cacheFolder: folder, mirror: 'http://127.0.0.1:9/debian' })).rejects.toThrow(/Pulling it failed: .* Making it from Debian packages failed: mmdebstrap ended with .*PID1_DEBIAN_MIRROR/);
    expect(readdirSync(folder)).toEqual([]);
    expect(await imageId(engine.docker, BASE_IMAGE)).toBeUndefined();
    writeFileSync(join(folder, `debian-bookworm-slim-${process.arch}.tar`), Buffer.alloc(10_240));
    await expect(ensureBase(engine.docker, { cacheFolder: folder })).rejects.toThrow(/empty or torn/);
    expect(readdirSync(folder)).toEqual([]);
    expect(await imageId(engine.docker, BASE_IMAGE)).toBeUndefined();
  });

  async function pullable(): Promise<boolean> {
    const steps: string[] = [];
    const controller = new AbortController();
    await ensureBase(engine.docker, { cacheFolder: join(cache, 'never'), signal: controller.signal, listener: { step: (text) => (steps.push(text), /^Making/.test(text) && controller.abort()) } }).catch(() => undefined);
    return !steps.some((text) => /^Making/.test(text));
  }

  it('[ENG52] a base that is missing is pulled or made, once however many ask, and kept for the next time', async () => {
    const images = new Images(engine, { cacheFolder: cache });
    const steps: string[] = [];
    const ids = await Promise.all([images.ensureBase({ listener: { step: (text) => steps.push(text) } }), images.ensureBase()]);
    expect(ids[0]).toBe(ids[1]);
    expect(steps.filter((text) => /^(Pulling|Making|Importing)/.test(text)).length).toBeLessThanOrEqual(3);
    const { Size, Config } = await engine.docker.getImage(BASE_IMAGE).inspect();
    expect(Size).toBeGreaterThan(50_000_000);
    expect(Config.Cmd).toEqual(['bash']);
    expect(await images.ensureBase()).toBe(ids[0]);
    if (!existsSync(join(cache, `debian-bookworm-slim-${process.arch}.tar`))) return;
    await engine.docker.getImage(BASE_IMAGE).remove();
    const again: string[] = [];
    await images.ensureBase({ listener: { step: (text) => again.push(text) } });
    expect(again).toEqual([`Importing ${BASE_IMAGE}`]);
  });

  it('[ENG53] an image is built once per content, by one build however many ask, and a build can be given up', async () => {
    const images = new Images(engine, { cacheFolder: cache });
    const context = (text: string) => ({ dockerfile: 'Dockerfile', files: { Dockerfile: `FROM ${BASE_IMAGE}\n${text}\n` } });
    const steps: string[] = [];
    const slow = context('RUN sleep 1 && echo built > /built');
    const three = await Promise.all([1, 2, 3].map(() => images.build('once', slow, { listener: { step: (text) => steps.push(text) } })));
    expect(new Set(three.map(({ id }) => id)).size).toBe(1);
    expect(three[0]).toMatchObject({ name: 'once:latest', reused: false, tag: expect.stringMatching(/^pid1lab\/once:latest-[0-9a-f]{12}$/) as unknown });
    expect(await images.build('once', slow)).toMatchObject({ reused: true, id: three[0]?.id });
    expect(await images.build('once', context('CMD ["other"]'))).toMatchObject({ reused: false });

    const oneLeaves = new AbortController();
    const [first, other] = [images.build('shared', context('RUN sleep 1.1'), { signal: oneLeaves.signal }), images.build('shared', context('RUN sleep 1.1'))];
    oneLeaves.abort();
    await expect(first).rejects.toThrow(/abort/i);
    expect((await other).name).toBe('shared:latest');

    const begun = performance.now();
    await expect(images.build('never', context('RUN sleep 60'), { signal: AbortSignal.timeout(500) })).rejects.toThrow();
    expect(performance.now() - begun).toBeLessThan(5_000);
    await eventually('its container is gone', async () => (await engine.docker.listContainers({ all: true })).length === 0);
  });

  it('[ENG54] a build that fails names the step and its last words, and the next one works', async () => {
    const images = new Images(engine, { cacheFolder: cache });
    const build = (text: string) => images.build('fails', { dockerfile: 'Dockerfile', files: { Dockerfile: text } });
    const failure = await build(`FROM ${BASE_IMAGE}\nRUN echo the reason && exit 4\n`).catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(ImageBuildError);
    expect(failure).toMatchObject({ image: 'fails:latest', step: expect.stringMatching(/^Step 2\/\d+ : RUN echo the reason/) as unknown, tail: expect.arrayContaining(['the reason']) as unknown });
    await expect(build('FROM nosuch.invalid/x:1\n')).rejects.toThrow(/failed at Step 1\/\d+ : FROM nosuch/);
    await expect(build('')).rejects.toThrow(/failed/);
    await expect(build(`FROM ${BASE_IMAGE}\nCOPY nothing /\n`)).rejects.toThrow(/failed at Step 2/);
    expect((await build(`FROM ${BASE_IMAGE}\nCMD ["true"]\n`)).id).toMatch(/^sha256:/);
  });

  for (const signal of ['SIGTERM', 'SIGKILL'] as const) {
    it(`[ENG55] an engine that ends by ${signal} in the middle and starts again: noticed within a second, told what became of its containers, usable again`, async () => {
      await isUp();
      await using ann = new Learner(engine);
      await ann.does(`docker run -d --stop-timeout 1 --name web ${BASE_IMAGE} sleep 600`);
      await ann.does(`docker run -d --init --name lost ${BASE_IMAGE} sleep 600`);
      await eventually('both are told', () => ann.told('web').includes('started') && ann.told('lost').includes('started'));
      const waiting = ann.type('docker wait web');
      states.length = 0;
      const stopped = second.stop(signal);
      if (signal === 'SIGKILL') await stopped;
      await eventually('it is noticed', () => engine.state.type === 'down', signal === 'SIGKILL' ? 1 : 30);
      await stopped;
      const cut = await waiting;
      expect(signal === 'SIGTERM' || cut.code !== 0).toBe(true);
      expect((await ann.type('docker stop web')).err).toMatch(/Cannot connect to the Docker daemon/);
      await second.start();
      await isUp();
      await eventually('their ends are told', () => ann.told('web').includes('died') && ann.told('lost').includes('died'));
      for (const name of ['web', 'lost']) expect(ann.told(name).filter((type) => ['created', 'started', 'died'].includes(type)), name).toEqual(['created', 'started', 'died']);
      expect(await ann.does('docker start web')).toBe('web\n');
      await eventually('its new life is told', () => ann.told('web').filter((type) => type === 'started').length === 2);
      expect(await ann.does('docker rm -f web lost')).toBe('web\nlost\n');
      await eventually('their removal is told', () => ann.told('web').includes('removed') && ann.told('lost').includes('removed'));
      expect(states).toEqual(['down', 'up']);
    });
  }

  it('[ENG56] a container that went while the engine was away is told as removed', async () => {
    await isUp();
    await using ann = new Learner(engine);
    const id = (await ann.does(`docker create --name web ${BASE_IMAGE}`)).trim();
    await eventually('it is told', () => ann.told('web').includes('created'));
    await second.stop('SIGTERM');
    rmSync(join(second.folder, 'data/containers', id), { recursive: true });
    await second.start();
    await eventually('its removal is told', () => ann.told('web').includes('removed'), 10);
  });

  it('[ENG57] clean removes all that is ours, and nothing of a stranger', async () => {
    await isUp();
    const ann = new Learner(engine);
    ann.images.add(await new Images(engine, { cacheFolder: cache }).build('mine', { dockerfile: 'Dockerfile', files: { Dockerfile: `FROM ${BASE_IMAGE}\nCMD ["sleep", "60"]\n` } }));
    await ann.does('docker run -d --name web mine');
    await ann.does('docker create --name other mine');
    await engine.docker.createVolume({ Name: 'ours', Labels: { 'pid1lab.owner': engine.owner } });
    await engine.docker.createVolume({ Name: 'theirs' });
    const foreign = engine.docker.getImage(ann.images.resolve('mine') ?? '');
    await foreign.tag({ repo: 'stranger', tag: 'image' });
    const theirs = await engine.docker.createContainer({ Image: 'stranger:image' });
    const removed = await cleanEverything(engine);
    expect(removed).toMatchObject({ containers: 2, volumes: 1 });
    expect(removed.images).toBeGreaterThanOrEqual(2);
    const tags = (await engine.docker.listImages()).flatMap(({ RepoTags }) => RepoTags ?? []);
    expect(tags).toContain('stranger:image');
    expect(tags.filter((tag) => tag.startsWith('pid1lab/'))).toEqual([]);
    expect((await theirs.inspect()).Config.Image).toBe('stranger:image');
    expect((await engine.docker.listVolumes()).Volumes.map(({ Name }) => Name)).toEqual(['theirs']);
    await theirs.remove();
    await cleanEverything(engine);
  });
});
