/** Keys, the view for a room, and signals on their way, in a real browser on the real engine. */
import { describe, expect, it } from 'vitest';
import { perform, stepsOf } from './learner';
import { lab, page, setStage } from './stage';

setStage([], { reducedMotion: 'reduce' });

describe('the screen', () => {
  it('[UI31] a signal’s arrow begins at a row and ends at PID 1, bounces off it, and stands still for who wants less motion', async () => {
    const [first] = stepsOf('kill-9-1');
    await page.goto(`${lab.url}/labs/kill-9-1`);
    const bounced = page.locator('g[data-tone=refused] path[pathLength="1"]').first();
    await Promise.all([bounced.waitFor({ state: 'attached', timeout: 120_000 }), perform(page, first!)]);
    expect(await bounced.evaluate((path) => getComputedStyle(path).animationName)).toBe('none');
  });

  it('[UI32] the keys work from anywhere, are told in the help sheet, and can be turned off', async () => {
    const [first] = stepsOf('shell-vs-exec');
    await page.goto(`${lab.url}/labs/shell-vs-exec`);
    await perform(page, first!);
    const past = page.getByText(/You look at the past/);
    await page.locator('body').press(',');
    await past.waitFor();
    await page.locator('body').press('l');
    await past.waitFor({ state: 'detached' });
    await page.locator('body').press('?');
    const sheet = page.getByRole('dialog', { name: 'Keys' });
    await sheet.getByRole('checkbox').uncheck();
    await page.keyboard.press('Escape');
    await sheet.waitFor({ state: 'detached' });
    await page.locator('body').press(',');
    await page.locator('body').press('?');
    await sheet.waitFor();
    expect(await past.count()).toBe(0);
  });

  it('[UI33] the view for a room opens by its address and by a key, and leaves no dock and larger type', async () => {
    await page.goto(`${lab.url}/labs/zombies`);
    await page.getByText(/Live · Docker/).first().waitFor();
    const size = (): Promise<number> => page.evaluate(() => Number.parseFloat(getComputedStyle(document.documentElement).fontSize));
    const usual = await size();
    await page.locator('body').press('v');
    await expect.poll(size).toBeGreaterThan(usual);
    expect(await page.locator('#dock').isVisible()).toBe(false);
    expect(page.url()).toContain('view=present');
    await page.reload();
    await expect.poll(size).toBeGreaterThan(usual);
  });

  it('[UI38] when the last line has ended, what there is to observe comes into view by itself', async () => {
    const [first] = stepsOf('zombies');
    await page.setViewportSize({ width: 1440, height: 700 });
    await page.goto(`${lab.url}/labs/zombies`);
    const checks = page.getByRole('region', { name: 'What to observe' });
    await checks.waitFor();
    expect(await isBelow()).toBe(true);
    await perform(page, first!);
    await expect.poll(isBelow).toBe(false);

    async function isBelow(): Promise<boolean> {
      const [pane, section] = await Promise.all([page.locator('[data-scroller]').boundingBox(), checks.boundingBox()]);
      return section!.y + 40 > pane!.y + pane!.height;
    }
  });

  it('[UI35] the page itself never scrolls: its panes do', async () => {
    await page.goto(`${lab.url}/labs/zombies`);
    await page.getByText(/Live · Docker/).first().waitFor();
    expect(await page.evaluate(() => document.documentElement.scrollHeight <= window.innerHeight)).toBe(true);
  });
});
