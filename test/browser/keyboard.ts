/** A learner without a mouse: Tab, Enter, Space, arrows and letters, and nothing else. */
import type { Locator, Page } from 'playwright-core';
import { eventually } from '../eventually';

/** More places than a page has: whoever is not there by then cannot be reached. */
const MOST = 400;

/** Goes there by Tab, or by Shift+Tab, from wherever the focus is; waits until it can be used. */
export async function tabTo(page: Page, place: Locator, key: 'Tab' | 'Shift+Tab' = 'Tab'): Promise<void> {
  await place.waitFor({ state: 'attached' });
  await eventually(`${String(place)} can be used`, () => place.isEnabled(), 60);
  for (let pressed = 0; pressed < MOST; pressed++) {
    if (await place.evaluate((element) => element === document.activeElement)) return;
    await page.keyboard.press(key);
  }
  throw new Error(`${String(place)} cannot be reached by ${key}`);
}

export async function press(page: Page, button: Locator, key?: 'Tab' | 'Shift+Tab'): Promise<void> {
  await tabTo(page, button, key);
  await page.keyboard.press('Enter');
}

/** Chooses the option of that number, from 0: Space takes the first, the arrows go on. */
export async function choose(page: Page, group: Locator, option: number): Promise<void> {
  await tabTo(page, group.getByRole('radio').first());
  await page.keyboard.press('Space');
  for (let index = 0; index < option; index++) await page.keyboard.press('ArrowDown');
  await eventually('the option is chosen', () => group.getByRole('radio').nth(option).isChecked());
}

/** Replaces all that stands in a text field. */
export async function write(page: Page, field: Locator, text: string): Promise<void> {
  await tabTo(page, field);
  await page.keyboard.press('Control+A');
  await page.keyboard.type(text);
}
