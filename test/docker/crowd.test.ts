/** Several learners on one engine at once. `npm run bench -- sessions` does the same with fifty. */
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readLab } from '@/labs/read-lab';
import { WireClient } from '../browser/wire-client';
import { performLab } from '../crowd';
import { eventually } from '../eventually';
import type { WireServer } from './wire-server';
import { startWire } from './wire-server';

const ROOT = join(import.meta.dirname, '../..');
const LEARNERS = 8;
let server: WireServer;

beforeAll(async () => {
  server = await startWire(ROOT);
});
afterAll(() => server[Symbol.asyncDispose]());

describe('a crowd', () => {
  it('[SES12] eight learners perform shell-vs-exec at once: every check of each ticks, nothing is mixed, nothing is left', async () => {
    const lab = await readLab(join(ROOT, 'labs'), 'shell-vs-exec');
    const clients = await Promise.all(Array.from({ length: LEARNERS }, () => WireClient.open(server.url, lab.slug)));
    try {
      const performed = await Promise.all(clients.map((client) => performLab(client, lab)));
      expect(performed.flatMap(({ failed }) => failed)).toEqual([]);
      const made = performed.flatMap(({ containers }) => containers);
      expect(new Set(made).size).toBe(made.length);
      expect(new Set(performed.map(({ session }) => session)).size).toBe(LEARNERS);
      // Each is told of its own containers only, in every event.
      for (const [index, client] of clients.entries()) {
        const others = new Set(performed.flatMap(({ containers }, other) => (other === index ? [] : containers)));
        const told = client.events.flatMap((event) => ('container' in event && event.container !== undefined ? [event.container] : []));
        expect(told.filter((id) => others.has(id))).toEqual([]);
      }
      for (const client of clients) client.send({ type: 'end' });
      await Promise.all(clients.map((client) => client.until('its end', () => client.last('ended'))));
      await eventually('nothing is left', async () => !(await server.engine.docker.listContainers({ all: true })).some(({ Id }) => made.includes(Id)));
    } finally {
      await Promise.all(clients.map((client) => client[Symbol.asyncDispose]()));
    }
  }, 300_000);

  it('[TURN2] a line that waits for its turn says so, its time counts from its beginning, and it can be given up', async () => {
    await using client = await WireClient.open(server.url, 'shell-vs-exec');
    const step = 'two-trees';
    client.send({ type: 'enter-step', step });
    client.send({ type: 'predict', step, choice: 0 });
    await client.until('the images', () => client.world.images.size > 0 && [...client.world.images.values()].every(({ state }) => state === 'ready'), 240);
    // Others are at the engine's every seat.
    const turns = await Promise.all(Array.from({ length: 2 * (server.engine.info?.cpus ?? 1) }, () => server.engine.turnstile.take({ signal: AbortSignal.timeout(30_000), onWait: () => undefined })));
    client.send({ type: 'run', step, line: 0 });
    const waiting = await client.until('the line waits', () => [...client.world.commands.values()].find(({ ahead }) => ahead !== null));
    expect(waiting).toMatchObject({ ahead: 0, line: expect.stringContaining('docker run') as unknown });
    client.send({ type: 'cancel' });
    await client.until('it is given up', () => client.world.commands.get(waiting.id)?.exitCode === 130);
    expect(client.world.containers.size).toBe(0);
    client.send({ type: 'run', step, line: 0 });
    const second = await client.until('the next waits', () => [...client.world.commands.values()].find(({ ahead, endedAt }) => ahead !== null && endedAt === null));
    for (const turn of turns) turn[Symbol.dispose]();
    await client.until('it has run', () => client.world.commands.get(second.id)?.exitCode === 0, 60);
    expect(client.world.commands.get(second.id)?.startedAt).toBeGreaterThan(second.startedAt);
    client.send({ type: 'end' });
    await client.until('its end', () => client.last('ended'));
  });
});
