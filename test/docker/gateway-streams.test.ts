/** Streams at the client's pace, each side ended by itself; builds that would take the machine along. */
import { connect } from 'node:net';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { Engine } from '@/server/docker/engine';
import { Images } from '@/server/docker/images';
import { newOwnerId, thisPlace } from '@/server/docker/owner';
import { sweepOrphans } from '@/server/docker/sweep';
import { eventually } from '../eventually';
import { CLIENTS, GatewaySession, holdings } from './gateway-session';
import { connectEngine, quietLog } from './learner';

const BASE = 'debian:bookworm-slim';
const V = '/v1.41';

describe('a gateway’s streams and builds', () => {
  let engine: Engine;
  let ann: GatewaySession;
  const docker = CLIENTS[0] ?? 'docker';

  beforeAll(async () => {
    engine = await connectEngine();
    await new Images(engine).ensureBase();
  });
  afterAll(async () => engine[Symbol.asyncDispose]());
  beforeEach(async () => {
    ann = await GatewaySession.start(engine, { limits: { imageBytes: 60 * 1024 ** 2 } });
  });
  afterEach(async () => ann[Symbol.asyncDispose]());

  async function exec(cmd: readonly string[]): Promise<string> {
    const answer = await ann.ask('POST', `${V}/containers/web/exec`, { Cmd: cmd, AttachStdin: true, AttachStdout: true, Tty: false });
    return (JSON.parse(answer.text) as { Id: string }).Id;
  }

  function take(id: string, behind = '') {
    const body = '{"Detach":false,"Tty":false}';
    const socket = connect({ path: ann.socket, allowHalfOpen: true });
    socket.write(`POST ${V}/exec/${id}/start HTTP/1.1\r\nHost: docker\r\nConnection: Upgrade\r\nUpgrade: tcp\r\nContent-Type: application/json\r\nContent-Length: ${body.length}\r\n\r\n${body}${behind}`);
    return socket;
  }

  it('[GW10] the end of standard input reaches the program, whose output still comes', async () => {
    await ann.does(docker, ['run', '-d', '--name', 'web', BASE, 'sleep', '1000']);
    // Part of the input comes in one piece with the request.
    const socket = take(await exec(['sh', '-c', 'cat; sleep 0.3; echo after the end']), 'early ');
    let text = '';
    const ended = new Promise((resolve) => socket.on('data', (chunk: Buffer) => (text += chunk.toString('latin1'))).on('end', resolve));
    socket.end('late\n');
    await ended;
    expect(text).toMatch(/^HTTP\/1\.1 101 UPGRADED\r\n/);
    expect(text).toMatch(/early [^]*late\n[^]*after the end\n$/);
    socket.destroy();
  });

  it('[GW10] who does not read makes the program wait, not the server’s memory grow', async () => {
    await ann.does(docker, ['run', '-d', '--name', 'web', BASE, 'sleep', '1000']);
    const socket = take(await exec(['sh', '-c', 'yes']));
    await new Promise((resolve) => socket.once('data', resolve));
    socket.pause();
    await eventually('yes writes nothing more', async () => {
      const [first, second] = [await written(), await written()];
      return first > 0 && first === second;
    });
    const before = process.memoryUsage();
    await new Promise((resolve) => setTimeout(resolve, 500)); // a time in which an unbounded buffer would take hundreds of megabytes
    const after = process.memoryUsage();
    expect(after.arrayBuffers - before.arrayBuffers).toBeLessThan(32 * 1024 ** 2);
    socket.destroy();

    async function written(): Promise<number> {
      const io = await ann.does(docker, ['exec', 'web', 'sh', '-c', 'for p in /proc/[0-9]*; do [ "$(cat $p/comm)" = yes ] && cat $p/io; done; true']);
      return Number(/wchar: (\d+)/.exec(io)?.[1] ?? 0);
    }
  });

  // On a Unix socket its going shows at the next write only, as with the engine itself.
  it('[GW10] a client that goes away leaves the program, and no connection to the engine', async () => {
    await ann.does(docker, ['run', '-d', '--name', 'web', BASE, 'sleep', '1000']);
    const sockets = () => process.getActiveResourcesInfo().filter((kind) => kind === 'PipeWrap').length;
    const before = sockets();
    for (let count = 0; count < 10; count += 1) {
      const socket = take(await exec(['sh', '-c', 'while sleep 0.1; do echo still here; done']));
      await new Promise((resolve) => socket.once('data', resolve));
      socket.destroy();
    }
    await eventually('the connections are gone', () => sockets() <= before + 1);
    expect(await ann.does(docker, ['top', 'web'])).toMatch(/still here/);
  });

  it('[GW15] a fork bomb in a Dockerfile ends at the limit, and what it says of others’ containers is not believed', async () => {
    const victim = await engine.docker.createContainer({ Image: BASE, Cmd: ['sleep', '100'], HostConfig: { PidsLimit: 77 }, name: `pid1lab.test-${ann.tag}` });
    try {
      const told = await ann.docker(docker, ['build', '--no-cache', '-'], `FROM ${BASE}\nRUN echo ' ---> Running in ${victim.id.slice(0, 12)}'; sleep 1; for i in $(seq 2000); do sleep 60 & done; echo started all\n`);
      expect(told.code).not.toBe(0);
      expect(told.out + told.err).toMatch(/[Cc]annot fork/);
      expect(told.out).not.toMatch(/^started all/m);
      expect((await victim.inspect()).HostConfig.PidsLimit).toBe(77);
    } finally {
      await victim.remove({ force: true });
    }
  });

  it('[GW15] a build that writes without end is stopped', async () => {
    const told = await ann.docker(docker, ['build', '--no-cache', '-'], `FROM ${BASE}\nRUN dd if=/dev/zero of=/big bs=1M count=90 && sleep 30\n`);
    expect(told).toMatchObject({ code: 1, err: expect.stringMatching(/The build was stopped: it had written more than the 60 MB/) as unknown });
    const steps = await ann.docker(docker, ['build', '--no-cache', '-'], `FROM ${BASE}\nRUN head -c 40000000 /dev/zero > /a\nRUN head -c 40000000 /dev/zero > /b\nRUN sleep 20\n`);
    expect(steps.err).toMatch(/The build was stopped/);
  });

  it('[GW13] what a learner of a dead server built and made is swept by the next one', async () => {
    await using dead = await Engine.connect({ log: quietLog(), owner: newOwnerId(thisPlace(), 4_100_000) });
    await using bob = await GatewaySession.start(dead);
    await bob.does(docker, ['build', '-t', 'mine', '-'], `FROM ${BASE}\nCMD echo mine\n`);
    await bob.does(docker, ['build', '-'], `FROM ${BASE}\nCMD echo without a name\n`);
    await bob.does(docker, ['network', 'create', 'net']);
    await bob.does(docker, ['run', '-d', '-v', 'data:/data', '--network', 'net', 'mine', 'sleep', '100']);
    expect(await bob.does(docker, ['images', '-q', '--filter', 'dangling=true'])).not.toBe('');
    const { images, containers } = await sweepOrphans(engine);
    expect(images).toBeGreaterThanOrEqual(2);
    expect(containers).toBeGreaterThanOrEqual(1);
    expect((await holdings(engine, [bob.tag])).filter((one) => one.includes(bob.tag))).toEqual([]);
    expect(await bob.does(docker, ['images', '-q', '--filter', 'dangling=true'])).toBe('');
  });
});
