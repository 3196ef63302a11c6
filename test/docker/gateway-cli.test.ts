/** The real docker command, old and new, against two gateways of one engine. */
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Engine } from '@/server/docker/engine';
import { Images } from '@/server/docker/images';
import { eventually } from '../eventually';
import { CLIENTS, GatewaySession, holdings } from './gateway-session';
import { connectEngine } from './learner';

const BASE = 'debian:bookworm-slim';

describe.each(CLIENTS)('%s through a gateway', (client) => {
  let engine: Engine;
  let ann: GatewaySession;
  let bob: GatewaySession;

  beforeAll(async () => {
    engine = await connectEngine();
    await new Images(engine).ensureBase();
  });
  afterAll(async () => engine[Symbol.asyncDispose]());
  beforeEach(async () => {
    [ann, bob] = await Promise.all([GatewaySession.start(engine), GatewaySession.start(engine)]);
  });
  afterEach(async () => {
    await Promise.all([ann[Symbol.asyncDispose](), bob[Symbol.asyncDispose]()]);
    expect((await holdings(engine, [ann.tag, bob.tag])).filter((one) => one.includes(ann.tag) || one.includes(bob.tag)), '[GW13]').toEqual([]);
  });

  it('[GW1] runs in the foreground, with standard input, with a terminal’s size, and gives docker’s exit codes', async () => {
    expect(await ann.docker(client, ['run', '--rm', BASE, 'sh', '-c', 'echo out; echo err >&2; exit 3'])).toEqual({ code: 3, out: 'out\n', err: 'err\n' });
    const long = 'x'.repeat(300_000);
    expect(await ann.docker(client, ['run', '-i', '--rm', BASE, 'wc', '-c'], long)).toMatchObject({ code: 0, out: '300000\n' });
    expect(await ann.docker(client, ['run', '--rm', '-e', 'A=b c', '-w', '/tmp', '--user', '65534', BASE, 'sh', '-c', 'echo $A; pwd; id -u'])).toMatchObject({ code: 0, out: 'b c\n/tmp\n65534\n' });
    expect((await ann.docker(client, ['run', '--rm', BASE, 'nosuch'])).code).toBe(127);
    expect((await ann.docker(client, ['run', '--rm', BASE, '/etc'])).code).toBe(126);
    expect(await ann.docker(client, ['run', '--rm', 'nosuch'])).toMatchObject({ code: 125, err: expect.stringMatching(/nothing is pulled from registries in this lab/) as unknown });
    expect((await ann.docker(client, ['run', '-t', '--rm', BASE, 'tty'])).out).toMatch(/^\/dev\/pts\/0/);
  });

  it('[GW1] does everything to a container that a learner needs', async () => {
    const id = (await ann.does(client, ['run', '-d', '--name', 'web', '--init', '--restart', 'on-failure:2', '--stop-signal', 'INT', '--stop-timeout', '3', '-m', '64m', BASE, 'sleep', '1000'])).trim();
    expect(await ann.does(client, ['ps', '--format', '{{.Names}} {{.Image}}'])).toBe(`web ${BASE}\n`);
    expect(await ann.does(client, ['ps', '-q', '--no-trunc', '--filter', 'name=^we'])).toBe(`${id}\n`);
    expect(await ann.does(client, ['ps', '-q', '--filter', 'name=eb$'])).not.toBe('');
    expect(await ann.does(client, ['ps', '-q', '--filter', `name=${ann.tag}`])).toBe('');
    expect(await ann.does(client, ['ps', '-q', '--filter', 'status=exited', '--filter', 'label=x'])).toBe('');
    expect(await ann.does(client, ['inspect', '-f', '{{.Name}} {{.Config.Image}} {{.HostConfig.Memory}} {{.HostConfig.PidsLimit}} {{json .Config.Labels}}', 'web'])).toBe(`/web ${BASE} 67108864 200 {}\n`);
    expect(await ann.does(client, ['exec', '-e', 'A=b', 'web', 'sh', '-c', 'echo $A'])).toBe('b\n');
    expect((await ann.docker(client, ['exec', 'web', 'sh', '-c', 'exit 7'])).code).toBe(7);
    expect(await ann.does(client, ['exec', '-i', 'web', 'cat'], 'typed\n')).toBe('typed\n');
    expect(await ann.does(client, ['exec', '-t', 'web', 'tty'])).toMatch(/\/dev\/pts/);
    await ann.does(client, ['exec', '-d', 'web', 'touch', '/made']);
    await eventually('the detached exec has made its file', async () => (await ann.does(client, ['diff', 'web'])).includes('A /made'));
    expect(await ann.does(client, ['top', 'web', '-eo', 'pid,args'])).toMatch(/sleep 1000/);
    await ann.does(client, ['pause', 'web']);
    expect(await ann.does(client, ['ps', '--format', '{{.Status}}'])).toMatch(/Paused/);
    await ann.does(client, ['unpause', 'web']);
    await ann.does(client, ['rename', 'web', 'shop']);
    const waited = ann.does(client, ['wait', 'shop']);
    await ann.does(client, ['stop', 'shop']);
    expect(await waited).toBe('130\n');
    await ann.does(client, ['start', 'shop']);
    await ann.does(client, ['restart', '-t', '1', 'shop']);
    await ann.does(client, ['update', '--restart', 'no', 'shop']);
    expect(await ann.does(client, ['stats', '--no-stream', '--format', '{{.Name}}'])).toBe('shop\n');
    await ann.does(client, ['kill', '-s', 'KILL', 'shop']);
    expect(await ann.does(client, ['inspect', '-f', '{{.State.ExitCode}}', id.slice(0, 12)])).toBe('137\n');
    await ann.does(client, ['rm', 'shop']);
    expect(await ann.docker(client, ['rm', 'shop'])).toMatchObject({ code: 1, err: expect.stringMatching(/No such container: shop/) as unknown });
  });

  it('[GW1] follows logs, attaches, and shares namespaces among its own', async () => {
    await ann.does(client, ['run', '-d', '--name', 'talks', BASE, 'sh', '-c', 'for i in 1 2 3; do echo $i; sleep 0.2; done']);
    expect(await ann.does(client, ['logs', '-f', 'talks'])).toBe('1\n2\n3\n');
    expect(await ann.does(client, ['logs', '--tail', '1', 'talks'])).toBe('3\n');
    await ann.does(client, ['create', '--name', 'cat', '-i', BASE, 'cat']);
    expect(await ann.does(client, ['start', '-ai', 'cat'], 'there and back\n')).toBe('there and back\n');
    await ann.does(client, ['run', '-d', '--name', 'one', BASE, 'sleep', '1000']);
    expect(await ann.does(client, ['run', '--rm', '--pid', 'container:one', '--network', 'container:one', BASE, 'sh', '-c', 'tr "\\0" " " < /proc/1/cmdline'])).toBe('sleep 1000 ');
    expect((await bob.docker(client, ['run', '--rm', '--pid', 'container:one', BASE, 'true'])).err).toMatch(/No such container: one/);
  });

  it('[GW1] builds, tags, shows and removes images', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'ctx-'));
    try {
      await mkdir(join(folder, 'sub'));
      await writeFile(join(folder, 'sub/file'), 'content\n');
      await writeFile(join(folder, '.dockerignore'), 'ignored\n');
      await writeFile(join(folder, 'ignored'), '');
      await writeFile(join(folder, 'Dockerfile'), `ARG B=${BASE}\nFROM $B AS one\nRUN echo a \\\n  # between\n  && echo b > /b\nFROM one\nCOPY --from=one /b /c\nCOPY . /ctx\nCMD ["cat", "/c"]\n`);
      const built = await ann.docker(client, ['build', '-t', 'myredis:shell', folder]);
      expect(built.out).toMatch(/Step 7\/7 : CMD[^]*Successfully built [0-9a-f]{12}\nSuccessfully tagged myredis:shell\n$/);
      expect(built.out).not.toMatch(/pid1lab/);
      expect(await ann.does(client, ['run', '--rm', 'myredis:shell'])).toBe('b\n');
      expect(await ann.does(client, ['run', '--rm', 'myredis:shell', 'ls', '-A', '/ctx'])).toBe('Dockerfile\nsub\n');
      expect((await bob.docker(client, ['run', '--rm', 'myredis:shell'])).code).toBe(125);
      await bob.does(client, ['build', '-t', 'myredis:shell', '-'], `FROM ${BASE}\nCMD echo bob\n`);
      expect(await bob.does(client, ['run', '--rm', 'myredis:shell'])).toBe('bob\n');
      expect(await ann.does(client, ['run', '--rm', 'myredis:shell'])).toBe('b\n');
      expect(await ann.does(client, ['images', 'myredis', '--format', '{{.Repository}}:{{.Tag}}'])).toBe('myredis:shell\n');
      await ann.does(client, ['tag', 'myredis:shell', 'other:x']);
      expect(await ann.does(client, ['history', '--no-trunc', '--format', '{{.CreatedBy}}', 'other:x'])).not.toMatch(/pid1lab/);
      expect(await ann.does(client, ['image', 'inspect', '-f', '{{json .Config.Labels}} {{len .RepoTags}}', 'other:x'])).toMatch(/^(\{\}|null) 2\n$/);
      await ann.does(client, ['rmi', 'other:x']);
      const id = (await ann.does(client, ['build', '-q', folder])).trim();
      expect(await ann.does(client, ['run', '--rm', id])).toBe('b\n');
      expect(await ann.docker(client, ['build', '-'], 'FROM myredis:shell\nRUN exit 4\n')).toMatchObject({ code: 4, err: expect.stringMatching(/non-zero code: 4/) as unknown });
      expect((await ann.docker(client, ['build', '-'], 'FROM myredis:shell\nRUNN x\n')).err).toMatch(/parse error line 2: unknown instruction: RUNN/);
      expect((await ann.docker(client, ['rmi', BASE])).err).toMatch(/others use it, too/);
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  });

  it('[GW6] two learners have the same names, and neither sees the other’s', async () => {
    const ids = (await Promise.all([ann, bob].map((one) => one.does(client, ['run', '-d', '--name', 'redis', BASE, 'sleep', '1000'])))).map((id) => id.trim());
    await Promise.all([ann, bob].map((one) => one.does(client, ['network', 'create', 'net'])));
    await Promise.all([ann, bob].map((one) => one.does(client, ['volume', 'create', 'data'])));
    expect(await ann.does(client, ['ps', '-aq', '--no-trunc'])).toBe(`${ids[0]}\n`);
    for (const verb of ['inspect', 'stop', 'kill', 'rm', 'logs', 'top', 'start', 'wait', 'pause', 'diff', 'attach', 'restart']) {
      for (const reference of [ids[1] ?? '', ids[1]?.slice(0, 12) ?? '', ids[1]?.slice(0, 6) ?? '', `pid1lab-${bob.tag}-redis`]) {
        expect((await ann.docker(client, [verb, reference])).err, `${verb} ${reference}`).toMatch(/No such (container|object)/i);
      }
    }
    expect((await ann.docker(client, ['exec', ids[1] ?? '', 'true'])).err).toMatch(/No such container/);
    expect((await ann.docker(client, ['run', '-d', '--name', 'redis', BASE, 'true'])).err).toMatch(/container name "\/redis" is already in use/);
    expect(await ann.does(client, ['run', '--rm', '--network', 'net', '-v', 'data:/data', BASE, 'sh', '-c', 'touch /data/ann; ls /data'])).toBe('ann\n');
    expect(await bob.does(client, ['run', '--rm', '--network', 'net', '-v', 'data:/data', BASE, 'ls', '/data'])).toBe('');
    expect(await ann.does(client, ['network', 'ls', '--format', '{{.Name}}'])).toBe('bridge\nnet\nnone\n');
    expect(await ann.does(client, ['network', 'inspect', '-f', '{{len .Containers}}', 'bridge'])).toBe('1\n');
    expect(await ann.does(client, ['volume', 'ls', '-q'])).toBe('data\n');
    expect(await ann.does(client, ['info', '--format', '{{.Containers}} {{.ContainersRunning}}'])).toBe('1 1\n');
    expect(await ann.does(client, ['system', 'df', '--format', '{{.Type}} {{.TotalCount}}'])).toMatch(/Containers 1\nLocal Volumes 1\n/);
    const events = await ann.does(client, ['events', '--since', '5m', '--until', '0s', '--format', '{{.Type}} {{.Action}} {{.Actor.Attributes.name}} {{.Actor.ID}}']);
    expect(events).toMatch(/container start redis/);
    expect(events).not.toContain(ids[1]);
    expect(events).not.toMatch(/pid1lab/);
    expect((await bob.docker(client, ['inspect', 'redis'])).out).not.toMatch(/pid1lab/);
    await ann.does(client, ['rm', '-f', 'redis']);
    expect(await bob.does(client, ['ps', '-q', '--no-trunc'])).toBe(`${ids[1]}\n`);
  });

  it('[GW7] what is made by hand carries the same labels as what the Run button makes, and is told as facts', async () => {
    const told: string[] = [];
    const stop = engine.onFacts((facts) => told.push(...facts.filter(({ session }) => session === ann.tag).map(({ name, fact }) => `${name} ${fact.type}`)));
    const id = (await ann.does(client, ['run', '-d', '--name', 'web', BASE, 'sleep', '1000'])).trim();
    const { Config } = await engine.docker.getContainer(id).inspect();
    expect(Config.Labels).toMatchObject({ 'pid1lab.owner': engine.owner, 'pid1lab.session': ann.tag, 'pid1lab.name': 'web' });
    await eventually('the start is told', () => told.includes('web container-created') && told.includes('web container-started'));
    stop();
  });
});
