import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Event, Fact } from '@/model/event';
import { foldEvents } from '@/model/fold';
import { EMPTY_WORLD } from '@/model/world';
import type { World } from '@/model/world';
import { Probe, Watch, expectFewUnknown, makeImage, removeImage } from './live-probe';
import { ENGINE } from './origin';
import { ProcFs } from './proc-fs';

/** What a container may do in a busy second: pipelines, background jobs, orphans, zombies, sessions, kills, renamings. */
const BUSY = `
  for i in 1 2 3 4 5 6 7 8; do
    cat /bin/true | cat > /dev/null; (sleep 0.05 &); true & sh -c 'kill -9 $$'; setsid sh -c 'sleep 0.02; exit 3';
    perl -e '$SIG{TERM} = sub { exit 4 }; kill TERM => $$; sleep 1'; perl -e 'exit 0 if !fork(); exit 0 if !fork(); select(undef, undef, undef, 0.02)';
  done; sleep 300 & exec sleep 200`;

let watch: Watch;

beforeAll(async () => {
  await makeImage();
  watch = await Watch.start();
});

afterAll(async () => {
  await removeImage();
  await watch[Symbol.asyncDispose]();
});

function fold(first: Fact, told: Watch['told'], origins: ReadonlySet<string>): World {
  const facts: Fact[] = [first];
  const events: Event[] = [{ ...first, seq: 1, t: 0 }];
  const start = told[0]?.at ?? 0;
  for (const { at, fact, inferred, origin } of told) {
    if (origin !== ENGINE && !origins.has(origin)) continue;
    facts.push(fact);
    events.push({ ...fact, seq: facts.length, t: at - start, ...(inferred === true ? { inferred } : {}) });
  }
  return foldEvents(EMPTY_WORLD, events);
}

describe('what is told, folded', () => {
  it('[OBS17] amounts to what /proc shows, without one anomaly', async () => {
    const processes = watch.observer.snapshot([]);
    watch.told.length = 0;
    await using one = await Probe.run(['sh', '-c', 'sleep 500; true']);
    await using two = await Probe.run(['sleep', '500']);
    await Promise.all([one.sh(BUSY), two.sh(BUSY), one.start('sh', '-c', BUSY), two.start('sh', '-c', BUSY)].map((done) => Promise.race([done, new Promise((resolve) => setTimeout(resolve, 6_000))])));
    const origins = new Set([one.id, two.id]);
    const folded = (): World => fold({ type: 'snapshot', reason: 'start', processes }, watch.told, origins);
    // What /proc shows now and events tell in a moment may differ for that moment.
    await watch.until('a world that agrees with /proc', () => living(folded()).join() === listed(folded()).join(), 15_000).catch(() => undefined);
    const world = folded();
    expect(living(world)).toEqual(listed(world));
    expect(world.anomalies).toEqual([]);
    const mine = watch.told.filter(({ origin }) => origins.has(origin));
    expect(mine.filter(({ fact }) => fact.type === 'found')).toEqual([]);
    expectFewUnknown(mine);
    expect(living(world).length).toBeGreaterThan(15);
    expect([...world.processes.values()].filter(({ life }) => life === 'zombie').length).toBeGreaterThan(5);
  });
});

/** Those of the two containers that are not reaped: pid, parent, name, state. */
function living(world: World): string[] {
  return [...world.processes.values()]
    .filter(({ container, life }) => container !== null && life !== 'dead')
    .map((process) => `${process.pid} ${process.parent?.split('.')[0]} ${process.nspid?.join(',')} ${process.comm} ${process.life}`)
    .sort();
}

/** The same of /proc: whoever descends from a shim of these containers. */
function listed(world: World): string[] {
  const proc = new ProcFs();
  const shims = new Set([...world.processes.values()].filter(({ comm, life }) => comm === 'containerd-shim' && life === 'alive').map(({ pid }) => pid));
  const parents = new Map(proc.pids().map((pid) => [pid, proc.stat(pid)?.ppid ?? 0]));
  const under = (pid: number): boolean => shims.has(pid) || (parents.has(pid) && pid > 1 && under(parents.get(pid) ?? 0));
  return [...parents.keys()]
    .filter(under)
    .flatMap((pid) => {
      const [stat, status] = [proc.stat(pid), proc.status(pid)];
      return stat === undefined ? [] : [`${pid} ${stat.ppid} ${status?.nspid.join(',')} ${stat.comm} ${stat.state === 'Z' ? 'zombie' : 'alive'}`];
    })
    .sort();
}
