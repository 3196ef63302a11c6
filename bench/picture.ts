/** Kernel event → DOM changed: a process execs in a session's container; when does its name stand in the page? */
import { pino } from 'pino';
import type { Page } from 'playwright-core';
import type { Engine } from '@/server/docker/engine';
import { LABEL } from '@/server/docker/labels';
import { KernelObserver } from '@/server/kernel/kernel-observer';
import { monotonic } from '@/server/monotonic';
import { openChromium } from '@/test/browser/chromium';
import { startLab } from '@/test/browser/lab-server';
import { eventually } from '@/test/eventually';
import type { Figure } from './figures';
import { spread } from './figures';
import { MainThread } from './main-thread';

const PROBES = 200;

declare global {
  interface Window {
    /** When each probe's name first stood in the DOM: Unix time in milliseconds. */
    probes: Record<string, number>;
  }
}

export async function picture(engine: Engine): Promise<Figure[]> {
  await using server = await startLab(['--engine', engine.addressText]);
  await using observer = await KernelObserver.start({ log: pino({ level: 'silent' }), enginePid: () => engine.info?.pid });
  const execs = new Map<string, number>();
  observer.onFacts((facts) => {
    for (const { fact, at } of facts) if (fact.type === 'exec' && fact.argv?.[0]?.startsWith('probe') === true) execs.set(fact.argv[0], at);
  });
  const browser = await openChromium();
  try {
    const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
    await page.goto(`${server.url}/labs/shell-vs-exec`);
    const id = await runFirstLine(page, engine, server.pid);
    await watchForProbes(page);
    const thread = await MainThread.watch(page);
    const before = await thread.spent();
    await runProbes(engine, id);
    const seenSoFar = (): Promise<Record<string, number>> => page.evaluate(() => window.probes);
    // One that came and went between two drawings never reaches the page: how many did is told below.
    await eventually('the last probe is seen', async () => Object.keys(await seenSoFar()).length >= PROBES, 3).catch(() => undefined);
    const seen = await seenSoFar();
    const spent = (await thread.spent()) - before;
    const offset = wallOffset();
    const samples = Object.entries(seen).flatMap(([name, wall]) => {
      const at = execs.get(name);
      return at === undefined ? [] : [wall - offset - at];
    });
    return [
      { what: 'kernel event → DOM changed', value: spread(samples), target: 'median ≤ 16 ms, p99 ≤ 50 ms' },
      { what: 'probes that reached the page', value: `${Object.keys(seen).length} of ${PROBES}` },
      { what: 'main thread of the page for each probe (4 processes’ births and ends, with their motion)', value: `${(spent / PROBES).toFixed(0)} ms` },
    ];
  } finally {
    await browser.close();
  }
}

/** Unix time minus CLOCK_MONOTONIC, in milliseconds, without the rounding of Date.now(). */
function wallOffset(): number {
  return performance.timeOrigin + performance.now() - monotonic();
}

async function runFirstLine(page: Page, engine: Engine, serverPid: number): Promise<string> {
  await page.locator('input[type=radio]').first().check({ force: true, timeout: 20_000 });
  await page.getByRole('button', { name: /choose|commit/i }).first().click();
  await page.getByRole('button', { name: /^Run/ }).first().click({ timeout: 240_000 });
  // Other servers may have containers of that name, too.
  const created = await eventually('the container', async () => (await ourContainers(engine)).find(({ Labels, State }) => Labels[LABEL.owner]?.split('.').includes(String(serverPid)) === true && State === 'running'));
  await page.getByRole('treeitem', { name: /redis-server/ }).first().waitFor();
  return created.Id;
}

function ourContainers(engine: Engine) {
  return engine.docker.listContainers({ filters: { label: [LABEL.session] } });
}

function watchForProbes(page: Page): Promise<void> {
  return page.evaluate(() => {
    window.probes = {};
    function note(text: string | null): void {
      for (const [name] of text?.matchAll(/probe\d+/g) ?? []) window.probes[name] ??= performance.timeOrigin + performance.now();
    }
    new MutationObserver((records) => {
      for (const record of records) {
        if (record.type === 'characterData') note(record.target.textContent);
        for (const node of record.addedNodes) note(node.textContent);
      }
    }).observe(document.body, { subtree: true, childList: true, characterData: true });
  });
}

/** Processes that live for a moment, a quarter of a second apart, in bash's words: `exec -a NAME sleep`. One docker exec for all: it is not what is measured. */
async function runProbes(engine: Engine, id: string): Promise<void> {
  const exec = await engine.docker.getContainer(id).exec({ Cmd: ['bash', '-c', `for n in $(seq 0 ${PROBES - 1}); do (exec -a probe$n sleep 0.15); sleep 0.1; done`], AttachStdout: true });
  const stream = await exec.start({});
  stream.resume();
  await new Promise((resolve, reject) => stream.once('end', resolve).once('error', reject));
}
