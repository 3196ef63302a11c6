/** Terminals on a real engine: the workbench, its docker command, the pace of its output, and its end. */
import { existsSync } from 'node:fs';
import { symlink } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { pino } from 'pino';
import { afterAll, afterEach, beforeEach, describe, expect, it } from 'vitest';
import { LabSession } from '@/cli/lab-session';
import { KEPT_OUTPUT, TERMINAL_PROTOCOL, WINDOW } from '@/protocol/terminal-wire';
import type { TerminalOpening } from '@/protocol/terminal-wire';
import { LABEL } from '@/server/docker/labels';
import { socketRoot } from '@/server/terminal/socket-folder';
import type { Terminal } from '@/server/terminal/terminal';
import { eventually } from '../eventually';
import { Screen } from './screen';
import { TinyLab } from './tiny-lab';

const log = pino({ level: 'silent' });
const PROMPT = /workbench\x1b\[0m:.*\$ /;

describe('terminals', () => {
  let tiny: TinyLab;
  let run: LabSession;
  let ended = false;

  beforeEach(async () => {
    tiny = await TinyLab.make();
    await symlink(join(process.cwd(), 'server'), join(tiny.root, 'server'));
    run = await LabSession.open({ slug: 'tiny', root: tiny.root, log, poll: false });
    ended = false;
  });
  afterEach(async () => {
    await end();
    await tiny[Symbol.asyncDispose]();
  });
  afterAll(() => TinyLab.removeImages());

  async function end(): Promise<void> {
    if (!ended) await run[Symbol.asyncDispose]();
    ended = true;
  }

  async function terminal(opening: Partial<TerminalOpening> = {}): Promise<Terminal> {
    const opened = await run.live.terminals.open({
      type: 'open', protocol: TERMINAL_PROTOCOL, session: run.session.id, key: 'w', target: { type: 'workbench' }, language: 'en', columns: 80, rows: 24, received: 0, ...opening,
    }, () => undefined);
    if ('code' in opened) throw new Error(`${opened.what} ${opened.why}`);
    return opened;
  }

  async function workbench(): Promise<Screen> {
    const screen = new Screen(await terminal());
    await screen.shows(PROMPT);
    return screen;
  }

  function workbenches() {
    return run.engine.docker.listContainers({ all: true, filters: { label: [`${LABEL.workbench}=${run.session.tag}`] } });
  }

  it('[TERM2] the workbench is a shell with the real docker command, at a terminal of the browser’s size', async () => {
    const screen = await workbench();
    await screen.shows('This is your workbench');
    await screen.does('tty; stty size', /\/dev\/pts\/\d+\r\n24 80/);
    await (await terminal()).resize(132, 50);
    await screen.does('stty size', '50 132');
    await screen.does('docker version --format "{{.Server.Version}}"', run.engine.info?.version ?? '?');
    await screen.does('ls', /Dockerfile/);
    await screen.does('docker p\t', 'docker p');
  });

  it('[TERM2] the workbench has no way to the host: no capability, no network, no writable image, no mount but the socket’s folder', async () => {
    const screen = await workbench();
    await screen.does('\\grep CapEff /proc/self/status', /CapEff:\s+0{16}/);
    await screen.does('\\grep NoNewPrivs /proc/self/status', /NoNewPrivs:\s+1/);
    await screen.does('touch /etc/x; touch /run/pid1lab/x; echo d"one"', /Read-only file system[^]*Read-only file system[^]*done/);
    expect(await screen.does('\\ls /sys/class/net; echo d"one"', 'done')).toMatch(/\r\n(\x1b\[\?2004l)?\r?lo\r\ndone/);
    const [container] = await workbenches();
    const { HostConfig, Mounts } = await run.engine.docker.getContainer(container!.Id).inspect();
    expect(HostConfig).toMatchObject({ Privileged: false, CapDrop: ['ALL'], NetworkMode: 'none', ReadonlyRootfs: true, PidMode: '', IpcMode: 'private' });
    expect(HostConfig.Memory).toBeGreaterThan(0);
    expect(HostConfig.PidsLimit).toBeGreaterThan(0);
    expect(Mounts.map(({ Source, RW }) => ({ Source, RW }))).toEqual([{ Source: join(socketRoot(), run.engine.owner, run.session.tag), RW: false }]);
  });

  it('[TERM2] the home folder is the learner’s, and the lab’s files come back when asked for', async () => {
    const screen = await workbench();
    await screen.does('echo FROM scratch > Dockerfile; echo mine > notes; cat Dockerfile', 'FROM scratch\r\n');
    expect(await run.live.terminals.resetFiles()).toContain('Dockerfile');
    await screen.does('cat Dockerfile notes', /FROM debian:bookworm-slim\r\nCMD \["sleep", "1000"\]\r\nmine/);
    expect((await screen.does('ls; echo d"one"', 'done')).includes('solution')).toBe(false);
  });

  it('[TERM3] whoever comes back goes on where they were; whoever is further behind than is kept begins with the oldest that is', async () => {
    const first = await workbench();
    first.leave();
    const shell = await terminal();
    first.type('echo while""away\r');
    const again = new Screen(shell, first.received);
    await again.shows('whileaway');
    expect(again.offsets).toEqual([first.received]);
    expect(again.text).not.toContain('This is your workbench');

    await again.does(`head -c ${KEPT_OUTPUT + 50_000} /dev/zero | tr '\\0' x; echo; echo e"nd"`, 'end');
    const late = new Screen(shell, first.received);
    expect(late.offsets).toEqual([shell.printed - KEPT_OUTPUT]);
    await late.shows('end');
    const stranger = new Screen(shell, shell.printed + 1_000_000);
    expect(stranger.offsets).toEqual([shell.printed - KEPT_OUTPUT]);
  });

  it('[TERM4] what nobody draws is not printed: yes waits, the server’s memory stays as it is, and others are not held up', async () => {
    const screen = await workbench();
    screen.draws = false;
    screen.type('yes\r');
    const shell = await terminal();
    await eventually('yes has filled the window', () => shell.printed >= WINDOW);
    await stays('yes waits', () => shell.printed);
    expect(shell.printed).toBeLessThan(WINDOW * 2);
    expect(screen.received).toBeLessThan(WINDOW * 2);

    // Another terminal of the same session, and the session's events, go on all the while.
    const other = new Screen(await terminal({ key: 'other' }));
    await other.shows(PROMPT);
    await other.does('echo n"ot held up"', 'not held up');
    run.session.emit({ type: 'step-entered', step: 'start' });
    expect(run.session.world.step).toBe('start');

    // Drawn as fast as can be, much more comes than is ever kept.
    global.gc?.();
    const before = process.memoryUsage().rss;
    screen.drawAll();
    const from = shell.printed;
    await eventually('yes goes on', () => shell.printed > from + 64 * KEPT_OUTPUT, 60);
    expect(shell.held).toBeLessThanOrEqual(KEPT_OUTPUT);
    expect(process.memoryUsage().rss - before).toBeLessThan(64 * 1024 * 1024);
    await other.does('echo s"till not"', 'still not');

    screen.type('\x03');
    await screen.shows(/\^C[^]*workbench\x1b\[0m:/);
  });

  it('[TERM4] the quickest sets the pace; who is too slow is set forward', async () => {
    const quick = await workbench();
    const shell = await terminal();
    const slow = new Screen(shell);
    slow.draws = false;
    await quick.does(`head -c ${KEPT_OUTPUT * 4} /dev/zero | tr '\\0' x; echo; echo e"nd"`, 'end');
    slow.drawAll();
    await slow.shows('end');
    expect(slow.offsets.length).toBeGreaterThan(1);
    expect(slow.received).toBe(shell.printed);
  });

  it('[TERM5] closing a terminal ends what runs in it, also what went to the background or was stopped', async () => {
    const screen = await workbench();
    screen.type('sleep 4321 & sleep 4322\r');
    const running = async () => {
      const [own] = await workbenches();
      return JSON.stringify((await run.engine.docker.getContainer(own!.Id).top()) as unknown);
    };
    await eventually('both sleep', async () => /sleep 4321/.test(await running()) && /sleep 4322/.test(await running()));
    screen.type('\x1a');
    await screen.shows('Stopped');
    await run.live.terminals.close('w');
    expect(screen.exitCode).not.toBeUndefined();
    expect(await running()).not.toMatch(/bash|432[12]/);
  });

  it('[TERM5] a shell that ends says how, and the next one is new', async () => {
    const screen = await workbench();
    screen.type('exit 3\r');
    await eventually('the end', () => screen.exitCode === 3);
    const next = await workbench();
    expect(next.exitCode).toBeUndefined();
  });

  it('[TERM6] a shell and the log of a container of one’s own; of no other', async () => {
    await workbench();
    await run.live.enterStep('start');
    await run.live.run('start', 0);
    const shell = new Screen(await terminal({ key: 's', target: { type: 'shell', container: 'tiny' } }));
    await shell.does('echo $$ $0; tr "\\0" " " < /proc/1/cmdline', /\d+ bash[^]*sleep 1000/);
    const logs = new Screen(await terminal({ key: 'l', target: { type: 'logs', container: 'tiny' } }));
    await shell.does('echo "one\n  two" > /proc/1/fd/1', '');
    await logs.shows('one\r\n  two\r\n');

    await expect(terminal({ key: 'x', target: { type: 'shell', container: 'nobody' } })).rejects.toThrow('There is no container “nobody”');
    const [own] = await workbenches();
    for (const container of [own!.Id, own!.Names[0]!.slice(1)]) await expect(terminal({ key: 'x', target: { type: 'shell', container } })).rejects.toThrow('There is no container');
    await run.engine.docker.getContainer(idOf('tiny')!).kill();
    await eventually('both have ended', () => shell.exitCode !== undefined && logs.exitCode !== undefined);
    await expect(terminal({ key: 'x', target: { type: 'shell', container: 'tiny' } })).rejects.toThrow('does not run');
  });

  it('[TERM7] a session has so many terminals and no more, and a closed one makes room', async () => {
    await Promise.all(['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'].map((key) => terminal({ key })));
    await expect(terminal({ key: 'i' })).rejects.toThrow('No further terminal was opened');
    expect((await workbenches()).length).toBe(1);
    await run.live.terminals.close('a');
    await terminal({ key: 'i' });
  });

  it('[TERM8] nothing of it is left when the session has ended, and none of it is told as an event', async () => {
    const screen = await workbench();
    const folder = dirname(join(socketRoot(), run.engine.owner, run.session.tag, 'docker.sock'));
    expect(existsSync(folder)).toBe(true);
    const [container] = await workbenches();
    expect(JSON.stringify(run.session.events)).not.toContain(container!.Id);
    expect([...run.session.world.containers.keys()]).toEqual([]);
    await end();
    expect(existsSync(folder)).toBe(false);
    await eventually('the shell knows', () => screen.exitCode !== undefined);
    const left = await run.engine.docker.listContainers({ all: true, filters: { label: [`${LABEL.workbench}=${run.session.tag}`] } });
    expect(left).toEqual([]);
  });

  it('[TERM8] a workbench that the engine has lost is made anew', async () => {
    const screen = await workbench();
    const [container] = await workbenches();
    await run.engine.docker.getContainer(container!.Id).kill();
    await eventually('the shell has ended', () => screen.exitCode !== undefined);
    const next = await workbench();
    await next.does('ls', 'Dockerfile');
    expect((await workbenches()).length).toBe(1);
  });

  function idOf(name: string): string | undefined {
    return [...run.session.world.containers.values()].find((container) => container.name === name)?.id;
  }

  async function stays(what: string, value: () => number): Promise<void> {
    const first = value();
    for (let times = 0; times < 20; times += 1) {
      await new Promise((resolve) => setTimeout(resolve, 25));
      if (value() !== first) throw new Error(`${what}: ${first} became ${value()}`);
    }
  }
});
