/** What the tests of a file stand on: a server, Chromium, and for each of them a fresh page that must not complain. */
import { writeFile } from 'node:fs/promises';
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

/** `args` are the server's, `options` add to the context's. A page that failed is in test-results under its rule's name: how it looked, and what it asked for. */
export function setStage(args: readonly string[] = [], options: BrowserContextOptions = {}): void {
  let complaints: string[];
  let asked: string[];

  beforeAll(async () => {
    [lab, browser] = await Promise.all([startLab(args), openChromium()]);
  });
  afterAll(async () => {
    await browser.close();
    await lab[Symbol.asyncDispose]();
  });
  beforeEach(async () => {
    complaints = [];
    asked = [];
    context = await browser.newContext({ ...DESK, ...options });
    page = await context.newPage();
    const note = (what: string): void => void asked.push(`${Math.round(performance.now())} ${what}`);
    page.on('request', (request) => note(`asks for ${request.url()}`));
    page.on('requestfinished', (request) => note(`has ${request.url()}`));
    page.on('requestfailed', (request) => note(`has not ${request.url()}: ${request.failure()?.errorText}`));
    page.on('websocket', (socket) => {
      note(`connects to ${socket.url()}`);
      socket.on('framesent', ({ payload }) => note(`says ${String(payload).slice(0, 200)}`));
      socket.on('framereceived', ({ payload }) => note(`hears ${String(payload).slice(0, 200)}`));
      socket.on('close', () => note(`is cut off from ${socket.url()}`));
    });
    page.on('pageerror', (error) => complaints.push(error.message));
    page.on('console', (said) => said.text().includes('Content Security Policy') && complaints.push(said.text()));
  });
  afterEach(async ({ task }) => {
    if (task.result?.state === 'fail') {
      const name = `test-results/${/\w+/.exec(task.name)?.[0]}`;
      await page.screenshot({ path: `${name}.png` });
      await writeFile(`${name}.log`, asked.join('\n'));
    }
    await context.close();
    expect(complaints).toEqual([]);
  });
}
