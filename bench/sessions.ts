/** 50 learners on one engine, each performing shell-vs-exec at once: whether all of it holds, and what a session costs beyond its containers. */
import { join } from 'node:path';
import { readLab } from '@/labs/read-lab';
import type { Engine } from '@/server/docker/engine';
import { startLab } from '@/test/browser/lab-server';
import { WireClient } from '@/test/browser/wire-client';
import { performLab } from '@/test/crowd';
import { eventually } from '@/test/eventually';
import type { Figure } from './figures';
import { quantile } from './figures';
import { costOf, cpuShare } from './process-cost';

const SESSIONS = Number(process.env['PID1LAB_BENCH_SESSIONS'] ?? 50);
const LAB = 'shell-vs-exec';
const MB = 2 ** 20;

export async function sessions(engine: Engine): Promise<Figure[]> {
  const lab = await readLab(join(process.cwd(), 'labs'), LAB);
  await using server = await startLab(['--engine', engine.addressText, '--most-sessions', String(SESSIONS)]);
  const empty = costOf(server.pid);
  const clients = await Promise.all(Array.from({ length: SESSIONS }, () => WireClient.open(server.url, LAB)));
  await eventually('the images', () => clients.every(({ world }) => world.images.size === lab.images.length && [...world.images.values()].every(({ state }) => state === 'ready')), 300);
  const before = costOf(server.pid);
  const performed = await Promise.all(clients.map((client) => performLab(client, lab, 900)));
  const after = costOf(server.pid);

  const waited = performed.flatMap(({ waited: times }) => times);
  const failed = performed.flatMap((one, index) => one.failed.map((what) => `${index}: ${what}`));
  for (const what of failed.slice(0, 40)) process.stderr.write(`  ${what}\n`);
  const mixed = performed.filter((one) => performed.some((other) => other !== one && other.containers.some((id) => one.containers.includes(id)))).length;
  const began = Date.now();
  for (const client of clients) client.send({ type: 'end' });
  const made = new Set(performed.flatMap(({ containers }) => containers));
  await eventually('nothing is left', async () => !(await engine.docker.listContainers({ all: true })).some(({ Id }) => made.has(Id)), 300);
  await Promise.all(clients.map((client) => client[Symbol.asyncDispose]()));
  return [
    { what: `sessions whose checks all ticked, of ${SESSIONS}`, value: `${performed.filter((one) => one.failed.length === 0).length}`, target: 'all' },
    { what: 'sessions that saw another’s container', value: String(mixed), target: '0' },
    { what: 'containers made, left after the end', value: `${made.size}, 0 (removed within ${((Date.now() - began) / 1000).toFixed(0)} s)`, target: '0' },
    { what: 'the whole lab took', value: `${((after.at - before.at) / 1000).toFixed(0)} s` },
    { what: 'lines that waited for their turn', value: waited.length === 0 ? 'none' : `${waited.length}; median ${(quantile(waited, 0.5) / 1000).toFixed(1)} s, longest ${(Math.max(...waited) / 1000).toFixed(1)} s` },
    { what: 'server: memory without a session', value: `${Math.round(empty.bytes / MB)} MB` },
    { what: 'server: memory for each session, after the lab', value: `${((after.bytes - empty.bytes) / MB / SESSIONS).toFixed(1)} MB` },
    { what: 'server: CPU for each session, during the lab', value: `${((cpuShare(before, after) * 100) / SESSIONS).toFixed(2)} % of a core` },
    { what: 'events told to each browser', value: String(Math.round(performed.reduce((sum, { events }) => sum + events, 0) / SESSIONS)) },
  ];
}
