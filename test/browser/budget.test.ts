/** What a lab page makes a current browser fetch: measured in Chromium, as it comes over the wire. */
import { gzipSync } from 'node:zlib';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openChromium } from './chromium';
import { startLab } from './lab-server';
import type { LabServer } from './lab-server';

const BUDGET = 250_000;
/** With lifelines and d3's hands, which are fetched once the page is up: it does not grow unseen either. */
const WITH_LATER = 285_000;
let lab: LabServer;
let browser: Browser;

beforeAll(async () => {
  [lab, browser] = await Promise.all([startLab(), openChromium()]);
});
afterAll(async () => {
  await browser.close();
  await lab[Symbol.asyncDispose]();
});

it('[UI34] a lab page is there with at most 250 kB of compressed JavaScript; what it fetches later is told apart', async () => {
  const page = await browser.newPage();
  const scripts = new Map<string, Promise<number>>();
  page.on('response', (response) => {
    // A `nomodule` script is in the page for browsers of the past; Chromium does not ask for it, so it is not here.
    if (/javascript/.test(response.headers()['content-type'] ?? '')) scripts.set(new URL(response.url()).pathname, response.body().then((body) => gzipSync(body).length));
  });
  const document = await (await page.goto(`${lab.url}/labs/shell-vs-exec`, { waitUntil: 'networkidle' }))!.text();
  await page.getByText(/Live · Docker/).first().waitFor();
  const sizes = await Promise.all([...scripts].map(async ([path, size]) => ({ path, size: await size, first: document.includes(path) })));
  const first = sum(sizes.filter((script) => script.first));
  const told = sizes.sort((a, b) => b.size - a.size).map(({ path, size, first: now }) => `${(size / 1000).toFixed(1)} kB ${now ? '     ' : 'later'} ${path}`).join('\n');
  console.log(`JavaScript of a lab page: ${(first / 1000).toFixed(1)} kB that the document names, ${(sum(sizes) / 1000).toFixed(1)} kB with what is fetched once it is up`);
  expect(first, told).toBeGreaterThan(50_000);
  expect(first, told).toBeLessThanOrEqual(BUDGET);
  expect(sum(sizes), told).toBeLessThanOrEqual(WITH_LATER);
});

function sum(scripts: readonly { readonly size: number }[]): number {
  return scripts.reduce((total, { size }) => total + size, 0);
}
