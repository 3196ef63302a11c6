/** The path's progress: carried in a file from one browser to another, cleared, and brought back. */
import { readFile } from 'node:fs/promises';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openChromium } from './chromium';
import { startLab } from './lab-server';
import type { LabServer } from './lab-server';

let server: LabServer;
let browser: Browser;

beforeAll(async () => {
  [server, browser] = await Promise.all([startLab(), openChromium()]);
});
afterAll(async () => {
  await browser.close();
  await server[Symbol.asyncDispose]();
});

const DONE = { predicted: {}, observed: {}, explained: [], draft: null, done: ['two-redis', 'top', 'nspid', 'parent', 'walls', 'by-number', 'share'] };
const BEGUN = { ...DONE, done: ['gone', 'why'] };

/** The path in a browser that nothing is kept in, or these. */
async function path(kept: Readonly<Record<string, unknown>> = {}): Promise<Page> {
  const page = await browser.newPage({ locale: 'en-US', viewport: { width: 1440, height: 900 } });
  await page.goto(server.url);
  await page.evaluate((labs) => Object.entries(labs).forEach(([slug, learned]) => localStorage.setItem(`pid1lab.learned.${slug}`, JSON.stringify(learned))), kept);
  await page.reload();
  return page;
}

function states(page: Page): Promise<readonly (string | undefined)[]> {
  return page.getByRole('list', { name: 'The path' }).locator('> li').evaluateAll((labs) => labs.slice(0, 3).map((lab) => lab.dataset['progress']));
}

it('[LEARN4] the path shows what is done, what is begun and at which step, and where to go on', async () => {
  const fresh = await path();
  await fresh.getByText('0 of 8 labs done').waitFor();
  expect(await states(fresh)).toEqual(['new', 'new', 'new']);
  await fresh.getByText('Begin here →').waitFor();

  const page = await path({ 'two-views': DONE, 'born-and-gone': BEGUN });
  await page.getByText('1 of 8 labs done').waitFor();
  expect(await states(page)).toEqual(['done', 'begun', 'new']);
  const next = page.getByRole('link', { name: /Go on here/ });
  await page.getByText('Step 3 of 6').waitFor();
  expect(await next.getAttribute('href')).toBe('/labs/born-and-gone?step=foreground');
  await next.click();
  await page.getByRole('heading', { level: 1, name: 'Stay, please' }).waitFor();
});

it('[LEARN5] progress goes from one browser to another; a damaged file changes nothing and says why', async () => {
  const page = await path({ 'two-views': DONE, 'born-and-gone': BEGUN });
  const [saved] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: 'Export progress' }).click()]);
  expect(saved.suggestedFilename()).toMatch(/^pid1lab-progress-\d{4}-\d\d-\d\d\.json$/);
  const text = await readFile(await saved.path(), 'utf8');

  const other = await path({ 'exec-parent': { ...DONE, done: ['guest'] } });
  const field = other.locator('input[type=file]');
  await field.setInputFiles({ name: 'half.json', mimeType: 'application/json', buffer: Buffer.from(text.slice(0, text.length / 2)) });
  await other.getByText(/“half\.json” was not imported: it is no JSON.*Nothing has changed here/).waitFor();
  expect(await states(other)).toEqual(['new', 'new', 'begun']);

  await field.setInputFiles({ name: 'whole.json', mimeType: 'application/json', buffer: Buffer.from(text) });
  await other.getByText('2 labs were taken from the file').waitFor();
  expect(await states(other)).toEqual(['done', 'begun', 'begun']);
  await other.getByRole('button', { name: 'Undo' }).click();
  expect(await states(other)).toEqual(['new', 'new', 'begun']);
});

it('[LEARN6] cleared progress comes back with Undo, and is gone without', async () => {
  const page = await path({ 'two-views': DONE });
  await page.getByRole('button', { name: 'Clear progress' }).click();
  await page.getByText('The progress of 1 lab was cleared').waitFor();
  expect(await states(page)).toEqual(['new', 'new', 'new']);
  await page.getByRole('button', { name: 'Undo' }).click();
  expect(await states(page)).toEqual(['done', 'new', 'new']);
  await page.getByRole('button', { name: 'Clear progress' }).click();
  expect(await page.evaluate(() => Object.keys(localStorage).filter((name) => name.startsWith('pid1lab.learned.')))).toEqual([]);
});

it('[LEARN7] two pages of one browser keep both their answers, and each shows the other’s', async () => {
  const context = await browser.newContext({ locale: 'en-US', viewport: { width: 1440, height: 900 } });
  const [left, right] = [await context.newPage(), await context.newPage()];
  for (const page of [left, right]) {
    await page.goto(`${server.url}/replay?recording=zombies&step=orphan`);
    await page.getByRole('radio').first().waitFor();
  }
  await left.getByRole('radio').first().check({ force: true });
  await left.getByRole('button', { name: 'Commit' }).click();
  await left.goto(`${server.url}/replay?recording=zombies&step=summary`);
  const predicted = left.locator('dd [data-mark="untold"]');
  await expect.poll(() => predicted.count()).toBe(1);

  await right.getByRole('button', { name: /^Step 2:/ }).click();
  await right.getByRole('heading', { level: 1, name: 'The orphan dies' }).waitFor();
  await right.getByRole('radio').nth(1).check({ force: true });
  await right.getByRole('button', { name: 'Commit' }).click();
  await expect.poll(() => predicted.count()).toBe(2);
  const { predicted: kept } = await left.evaluate(() => JSON.parse(localStorage.getItem('pid1lab.learned.zombies')!) as { predicted: object });
  expect(Object.values(kept)).toEqual([0, 1]);
  await context.close();
});
