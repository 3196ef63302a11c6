import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { pino } from 'pino';
import { LabSession } from '@/cli/lab-session';
import { sessionContainers } from '@/server/docker/session-containers';
import { CheckWatch } from '@/server/lab-run/check-watch';
import { eventually } from '../eventually';
import { startPid1 } from './pid1';
import { SecondEngine } from './second-engine';
import { TinyLab } from './tiny-lab';

describe('an engine that goes away in the middle of a lab', () => {
  const second = new SecondEngine();
  let tiny: TinyLab;
  let run: LabSession | undefined;

  beforeAll(async () => {
    tiny = await TinyLab.make();
    await second.start();
  });
  afterAll(async () => {
    await run?.[Symbol.asyncDispose]();
    await second[Symbol.asyncDispose]();
    await tiny[Symbol.asyncDispose]();
  });

  it('[RUN9] the line that runs ends, the next says why nothing runs, and a reset after its return goes on', async () => {
    run = await LabSession.open({ slug: 'tiny', root: tiny.root, log: pino({ level: 'silent' }), poll: false, host: second.host });
    const { live, engine, session, lab } = run;
    const watch = CheckWatch.start(session, lab.steps);
    await live.enterStep('start');
    expect(await live.run('start', 0)).toBeNull();
    const long = live.run('start', 1);
    await eventually('the exec runs', () => [...session.world.processes.values()].some(({ argv }) => argv?.join(' ') === 'sleep 300'));
    await second.stop('SIGKILL');
    await long;
    await eventually('the session knows', () => session.world.engine.state === 'down');
    expect(await live.run('start', 0)).toMatchObject({ code: 'engine-down', todo: expect.stringContaining('npm run engine') as unknown });
    expect(await live.reset('start')).toMatchObject({ code: 'engine-down' });
    await second.start();
    await eventually('the session knows', () => session.world.engine.state === 'up', 60);
    expect(await live.reset('start')).toBeNull();
    expect(await live.run('start', 0)).toBeNull();
    expect((await watch.settled('start', 8000)).map(({ id, ok }) => ({ id, ok }))).toEqual([{ id: 'up', ok: true }, { id: 'execed', ok: true }]);
    watch.stop();
    await live[Symbol.asyncDispose]();
    expect(await sessionContainers(engine.docker, session.tag)).toEqual([]);
  }, 300_000);

  it('[CLI8] clean removes everything of ours, counts it, and finds nothing the second time', async () => {
    const env = { DOCKER_HOST: second.host };
    const first = await startPid1(['clean', '--json'], env).ended;
    expect(first).toMatchObject({ code: 0 });
    expect(JSON.parse(first.out)).toMatchObject({ containers: 0, images: expect.any(Number) as unknown, networks: 0, volumes: 0, kept: [] });
    expect((JSON.parse(first.out) as { images: number }).images).toBeGreaterThan(0);
    expect((await startPid1(['clean'], env).ended).out).toContain('Removed 0 containers, 0 images, 0 networks and 0 volumes.');
  });
});
