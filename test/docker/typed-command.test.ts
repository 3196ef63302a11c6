/** docker typed by hand in the workbench behaves as docker does, and is told as a Run line is. */
import { symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { pino } from 'pino';
import { afterAll, afterEach, beforeEach, describe, expect, it } from 'vitest';
import { LabSession } from '@/cli/lab-session';
import { TERMINAL_PROTOCOL } from '@/protocol/terminal-wire';
import { eventually } from '../eventually';
import { Screen } from './screen';
import { TinyLab } from './tiny-lab';

describe('typed docker', () => {
  let tiny: TinyLab;
  let run: LabSession;
  let screen: Screen;

  beforeEach(async () => {
    tiny = await TinyLab.make();
    await symlink(join(process.cwd(), 'server'), join(tiny.root, 'server'));
    run = await LabSession.open({ slug: 'tiny', root: tiny.root, log: pino({ level: 'silent' }), poll: false });
    await run.live.enterStep('start');
    await eventually('the image', () => run.session.world.images.get('tiny:one')?.state === 'ready', 120);
    const opened = await run.live.terminals.open(
      { type: 'open', protocol: TERMINAL_PROTOCOL, session: run.session.id, key: 'w', target: { type: 'workbench' }, language: 'en', columns: 120, rows: 30, received: 0 },
      () => undefined,
    );
    if ('code' in opened) throw new Error(opened.why);
    screen = new Screen(opened);
    await screen.shows(/workbench\x1b\[0m:.*\$ /);
  });
  afterEach(async () => {
    await run[Symbol.asyncDispose]();
    await tiny[Symbol.asyncDispose]();
  });
  afterAll(() => TinyLab.removeImages());

  function commands() {
    return [...run.session.world.commands.values()];
  }

  async function ended(line: string) {
    return eventually(`${line} has ended`, () => commands().findLast((command) => command.line === line && command.endedAt !== null));
  }

  function output(id: string): string {
    return run.session.events.flatMap((event) => (event.type === 'command-output' && event.command === id ? [event.text] : [])).join('');
  }

  it('[TERM9] beginning, output and exit code are told, in the lab’s spelling', async () => {
    await screen.does('docker container run --detach --name=tiny tiny:one; echo d"one"', 'done');
    const started = await ended('docker run -d --name tiny tiny:one');
    expect(started).toMatchObject({ typed: true, step: 'start', exitCode: 0 });
    await screen.does('docker exec tiny sh -c "echo out; echo err >&2; exit 7"; echo c"ode="$?', 'code=7');
    const second = await ended(`docker exec tiny sh -c 'echo out; echo err >&2; exit 7'`);
    expect(second.exitCode).toBe(7);
    expect(output(second.id).split('\n').sort()).toEqual(['', 'err', 'out']);
  });

  it('[TERM10] terminal, standard input, pipes and exit codes are those of docker', async () => {
    await screen.does('docker run -d --name tiny tiny:one; echo d"one"', 'done');
    await screen.does('echo piped | docker exec -i tiny cat | tr a-z A-Z; echo c"odes="${PIPESTATUS[*]}', /PIPED[^]*codes=0 0 0/);
    screen.text = '';
    screen.type('docker exec -it tiny sh\r');
    await screen.shows(/# $/);
    await screen.does('stty size; tty', /30 120[^]*\/dev\/pts/);
    screen.type('exit 5\r');
    await screen.shows(/workbench\x1b\[0m:.*\$ /);
    await screen.does('echo c"ode="$?', 'code=5');
    await screen.does('docker nosuch; echo c"ode="$?', /not a docker command[^]*code=1/);
    await screen.does('docker exec nobody true; echo c"ode="$?', 'code=1');
    await screen.does('docker run --rm tiny:one nosuch; echo c"ode="$?', 'code=127');
  });

  it('[TERM10] signals reach docker: from the keyboard, and from kill', async () => {
    await screen.does('docker run -d --name tiny tiny:one; echo d"one"', 'done');
    screen.type('docker wait tiny\r');
    await eventually('it waits', () => commands().some(({ line, endedAt }) => line === 'docker wait tiny' && endedAt === null));
    screen.type('\x1a');
    await screen.shows('Stopped');
    screen.type('fg\r');
    await screen.shows(/fg\r\n[^]*docker wait tiny/);
    screen.type('\x03');
    await screen.does('echo c"ode="$?', 'code=130');
    expect((await ended('docker wait tiny')).exitCode).toBe(130);
    await screen.does('docker logs -f tiny & sleep 1; kill -TERM $!; wait $!; echo c"ode="$?', /code=(143|1|0)/);
    expect((await ended('docker logs -f tiny')).exitCode).not.toBeNull();
  });

  it('[TERM10] completion asks the engine unheard; without an answer from the lab docker runs all the same', async () => {
    await screen.does('docker run -d --name tiny tiny:one; echo d"one"', 'done');
    await ended('docker run -d --name tiny tiny:one');
    const before = commands().length;
    screen.type('docker stop ti\t');
    await screen.shows('docker stop tiny');
    screen.type('\x15');
    expect(commands().length).toBe(before);
    await screen.does('PID1LAB_TERMINAL= DOCKER_HOST=unix:///nowhere docker ps; echo c"ode="$?', /Cannot connect to the Docker daemon[^]*code=1/);
    expect(commands().length).toBe(before);
  });

  it('[TERM11] host ps tells the session’s processes; host kill reaches none but those', async () => {
    await screen.does('docker run -d --name tiny tiny:one; echo d"one"', 'done');
    await eventually('its process', () => [...run.session.world.containers.values()][0]?.pid1);
    const shown = await screen.does('host ps; echo d"one"', 'done');
    expect(shown).toMatch(/sleep 1000/);
    expect(shown).not.toMatch(/vitest|node /);
    await screen.does(`host kill -9 ${process.pid}; echo c"ode="$?`, /No such process[^]*code=1/);
    await screen.does(`host kill -9 1; echo c"ode="$?`, 'code=1');
    await screen.does(`host kill -9 $(docker inspect -f '{{.State.Pid}}' tiny); echo c"ode="$?`, 'code=0');
    await eventually('its end', () => [...run.session.world.containers.values()][0]?.exitCode === 137);
    expect((await ended('host ps')).exitCode).toBe(0);
  });
});
