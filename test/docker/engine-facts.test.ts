import { spawn } from 'node:child_process';
import { readlinkSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { containerPs } from '@/server/docker/container-ps';
import type { Engine } from '@/server/docker/engine';
import { Images } from '@/server/docker/images';
import { LABEL } from '@/server/docker/labels';
import { LogFollower, type LogFact } from '@/server/docker/log-follower';
import { newOwnerId, thisPlace } from '@/server/docker/owner';
import { removeSession, sweepOrphans } from '@/server/docker/sweep';
import { monotonic } from '@/server/monotonic';
import { eventually } from '../eventually';
import { Learner, connectEngine } from './learner';

describe('what the engine tells', () => {
  let engine: Engine;
  beforeAll(async () => {
    engine = await connectEngine();
    await new Images(engine).ensureBase();
  });
  afterAll(async () => engine[Symbol.asyncDispose]());

  it('[ENG40] a container’s life comes as facts in order, each at its time', async () => {
    await using ann = new Learner(engine);
    const before = monotonic();
    const id = (await ann.does('docker run -d --init --name web debian:bookworm-slim sleep 600')).trim();
    const pid = Number(await ann.does("docker inspect -f '{{.State.Pid}}' web"));
    await eventually('its start is told', () => ann.told('web').includes('started'));
    const pidns = Number(/\d+/.exec(readlinkSync(`/proc/${pid}/ns/pid`))?.[0]);
    await ann.does("docker exec web sh -c 'a b'").catch(() => undefined);
    const asked = monotonic();
    await ann.does('docker stop web');
    await ann.does('docker rm web');
    await eventually('its removal is told', () => ann.told('web').includes('removed'));
    expect(ann.facts.map(({ fact }) => fact)).toEqual([
      { type: 'container-created', id, name: 'web', image: 'debian:bookworm-slim' },
      { type: 'container-started', id, pid, pidns },
      { type: 'container-exec', id, argv: ['sh', '-c', 'a b'] },
      { type: 'container-kill', id, signal: 'SIGTERM' },
      { type: 'container-died', id, exitCode: 143, oomKilled: false },
      { type: 'container-stopped', id },
      { type: 'container-removed', id },
    ]);
    const times = ann.facts.map(({ at }) => at);
    expect([...times].sort((a, b) => a - b)).toEqual(times);
    expect(times[0]).toBeGreaterThan(before - 2);
    expect(Math.abs((times[3] ?? 0) - asked)).toBeLessThan(500);
    expect(times.at(-1)).toBeLessThanOrEqual(monotonic());
  });

  it('[ENG41] containers of another server on the same engine are not told', async () => {
    await using other = await connectEngine();
    await using ann = new Learner(engine);
    const heard: string[] = [];
    const stop = other.onFacts((facts) => heard.push(...facts.map(({ fact }) => fact.type)));
    await ann.does('docker run --rm --name web debian:bookworm-slim true');
    await eventually('it is told to its own server', () => ann.told('web').includes('removed'));
    expect(heard).toEqual([]);
    stop();
  });

  it('[ENG42] what a container writes comes line by line with its stream, once, also after a restart', async () => {
    await using ann = new Learner(engine);
    const logs: { readonly fact: LogFact; readonly at: number }[] = [];
    using _ = LogFollower.start({ engine, session: ann.session, emit: (fact, at) => logs.push({ fact, at }) });
    await ann.does("docker run -d --init --name web debian:bookworm-slim sh -c 'echo \"begin é <b>\"; echo oops >&2; printf half; sleep 600'");
    await eventually('both lines', () => logs.length >= 2);
    await ann.does('docker restart -t 1 web');
    await eventually('the second life’s lines', () => logs.filter(({ fact }) => fact.text === 'oops').length === 2);
    const texts = (stream: string) => logs.filter(({ fact }) => fact.stream === stream).map(({ fact }) => fact.text);
    expect(texts('stderr')).toEqual(['oops', 'oops']);
    expect(texts('stdout')).toEqual(['begin é <b>', 'half', 'begin é <b>']);
    const started = ann.facts.find(({ fact }) => fact.type === 'container-started');
    expect(Math.abs((logs[0]?.at ?? 0) - (started?.at ?? 0))).toBeLessThan(1_000);
  });

  it('[ENG43] a container that writes without end is cut with a word', async () => {
    await using ann = new Learner(engine);
    const logs: LogFact[] = [];
    using _ = LogFollower.start({ engine, session: ann.session, emit: (fact) => logs.push(fact) });
    await ann.does('docker run -d --name loud debian:bookworm-slim yes');
    await eventually('the last line', () => logs.at(-1)?.text === '… further output is not shown …');
    const count = logs.length;
    await ann.does('docker rm -f loud');
    expect(logs.length).toBe(count);
    expect(count).toBeLessThanOrEqual(2_001);
  });

  it('[ENG44] ps runs in the container without being told, and its own pid is known', async () => {
    await using ann = new Learner(engine);
    // The base has no procps: what ps says there is an ordinary answer, too.
    const id = (await ann.does('docker run -d --name web debian:bookworm-slim sleep 600')).trim();
    await eventually('its start is told', () => ann.told('web').includes('started'));
    const answer = await containerPs(engine, id);
    expect(answer).toMatchObject({ exitCode: expect.any(Number) as unknown, text: expect.any(String) as unknown });
    await ann.does('docker exec web true');
    await eventually('the learner’s exec is told', () => ann.told('web').includes('exec'));
    expect(ann.facts.filter(({ fact }) => fact.type === 'container-exec').map(({ fact }) => fact)).toEqual([{ type: 'container-exec', id, argv: ['true'] }]);
    await ann.does('docker pause web');
    expect(await containerPs(engine, id)).toBeUndefined();
    await ann.does('docker rm -f web');
    expect(await containerPs(engine, id)).toBeUndefined();
  });

  it('[ENG45] the end of a session removes its containers in whatever state, and no others', async () => {
    await using ann = new Learner(engine);
    await using bob = new Learner(engine);
    await bob.does('docker run -d --name web debian:bookworm-slim sleep 600');
    await ann.does('docker create --name one debian:bookworm-slim');
    await ann.does('docker run -d --name two --restart always debian:bookworm-slim sleep 600');
    await ann.does('docker run -d --name three debian:bookworm-slim sleep 600');
    await ann.does('docker pause three');
    await ann.does('docker run --name four debian:bookworm-slim true');
    expect(await removeSession(engine, ann.session)).toBe(4);
    expect(await ann.does('docker ps -aq')).toBe('');
    expect(await removeSession(engine, ann.session)).toBe(0);
    expect(await bob.does('docker ps -q')).not.toBe('');
  });

  it('[ENG46] what a dead server left is swept; a living one’s stays, and so does what cannot be judged', async () => {
    const server = spawn('sleep', ['600'], { stdio: 'ignore' });
    const place = thisPlace();
    const living = newOwnerId(place, server.pid);
    const gone = living.replace(/\d+\.([0-9a-f]+)$/, '1.$1');
    const elsewhere = `${place.boot}.1.7.7.00`;
    const session = 'sweep' + String(process.pid);
    const make = async (owner: string, name: string, labels: Record<string, string> = { [LABEL.session]: session }) =>
      engine.docker.createContainer({ name: `pid1lab-${session}-${name}`, Image: 'debian:bookworm-slim', Cmd: ['true'], Labels: { [LABEL.owner]: owner, ...labels } });
    const made = { living: await make(living, 'living'), gone: await make(gone, 'gone'), elsewhere: await make(elsewhere, 'elsewhere'), stranger: await make(gone, 'stranger', {}) };
    const volume = await engine.docker.createVolume({ Name: `pid1lab-${session}`, Labels: { [LABEL.owner]: gone } });
    const there = async () => (await Promise.all(Object.entries(made).map(async ([name, container]) => container.inspect().then(() => name, () => ''))) ).filter((name) => name !== '');
    try {
      const swept = await sweepOrphans(engine);
      expect(swept).toMatchObject({ containers: 1, volumes: 1, kept: [] });
      expect(await there()).toEqual(['living', 'elsewhere', 'stranger']);
      server.kill('SIGKILL');
      await eventually('the dead server’s goes, too', async () => (await sweepOrphans(engine)).containers === 1);
      expect(await there()).toEqual(['elsewhere', 'stranger']);
    } finally {
      server.kill('SIGKILL');
      await Promise.all(Object.values(made).map((container) => container.remove({ force: true }).catch(() => undefined)));
      await engine.docker.getVolume(volume.name).remove().catch(() => undefined);
    }
  });
});
