/** axe-core looks at every page, in light and dark, at a desk and on a phone: it finds nothing. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openChromium } from './chromium';
import { startLab } from './lab-server';
import type { LabServer } from './lab-server';
import { perform, stepsOf } from './learner';

interface AxeResult {
  readonly violations: readonly { readonly id: string; readonly help: string; readonly nodes: readonly { readonly html: string; readonly failureSummary?: string }[] }[];
}
declare const axe: { run: (options: object) => Promise<AxeResult> };

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
let lab: LabServer;
let browser: Browser;

beforeAll(async () => {
  [lab, browser] = await Promise.all([startLab(), openChromium()]);
});
afterAll(async () => {
  await browser.close();
  await lab[Symbol.asyncDispose]();
});

/** What axe complains about, one line each. */
async function complaints(page: Page): Promise<string[]> {
  // Not as a script element, which the page's Content-Security-Policy would refuse.
  await page.evaluate(AXE);
  const { violations } = await page.evaluate(() => axe.run({ resultTypes: ['violations'] }));
  return violations.flatMap(({ id, nodes }) => nodes.map(({ html, failureSummary }) => `${id}: ${html.slice(0, 160)} ${failureSummary?.split('\n')[1]?.trim().slice(0, 160) ?? ''}`));
}

describe.each([
  { name: 'light', colorScheme: 'light', viewport: { width: 1440, height: 900 } },
  { name: 'dark', colorScheme: 'dark', viewport: { width: 1440, height: 900 } },
  { name: 'phone', colorScheme: 'light', viewport: { width: 390, height: 844 } },
] as const)('axe, $name', ({ colorScheme, viewport }) => {
  async function open(address: string, look: (page: Page) => Promise<void>): Promise<void> {
    // Reduced motion: a colour that is half faded in is nobody's contrast.
    const context = await browser.newContext({ viewport, colorScheme, locale: 'en-US', reducedMotion: 'reduce' });
    try {
      const page = await context.newPage();
      await page.goto(`${lab.url}${address}`);
      await look(page);
    } finally {
      await context.close();
    }
  }

  it.each(['/', '/labs/no-such-lab', '/no/such/page', '/replay'])('[A11Y1] nothing on %s', async (address) => {
    await open(address, async (page) => {
      await page.getByRole('heading').first().waitFor();
      expect(await complaints(page)).toEqual([]);
    });
  });

  it('[A11Y1] nothing on a lab page before, during and after a run, in each tab, with the help sheet, and presented', async () => {
    const [step] = stepsOf('shell-vs-exec');
    await open('/labs/shell-vs-exec', async (page) => {
      await page.getByText(/Live · Docker/).first().waitFor();
      expect(await complaints(page), 'before').toEqual([]);
      const performed = perform(page, step!);
      await page.getByRole('treeitem', { name: /redis-server/ }).first().waitFor({ timeout: 120_000 });
      expect(await complaints(page), 'during').toEqual([]);
      await performed;
      for (const tab of await page.getByRole('tab').all()) {
        await tab.click();
        expect(await complaints(page), `after, ${await tab.textContent()}`).toEqual([]);
      }
      await page.keyboard.press('?');
      await page.getByRole('dialog', { name: 'Keys' }).waitFor();
      expect(await complaints(page), 'help').toEqual([]);
      await page.keyboard.press('Escape');
      await page.goto(`${page.url()}&view=present`);
      await page.getByRole('treeitem', { name: /redis-server/ }).first().waitFor();
      expect(await complaints(page), 'presented').toEqual([]);
    });
  });
});
