/** The server as a whole, at its WebSocket: scope, bad input, sessions, its end and its return. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync } from 'node:fs';
import { get } from 'node:http';
import type { IncomingMessage } from 'node:http';
import Docker from 'dockerode';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Event } from '@/model/event';
import { PROTOCOL } from '@/protocol/wire';
import { eventually } from '../eventually';
import { startLab } from './lab-server';
import type { LabServer } from './lab-server';
import { WireClient } from './wire-client';

const docker = new Docker();
let lab: LabServer;

beforeAll(async () => {
  lab = await startLab();
});
afterAll(async () => {
  await lab[Symbol.asyncDispose]();
});

async function ours(session?: string): Promise<string[]> {
  const containers = await docker.listContainers({ all: true, filters: { label: ['pid1lab.session'] } });
  return containers.filter(({ Names }) => session === undefined || Names.some((name) => name.includes(session))).map(({ Id }) => Id);
}

/** Performs the first step of shell-vs-exec: its containers run afterwards. */
async function performFirstStep(client: WireClient): Promise<void> {
  const step = 'two-trees';
  client.send({ type: 'enter-step', step });
  await client.until('the step', () => client.world.step === step);
  await client.until('images', () => client.world.images.size > 0 && [...client.world.images.values()].every((image) => image.state === 'ready'), 240);
  client.send({ type: 'predict', step, choice: 0 });
  await client.until('the prediction', () => client.world.predictions.has(step));
  for (const line of [0, 1]) {
    client.send({ type: 'run', step, line });
    await client.until(`line ${line}`, () => [...client.world.commands.values()].filter((command) => command.endedAt !== null).length > line, 120);
  }
}

describe('scope', () => {
  it('[SES4] nothing of the host outside the session reaches the browser, in any byte sent', async () => {
    const decoy = spawn('sleep', ['987654'], { argv0: 'pid1lab-decoy-argv0', stdio: 'ignore' });
    const stranger = spawn('sh', ['-c', 'while :; do /bin/echo pid1lab-decoy-child >/dev/null; sleep 0.05; done'], { stdio: 'ignore' });
    try {
      await using other = await WireClient.open(lab.url, 'shell-vs-exec');
      await performFirstStep(other);
      await using client = await WireClient.open(lab.url, 'shell-vs-exec');
      await performFirstStep(client);

      const bytes = client.frames.join('\n');
      expect(bytes).not.toContain('decoy');
      expect(bytes).not.toContain(process.cwd());
      const own = new Set(client.world.containers.keys());
      for (const id of other.world.containers.keys()) expect(bytes).not.toContain(id);
      expect(other.session).not.toBe(client.session);
      expect(bytes).not.toContain(other.session);

      const seen = client.events.flatMap(processesOf);
      expect(seen.length).toBeGreaterThan(5);
      for (const { role, comm, container } of seen) {
        if (container === undefined) expect([['init', 'init'], ['engine', 'dockerd'], ['engine', 'containerd']]).toContainEqual([role, comm]);
        else expect(own).toContain(container);
      }
    } finally {
      for (const child of [decoy, stranger]) {
        child.kill('SIGKILL');
        await once(child, 'exit');
      }
    }
  });
});

function processesOf(event: Event): { role: string; comm: string; container: string | undefined }[] {
  if (event.type === 'snapshot') return event.processes.map(({ role, comm, container }) => ({ role, comm, container }));
  if (event.type === 'found') return [{ role: event.process.role, comm: event.process.comm, container: event.process.container }];
  if (event.type === 'fork') return [{ role: event.role, comm: event.comm, container: event.container }];
  return [];
}

describe('bad input', () => {
  it.each([
    ['not JSON', '{', 'not-json'],
    ['an unknown type', '{"type":"reboot"}', 'bad-message'],
    ['an order before hello', '{"type":"cancel"}', 'hello-first'],
    ['an unknown lab', `{"type":"hello","protocol":${PROTOCOL},"lab":"no-such-lab","since":0}`, 'unknown-lab'],
    ['a path as a lab', `{"type":"hello","protocol":${PROTOCOL},"lab":"../server","since":0}`, 'bad-message'],
    ['another protocol', '{"type":"hello","protocol":99,"lab":"zombies","since":0}', 'protocol'],
  ])('[WIRE2] %s is answered with a problem, and the connection goes on', async (_, frame, code) => {
    await using client = await WireClient.connect(lab.url);
    client.sendRaw(frame);
    const problem = await client.until('a problem', () => client.problems[0]);
    expect(problem).toMatchObject({ code });
    expect(problem.what.length * problem.why.length * problem.todo.length).toBeGreaterThan(0);
    client.send({ type: 'hello', protocol: PROTOCOL, lab: 'zombies', since: 0 });
    await client.until('a session all the same', () => client.session);
  });

  it('[WIRE2] binary frames are refused; frames that are too large end their own connection, not the server', async () => {
    await using client = await WireClient.connect(lab.url);
    client.sendRaw(Buffer.from([1, 2, 3]));
    await client.until('a problem', () => client.problems[0]?.code === 'not-json');
    client.sendRaw('x'.repeat(1024 * 1024));
    await client.until('the end', () => !client.isOpen);
    await using next = await WireClient.open(lab.url, 'zombies');
    expect(next.session).toBeDefined();
  });

  it('[WIRE2] orders out of order are refused and change nothing', async () => {
    await using client = await WireClient.open(lab.url, 'zombies');
    for (const message of [{ type: 'run', step: 'no-such-step', line: 0 }, { type: 'predict', step: 'no-such-step', choice: 0 }, { type: 'reset', step: 'no-such-step' }] as const) {
      const before = client.problems.length;
      client.send(message);
      await client.until('a problem', () => client.problems.length > before);
    }
    expect(client.world.step).toBeNull();
    expect(client.world.containers.size).toBe(0);
  });

  it('[SEC1] [SEC2] a foreign page or a foreign host name gets nothing', async () => {
    await expect(WireClient.connect(lab.url, { origin: 'https://evil.example' })).rejects.toThrow('403');
    await expect(WireClient.connect(lab.url, { host: 'evil.example' })).rejects.toThrow('403');
    const { port } = new URL(lab.url);
    const asked = get({ host: '127.0.0.1', port, path: '/', headers: { host: 'evil.example' } });
    const [answer] = (await once(asked, 'response')) as [IncomingMessage];
    answer.resume();
    expect(answer.statusCode).toBe(421);
  });
});

describe('coming back', () => {
  it('[SES2] a viewer that lost its connection catches up from where it was', async () => {
    const first = await WireClient.open(lab.url, 'shell-vs-exec');
    await performFirstStep(first);
    const { session, world } = first;
    await first[Symbol.asyncDispose]();
    await using again = await WireClient.open(lab.url, 'shell-vs-exec', { session: session!, since: world.seq - 5 });
    await again.until('what was missing', () => again.events.length >= 5);
    expect(again.session).toBe(session);
    expect(again.events[0]?.seq).toBe(world.seq - 4);
  });

  it('[SES6] a server that is killed leaves containers and its trace instance; the next start sweeps both', async () => {
    const doomed = await startLab();
    const client = await WireClient.open(doomed.url, 'shell-vs-exec');
    await performFirstStep(client);
    const left = [...client.world.containers.keys()];
    await doomed.stop('SIGKILL');
    await client[Symbol.asyncDispose]();
    expect(await ours()).toEqual(expect.arrayContaining(left));

    await using next = await startLab();
    await eventually('the sweep', async () => !(await ours()).some((id) => left.includes(id)));
    expect(next.url).not.toBe(lab.url);
    await eventually('the stale instance is gone', () => traceInstances(doomed.pid).length === 0);
    // The one that lives all the while is not disturbed.
    await using unharmed = await WireClient.open(lab.url, 'zombies');
    expect(unharmed.world.observer.mode).not.toBe('none');
  });

  it('[SES7] a server that is asked to end takes everything along', async () => {
    const server = await startLab();
    const client = await WireClient.open(server.url, 'shell-vs-exec');
    await performFirstStep(client);
    const made = [...client.world.containers.keys()];
    expect(made.length).toBeGreaterThan(0);
    await server.stop('SIGTERM');
    await client[Symbol.asyncDispose]();
    expect((await ours()).filter((id) => made.includes(id))).toEqual([]);
    expect(traceInstances(server.pid)).toEqual([]);
  });
});

function traceInstances(pid: number): string[] {
  try {
    return readdirSync('/sys/kernel/tracing/instances').filter((name) => name.startsWith(`pid1lab-${pid}-`));
  } catch {
    return [];
  }
}

describe('starting', () => {
  it('[START1] a taken port is said with what to do', async () => {
    const { port } = new URL(lab.url);
    await expect(startLab(['--port', port])).rejects.toThrow(/Port \d+ of 127\.0\.0\.1 is taken\.[\s\S]*what to do: /);
  });

  it('[START2] without an engine it starts, and says so with the command that provides one', async () => {
    await using server = await startLab(['--engine', 'unix:///run/no-such-engine.sock']);
    expect(server.said()).toMatch(/engine +none/);
    expect(server.said()).toContain('npm run engine');
    await using client = await WireClient.open(server.url, 'zombies');
    expect(client.world.engine.state).toBe('down');
    const page = await fetch(`${server.url}/`);
    expect(page.status).toBe(200);
  });
});
