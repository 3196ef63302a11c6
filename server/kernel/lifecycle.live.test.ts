import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, rmdirSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'esbuild';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Probe, Watch, makeImage, removeImage, worksIn } from './live-probe';
import { TRACING } from './trace-instance';

const INSTANCES = `${TRACING}/instances`;
const SERVER = join(tmpdir(), `pid1lab-observer-${process.pid}.mjs`);

function instances(): string[] {
  return readdirSync(INSTANCES).filter((name) => name.startsWith('pid1lab-'));
}

function mine(): string[] {
  return instances().filter((name) => name.startsWith(`pid1lab-${process.pid}-`));
}

beforeAll(async () => {
  await makeImage();
  await build({
    stdin: {
      contents: `import { KernelObserver } from './server/kernel/kernel-observer'; import pino from 'pino';
        const observer = await KernelObserver.start({ log: pino({ level: 'silent' }) });
        console.log(observer.capability.mode); setInterval(() => undefined, 1000);
        process.on('SIGTERM', () => process.exit(3));`,
      resolveDir: process.cwd(), loader: 'ts',
    },
    bundle: true, platform: 'node', format: 'esm', outfile: SERVER, logLevel: 'error',
    banner: { js: 'import { createRequire } from "node:module"; const require = createRequire(import.meta.url);' },
  });
});

afterAll(removeImage);

/** A server of its own, with an observer; answers once that observes. */
async function startServer(): Promise<{ readonly pid: number; end(signal: NodeJS.Signals): Promise<void> }> {
  const child = spawn(process.execPath, [SERVER], { stdio: ['ignore', 'pipe', 'inherit'] });
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  const mode = await new Promise<string>((resolve) => child.stdout.once('data', (data: Buffer) => resolve(data.toString().trim())));
  expect(mode).toBe('kernel');
  return {
    pid: child.pid ?? 0,
    async end(signal) {
      child.kill(signal);
      await ended;
    },
  };
}

describe('the tracing instance', () => {
  it('[OBS16] is there while the observer is, and gone with it; two observers have one each', async () => {
    const server = await startServer();
    const first = await Watch.start();
    const [before] = mine();
    expect(before).toBeDefined();
    expect(instances().some((name) => name.startsWith(`pid1lab-${server.pid}-`))).toBe(true);
    await first[Symbol.asyncDispose]();
    expect(mine()).toEqual([]);
    expect(instances().some((name) => name.startsWith(`pid1lab-${server.pid}-`))).toBe(true);
    await server.end('SIGTERM');
    expect(instances().some((name) => name.startsWith(`pid1lab-${server.pid}-`))).toBe(false);
  });

  it('[OBS16] of a server that was killed is swept at the next start, and its readers die with it', async () => {
    const server = await startServer();
    await server.end('SIGKILL');
    const name = instances().find((instance) => instance.startsWith(`pid1lab-${server.pid}-`));
    expect(name).toBeDefined();
    await using watch = await Watch.start();
    expect(watch.observer.capability.mode).toBe('kernel');
    expect(existsSync(`${INSTANCES}/${name}`)).toBe(false);
  });

  it('[OBS16] of somebody else is left alone, and of a living server too', async () => {
    const server = await startServer();
    mkdirSync(`${INSTANCES}/somebody-else`);
    try {
      await using watch = await Watch.start();
      expect(watch.observer.capability.mode).toBe('kernel');
      expect(existsSync(`${INSTANCES}/somebody-else`)).toBe(true);
      expect(instances().some((name) => name.startsWith(`pid1lab-${server.pid}-`))).toBe(true);
    } finally {
      rmdirSync(`${INSTANCES}/somebody-else`);
      await server.end('SIGTERM');
    }
  });

  it('[OBS15] when kernel events break off, polling goes on and says why', async () => {
    await using watch = await Watch.start();
    let resyncs = 0;
    watch.observer.onResync(() => resyncs++);
    const [instance] = mine();
    const cats = readdirSync('/proc').filter((pid) => /^\d+$/.test(pid) && worksIn(Number(pid), `${INSTANCES}/${instance}/`));
    expect(cats.length).toBeGreaterThan(0);
    process.kill(Number(cats[0]), 'SIGKILL');
    await watch.until('polling', () => watch.observer.capability.mode === 'polling');
    expect(watch.observer.capability.reason).toMatch(/reader of CPU \d+ is gone/);
    expect(resyncs).toBe(1);
    await using probe = await Probe.run(['sh', '-c', 'sleep 1000; true']);
    await watch.until('the container', () => watch.observer.snapshot([probe.id]).filter(({ role }) => role === 'member').length === 2);
    await watch.until('the instance to be gone', () => mine().length === 0);
  });
});

describe('a loss', () => {
  it('[OBS1] is told with its number, and a resync brings the world back', async () => {
    await using watch = await Watch.start();
    await using probe = await Probe.run(['sh', '-c', 'sleep 1000; true']);
    const one = await watch.one(probe);
    let resynced = false;
    watch.observer.onResync(() => (resynced = true));
    const [instance] = mine();
    writeFileSync(`${INSTANCES}/${instance}/buffer_size_kb`, '8');
    const cats = readdirSync('/proc').filter((pid) => /^\d+$/.test(pid) && worksIn(Number(pid), `${INSTANCES}/${instance}/`)).map(Number);
    for (const cat of cats) process.kill(cat, 'SIGSTOP');
    await probe.sh('i=0; while [ $i -lt 300 ]; do /bin/true; i=$((i+1)); done; (sleep 777 >/dev/null 2>&1 &)');
    for (const cat of cats) process.kill(cat, 'SIGCONT');
    const lost = await watch.until('the loss', () => watch.told.flatMap(({ fact }) => (fact.type === 'lost' ? [fact] : []))[0]);
    expect(lost.count).toBeGreaterThan(0);
    await watch.until('the resync', () => resynced);
    const seen = watch.observer.snapshot([probe.id]);
    expect(seen.filter(({ role }) => role === 'member').map(({ argv }) => argv?.join(' ')).sort()).toEqual(['sh -c sleep 1000; true', 'sleep 1000', 'sleep 777']);
    expect(seen.find(({ argv }) => argv?.[1] === '777')?.parent).toBe(one);
    expect(watch.observer.stats().lost).toBeGreaterThan(0);
  });
});

describe('polling', () => {
  it('[OBS15] shows the same processes, exec and exit between two looks, zombies, and says that it polls', async () => {
    await using watch = await Watch.start({ mode: 'polling' });
    expect(watch.observer.capability).toEqual({ mode: 'polling', reason: 'polling was asked for', missing: [] });
    expect(mine()).toEqual([]);
    await using probe = await Probe.run(['sh', '-c', 'sleep 0.5; sleep 0.5 & exec sleep 1000']);
    await watch.until('the last exec', () => watch.of(probe, 'exec').find((fact) => fact.argv?.[1] === '1000'));
    const zombie = await watch.until('the zombie', () => watch.observer.snapshot([probe.id]).find(({ state }) => state === 'Z'), 3_000);
    const told = watch.told.filter(({ origin }) => origin === probe.id);
    expect(told.find(({ fact }) => fact.type === 'exit' && fact.proc === zombie.key)).toMatchObject({ inferred: true, fact: { status: { code: 0 } } });
    expect(told.some(({ fact }) => fact.type === 'signal-sent')).toBe(false);
    const [shim] = watch.observer.snapshot([probe.id]).filter(({ comm }) => comm === 'containerd-shim');
    expect(shim?.container).toBe(probe.id);
  });
});

describe('a storm', () => {
  it('[OBS18] of 1,000 short-lived processes is seen whole, even by a server that is held up meanwhile', async () => {
    await using watch = await Watch.start();
    await using probe = await Probe.run(['sh', '-c', 'sleep 1000; true']);
    await watch.one(probe);
    const from = watch.told.length;
    const done = probe.sh('i=0; while [ $i -lt 1000 ]; do /bin/true; i=$((i+1)); done');
    const cell = new Int32Array(new SharedArrayBuffer(4));
    for (let pause = 0; pause < 3; pause++) {
      await new Promise((resolve) => setTimeout(resolve, 150));
      Atomics.wait(cell, 0, 0, 250);
    }
    await done;
    const told = (): typeof watch.told => watch.told.slice(from).filter(({ origin }) => origin === probe.id);
    const trues = await watch.until('1,000 execs', () => {
      const keys = told().flatMap(({ fact }) => (fact.type === 'exec' && fact.comm === 'true' ? [fact.proc] : []));
      return keys.length === 1_000 && new Set(keys);
    });
    const ended = await watch.until('1,000 ends', () => {
      const exits = told().flatMap(({ fact }) => (fact.type === 'exit' && trues.has(fact.proc) ? [fact] : []));
      return exits.length === 1_000 && exits;
    });
    expect(ended.every(({ status }) => 'code' in status && status.code === 0)).toBe(true);
    await watch.until('1,000 reaps', () => told().filter(({ fact }) => fact.type === 'reap' && trues.has(fact.proc)).length === 1_000);
    expect(watch.observer.stats().lost).toBe(0);
  });
});
