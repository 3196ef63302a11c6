/** Two stops on one clock, in a real browser. */
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openChromium } from './chromium';
import { startLab } from './lab-server';
import type { LabServer } from './lab-server';

let lab: LabServer;
let browser: Browser;
let page: Page;
const complaints: string[] = [];

beforeAll(async () => {
  [lab, browser] = await Promise.all([startLab(['--engine', 'unix:///nowhere/docker.sock']), openChromium()]);
  page = await (await browser.newContext({ viewport: { width: 1440, height: 900 }, locale: 'en-US' })).newPage();
  page.on('pageerror', (error) => complaints.push(error.message));
});
afterAll(async () => {
  await browser.close();
  await lab[Symbol.asyncDispose]();
  expect(complaints).toEqual([]);
});

it('[CMP1] shell form beside exec form: one playhead moves both, and the address names what is compared', async () => {
  await page.goto(`${lab.url}/compare`);
  await page.getByText(/Gone 10\.\d+ s after it was asked, exit code 137\./).waitFor();
  await page.getByText(/Gone [01]\.\d+ s after it was asked, exit code 0\./).waitFor();

  const slider = page.getByRole('slider');
  await slider.focus();
  await page.keyboard.press('Home');
  await expect.poll(() => page.getByText('It runs.').count()).toBe(2);
  const box = (await slider.boundingBox())!;
  await page.mouse.click(box.x + box.width * 0.6, box.y + 10);
  await page.getByText(/SIGTERM was \d\.\d s ago; it is still here\./).waitFor();
  await page.getByText(/Gone [01]\.\d+ s after it was asked/).waitFor();
  await page.keyboard.press('Home');
  await page.getByRole('button', { name: 'Play' }).click();
  await expect.poll(() => page.getByText('It runs.').count(), { timeout: 10_000 }).toBe(0);
  await page.getByRole('button', { name: 'Pause' }).click();

  await page.getByRole('group', { name: 'Below' }).getByLabel('Recording').selectOption('kill-9-1');
  await expect.poll(() => page.getByRole('group', { name: 'Below' }).getByLabel('Container').locator('option').count()).toBeGreaterThan(0);
  await page.getByRole('group', { name: 'Above' }).getByLabel('Container').selectOption('myredis2');
  await expect.poll(() => new URL(page.url()).search).toBe('?a=shell-vs-exec%2Fmyredis2&b=kill-9-1');
  const other = await page.context().newPage();
  await other.goto(page.url());
  await other.getByText(/Gone [01]\.\d+ s after it was asked, exit code 0\./).first().waitFor();
});
