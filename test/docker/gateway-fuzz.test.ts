/** Whatever arrives at the gateway's socket, it answers or ends the connection, goes on, and the engine has nothing new. */
import fc from 'fast-check';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Engine } from '@/server/docker/engine';
import { Images } from '@/server/docker/images';
import { GatewaySession, holdings } from './gateway-session';
import { connectEngine } from './learner';

const SEED = 20261124;

const method = fc.constantFrom('GET', 'POST', 'HEAD', 'DELETE', 'PUT', 'OPTIONS', 'get', 'CONNECT', 'X');
const segment = fc.oneof(fc.constantFrom('v1.41', 'v1.24', 'v9', 'containers', 'json', 'create', 'images', 'build', 'exec', 'start', 'attach', '..', '.', '', '%2e%2e', '%2f', '%00', 'info', 'events', 'networks', 'volumes'), fc.string({ maxLength: 8, unit: 'binary-ascii' }));
const query = fc.array(fc.tuple(fc.constantFrom('all', 'filters', 't', 'name', 'dockerfile', 'h', 'stdin', 'x'), fc.string({ maxLength: 12 })), { maxLength: 3 });
const header = fc.tuple(fc.constantFrom('Content-Length', 'Transfer-Encoding', 'Connection', 'Upgrade', 'Content-Type', 'Expect', 'Host', 'X'), fc.oneof(fc.constantFrom('0', '5', '-1', 'chunked', 'Upgrade', 'close', 'tcp', 'h2c', 'application/json', '100-continue', '99999999999'), fc.string({ maxLength: 12 })));
const target = fc.tuple(fc.array(segment, { maxLength: 5 }), query).map(([segments, pairs]) => `/${segments.join('/')}${pairs.length === 0 ? '' : `?${pairs.map(([name, value]) => `${name}=${encodeURIComponent(value)}`).join('&')}`}`);
const head = fc.tuple(method, target, fc.array(header, { maxLength: 5 })).map(([verb, path, headers]) => `${verb} ${path} HTTP/1.1\r\nHost: docker\r\n${headers.map(([name, value]) => `${name}: ${value}\r\n`).join('')}\r\n`);
const bytes = fc.tuple(fc.array(head, { minLength: 1, maxLength: 3 }), fc.string({ maxLength: 40 })).map(([heads, tail]) => heads.join(tail) + tail);

/** JSON that looks like a create body. */
const body = fc.dictionary(
  fc.constantFrom('Image', 'Cmd', 'HostConfig', 'Labels', 'Env', 'Volumes', 'NetworkingConfig', 'Healthcheck', 'Entrypoint', 'Tty'),
  fc.oneof(fc.jsonValue(), fc.dictionary(fc.constantFrom('Privileged', 'Binds', 'Mounts', 'NetworkMode', 'PidMode', 'Memory', 'CapAdd', 'RestartPolicy', 'Tmpfs', 'Ulimits', 'LogConfig', 'EndpointsConfig'), fc.jsonValue())),
  { maxKeys: 4 },
);

describe('the gateway’s HTTP side', () => {
  let engine: Engine;
  let ann: GatewaySession;
  let before: readonly string[];

  beforeAll(async () => {
    engine = await connectEngine();
    await new Images(engine).ensureBase();
  });
  afterAll(async () => engine[Symbol.asyncDispose]());
  beforeEach(async () => {
    ann = await GatewaySession.start(engine);
    before = await holdings(engine, [ann.tag]);
  });
  afterEach(async () => ann[Symbol.asyncDispose]());

  it('[GW3] survives any bytes', async () => {
    await fc.assert(
      fc.asyncProperty(bytes, async (sent) => {
        const text = await ann.raw(sent, 60);
        if (text !== '') expect(text).toMatch(/^HTTP\/1\.1 [1-5]\d\d /);
        expect(text).not.toMatch(/^HTTP\/1\.1 (500|201|101)/m);
      }),
      { seed: SEED, numRuns: 300 },
    );
    expect((await ann.ask('GET', '/_ping')).text).toBe('OK');
    expect(await holdings(engine, [ann.tag])).toEqual(before);
  });

  it('[GW4] refuses any create body that does not name an image of the session', async () => {
    await fc.assert(
      fc.asyncProperty(body, async (sent) => {
        const answer = await ann.ask('POST', '/v1.41/containers/create', sent);
        expect([400, 403, 404], answer.text).toContain(answer.status);
        expect(answer.message).not.toBe('');
      }),
      { seed: SEED, numRuns: 200 },
    );
    expect(await holdings(engine, [ann.tag])).toEqual(before);
  });

  it('[GW5] whatever create body it takes, the container has the lab’s limits and reaches nothing', async () => {
    let taken = 0;
    await fc.assert(
      fc.asyncProperty(body, async (sent) => {
        const answer = await ann.ask('POST', '/v1.41/containers/create', { ...sent, Image: 'debian:bookworm-slim' });
        if (answer.status !== 201) return void expect([400, 403], answer.text).toContain(answer.status);
        taken += 1;
        const { Id } = JSON.parse(answer.text) as { Id: string };
        const { HostConfig, Config, Mounts } = await engine.docker.getContainer(Id).inspect();
        expect(HostConfig).toMatchObject({ Privileged: false, CapAdd: null, PidMode: expect.stringMatching(/^$/) as unknown, Memory: 256 * 1024 ** 2, MemorySwap: 256 * 1024 ** 2, PidsLimit: 200, NanoCpus: 1e9 });
        expect(Mounts.filter(({ Type }) => Type === 'bind')).toEqual([]);
        expect(Config.Labels).toMatchObject({ 'pid1lab.session': ann.tag, 'pid1lab.owner': engine.owner });
        expect((await ann.ask('DELETE', `/v1.41/containers/${Id}`)).status).toBe(204);
      }),
      { seed: SEED, numRuns: 150 },
    );
    expect(taken).toBeGreaterThan(5);
    expect(await holdings(engine, [ann.tag])).toEqual(before);
  });
});
