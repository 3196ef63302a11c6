/** What the tests of a file stand on: a server, Chromium, and for each of them a fresh page that must not complain. */
import type { Browser, BrowserContext, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, expect } from 'vitest';
import type { LabServer } from './lab-server';
import { openChromium } from './chromium';
import { startLab } from './lab-server';

const DESK: BrowserContextOptions = { viewport: { width: 1440, height: 900 }, locale: 'en-US', permissions: ['clipboard-read', 'clipboard-write'] };

// Bindings that live: whoever imports them has the page of the test that runs.
export let lab: LabServer;
export let browser: Browser;
export let context: BrowserContext;
export let page: Page;

/** `args` are the server's, `options` add to the context's. A page that failed is in test-results under its rule's name. */
export function setStage(args: readonly string[] = [], options: BrowserContextOptions = {}): void {
  let complaints: string[];

  beforeAll(async () => {
    [lab, browser] = await Promise.all([startLab(args), openChromium()]);
  });
  afterAll(async () => {
    await browser.close();
    await lab[Symbol.asyncDispose]();
  });
  beforeEach(async () => {
    complaints = [];
    context = await browser.newContext({ ...DESK, ...options });
    page = await context.newPage();
    page.on('pageerror', (error) => complaints.push(error.message));
    page.on('console', (said) => said.text().includes('Content Security Policy') && complaints.push(said.text()));
  });
  afterEach(async ({ task }) => {
    if (task.result?.state === 'fail') await page.screenshot({ path: `test-results/${/\w+/.exec(task.name)?.[0]}.png` });
    await context.close();
    expect(complaints).toEqual([]);
  });
}
