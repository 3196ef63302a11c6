import { join } from 'node:path';
import { afterAll, afterEach, beforeEach, describe, expect, it } from 'vitest';
import { pino } from 'pino';
import { LabSession } from '@/cli/lab-session';
import { readLab } from '@/labs/read-lab';
import type { Problem } from '@/protocol/wire';
import { sessionContainers } from '@/server/docker/session-containers';
import { CheckWatch } from '@/server/lab-run/check-watch';
import { eventually } from '../eventually';
import { TinyLab } from './tiny-lab';

const log = pino({ level: 'silent' });

describe('a lab run on a real engine', () => {
  let tiny: TinyLab;
  let opened: LabSession | undefined;

  beforeEach(async () => {
    tiny = await TinyLab.make();
  });
  afterEach(async () => {
    await opened?.[Symbol.asyncDispose]();
    opened = undefined;
    await tiny[Symbol.asyncDispose]();
  });

  afterAll(() => TinyLab.removeImages());

  async function open(askPredictions = false): Promise<LabSession> {
    return (opened = await LabSession.open({ slug: 'tiny', root: tiny.root, log, poll: false, askPredictions }));
  }

  async function names({ engine, session }: LabSession): Promise<readonly string[]> {
    return (await sessionContainers(engine.docker, session.tag)).map(({ name, state }) => `${name} ${state}`).sort();
  }

  function code(problem: Problem | null): string | null {
    return problem?.code ?? null;
  }

  function ends({ session }: LabSession) {
    return session.events.filter((event) => event.type === 'command-ended');
  }

  it('[RUN1] what comes out of order is refused with a reason, and nothing happens', async () => {
    const run = await open(true);
    const { live } = run;
    expect(code(await live.run('start', 0))).toBe('not-entered');
    expect(code(await live.enterStep('nowhere'))).toBe('unknown-step');
    expect(await live.enterStep('start')).toBeNull();
    expect(code(await live.run('start', 0))).toBe('predict-first');
    expect(code(await live.predict('start', 2))).toBe('bad-choice');
    expect(await live.predict('start', 1)).toBeNull();
    expect(code(await live.predict('start', 0))).toBe('predicted');
    expect(code(await live.run('start', 9))).toBe('unknown-line');
    expect(code(await live.run('stop', 0))).toBe('not-entered');
    expect(code(await live.modify('start', 'FROM scratch'))).toBe('no-task');
    expect(await names(run)).toEqual([]);
    expect(run.session.world.predictions.get('start')).toBe(1);
  });

  it('[RUN2] one thing at a time; a canceled line ends as after Ctrl-C, and what it started stays', async () => {
    const run = await open();
    const { live, session } = run;
    await live.enterStep('start');
    expect(await live.run('start', 0)).toBeNull();
    const long = live.run('start', 1);
    await eventually('the sleep runs', () => [...session.world.processes.values()].some(({ comm, parent }) => comm === 'sleep' && parent !== null && session.world.processes.get(parent)?.comm === 'containerd-shim'));
    expect(code(await live.run('start', 0))).toBe('busy');
    expect(code(await live.enterStep('stop'))).toBe('busy');
    await live.cancel();
    expect(await long).toBeNull();
    expect(ends(run).at(-1)).toMatchObject({ exitCode: 130, error: 'given up' });
    expect(await names(run)).toEqual(['tiny running']);
  });

  it('[RUN3] a reset ends what runs, removes what was made, and ticks nothing', async () => {
    const run = await open();
    const { live, session, lab } = run;
    const watch = CheckWatch.start(session, lab.steps);
    await live.enterStep('start');
    await live.run('start', 0);
    await live.run('start', 2);
    expect((await watch.settled('start', 5000)).map(({ ok }) => ok)).toEqual([true, true]);
    expect(await names(run)).toEqual(['quick exited', 'tiny running']);
    const long = live.run('start', 1);
    expect(await live.reset('stop')).toBeNull();
    expect(await long).toBeNull();
    expect(await names(run)).toEqual(['tiny running']);
    expect(session.world.step).toBe('stop');
    // The setup's own exec came before the step began.
    expect(watch.resultsOf('stop').map(({ ok }) => ok)).toEqual([false, false]);
    await live.run('stop', 0);
    expect((await watch.settled('stop', 3000)).map(({ ok }) => ok)).toEqual([false, true]);
    watch.stop();
  });

  it('[RUN4] whoever begins at a later step finds its starting state', async () => {
    const run = await open();
    expect(await run.live.enterStep('stop')).toBeNull();
    expect(await names(run)).toEqual(['tiny running']);
    expect([...run.session.world.containers.values()].map(({ name, state }) => `${name} ${state}`)).toEqual(['tiny running']);
  });

  it('[RUN5] an image that cannot be built is told, and built as soon as its file is mended', async () => {
    await tiny.write('Dockerfile', 'FROM debian:bookworm-slim\nRUN echo broken; exit 7\n');
    const run = await open();
    const { live, session } = run;
    await live.enterStep('start');
    const refusal = await live.run('start', 0);
    expect(refusal).toMatchObject({ code: 'image-failed', why: expect.stringMatching(/RUN echo broken.*7/s) as unknown });
    expect(session.world.images.get('tiny:one')?.state).toBe('failed');
    await tiny.write('Dockerfile', 'FROM debian:bookworm-slim\nCMD ["sleep", "1000"]\n');
    live.labChanged(await readLab(join(tiny.root, 'labs'), 'tiny'));
    expect(await live.run('start', 0)).toBeNull();
    expect(session.world.images.get('tiny:one')?.state).toBe('ready');
    expect(await names(run)).toEqual(['tiny running']);
  });

  it('[RUN5] a starting state that cannot be had is told', async () => {
    await tiny.edit('setup: [docker run -d --name tiny tiny:one]', 'setup: [docker run -d --name tiny tiny:one, docker exec tiny false]');
    const run = await open();
    expect(await run.live.reset('stop')).toMatchObject({ code: 'setup-failed', why: expect.stringContaining('docker exec tiny false') as unknown });
  });

  it('[RUN6] a task: built from what the learner wrote, each time from the starting state', async () => {
    const run = await open();
    const { live, session, lab } = run;
    const watch = CheckWatch.start(session, lab.steps);
    const task = lab.steps.at(-1)?.modify;
    await live.enterStep('change');
    expect(await live.modify('change', 'FROM debian:bookworm-slim\nCMD exit 4\n')).toBeNull();
    expect(await watch.settled('change', 500)).toMatchObject([{ ok: false, seen: { exitCode: 4 } }]);
    expect(await live.modify('change', 'FROM debian:bookworm-slim\nRNU x\n')).toMatchObject({ code: 'image-failed', why: expect.stringContaining('RNU') as unknown });
    expect(await live.modify('change', task?.solution ?? '')).toBeNull();
    expect(await watch.settled('change', 5000)).toMatchObject([{ ok: true }]);
    // The first text again: its image is there, and is the one that runs.
    expect(await live.modify('change', 'FROM debian:bookworm-slim\nCMD exit 4\n')).toBeNull();
    expect(await watch.settled('change', 500)).toMatchObject([{ ok: false, seen: { exitCode: 4 } }]);
    watch.stop();
  });

  it('[RUN7] the end leaves nothing, even in the middle of a line', async () => {
    const run = await open();
    const { live, engine, session } = run;
    await live.enterStep('start');
    await live.run('start', 0);
    const long = live.run('start', 1);
    await live[Symbol.asyncDispose]();
    await long;
    expect(await sessionContainers(engine.docker, session.tag)).toEqual([]);
  });

  it('[RUN8] a container removed behind our back is gone from the world; the next line says so as docker does', async () => {
    const run = await open();
    const { live, engine, session } = run;
    await live.enterStep('start');
    await live.run('start', 0);
    const [container] = await sessionContainers(engine.docker, session.tag);
    await engine.docker.getContainer(container?.id ?? '').remove({ force: true });
    await eventually('it is gone', () => session.world.containers.size === 0);
    expect(await live.run('start', 1)).toBeNull();
    expect(ends(run).at(-1)).toMatchObject({ exitCode: 1 });
    expect(session.events.filter((event) => event.type === 'command-output').at(-1)).toMatchObject({ text: expect.stringContaining('No such container: tiny') as unknown });
  });
});
