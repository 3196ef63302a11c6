/** What a lab page makes a current browser fetch: measured in Chromium, as it comes over the wire. */
import { gzipSync } from 'node:zlib';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openChromium } from './chromium';
import { startLab } from './lab-server';
import type { LabServer } from './lab-server';

const BUDGET = 250_000;
let lab: LabServer;
let browser: Browser;

beforeAll(async () => {
  [lab, browser] = await Promise.all([startLab(), openChromium()]);
});
afterAll(async () => {
  await browser.close();
  await lab[Symbol.asyncDispose]();
});

it('[UI34] all the JavaScript that a lab page fetches, until its reader does something, is at most 250 kB compressed', async () => {
  const page = await browser.newPage();
  const scripts = new Map<string, Promise<number>>();
  page.on('response', (response) => {
    // A `nomodule` script is in the page for browsers of the past; Chromium does not ask for it, so it is not here.
    if (/javascript/.test(response.headers()['content-type'] ?? '')) scripts.set(new URL(response.url()).pathname, response.body().then((body) => gzipSync(body).length));
  });
  const document = await (await page.goto(`${lab.url}/labs/shell-vs-exec`))!.text();
  await Promise.all([page.getByText(/Live · Docker/).first().waitFor(), page.getByRole('region', { name: 'Lifelines' }).waitFor()]);
  await page.waitForLoadState('networkidle');
  const sizes = await Promise.all([...scripts].map(async ([path, size]) => ({ path, size: await size, named: document.includes(path) })));
  const total = sizes.reduce((sum, { size }) => sum + size, 0);
  const told = sizes.sort((a, b) => b.size - a.size).map(({ path, size, named }) => `${(size / 1000).toFixed(1)} kB ${named ? '     ' : 'later'} ${path}`).join('\n');
  console.log(`JavaScript of a lab page: ${(total / 1000).toFixed(1)} kB`);
  // Measured too early, what comes once the page is up would be missing.
  expect(sizes.some(({ named }) => !named), told).toBe(true);
  expect(total, told).toBeLessThanOrEqual(BUDGET);
});
