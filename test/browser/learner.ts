/** What a learner does on a lab page, by what is written on it. */
import type { Page } from 'playwright-core';
import { readFileSync } from 'node:fs';
import { parse } from 'yaml';

interface Step {
  readonly id: string;
  readonly run: readonly string[];
}

/** The steps of a lab as its file has them. */
export function stepsOf(lab: string): readonly Step[] {
  return (parse(readFileSync(`labs/${lab}/lab.yaml`, 'utf8')) as { steps: Step[] }).steps;
}

/** Commits to the first answer. */
export async function predict(page: Page): Promise<void> {
  await page.getByText(/Live · Docker/).first().waitFor();
  await page.getByRole('radio').first().check({ force: true });
  await page.getByRole('button', { name: 'Commit' }).click();
  await page.getByText('Committed. Run is unlocked.').waitFor();
}

/** Presses Run at this line and waits until it has ended. */
export async function run(page: Page, line: string): Promise<void> {
  const button = page.getByRole('button', { name: `Run: ${line}`, exact: true });
  await button.click({ timeout: 300_000 });
  await page.getByRole('button', { name: `Run again: ${line}`, exact: true }).waitFor({ timeout: 60_000 });
}

/** Predicts and runs every line of a step. */
export async function perform(page: Page, step: Step): Promise<void> {
  await predict(page);
  for (const line of step.run) await run(page, line);
}
