/** One whole lab as a learner walks it, by keyboard alone, in both languages, with the language changed in the middle. */
import { readFileSync } from 'node:fs';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readLab } from '@/labs/read-lab';
import type { Lab, LabStep } from '@/protocol/lab-data';
import type { Language } from '@/protocol/lab';
import en from '@/components/language/en.json';
import zh from '@/components/language/zh.json';
import { openChromium } from './chromium';
import { choose, press, tabTo, write } from './keyboard';
import { startLab } from './lab-server';
import type { LabServer } from './lab-server';

const SLUG = 'born-and-gone';
const TEXTS = { en, zh };
const OTHER = { en: 'zh', zh: 'en' } as const;
const NAMES = { en: 'EN', zh: '中文' } as const;
let server: LabServer;
let browser: Browser;
let lab: Lab;

beforeAll(async () => {
  [server, browser, lab] = await Promise.all([startLab(), openChromium(), readLab('labs', SLUG)]);
});
afterAll(async () => {
  await browser.close();
  await server[Symbol.asyncDispose]();
});

/** A message with its places filled in. */
function filled(message: string, values: Readonly<Record<string, string | number>>): string {
  return message.replace(/\{(\w+)(?:, number)?\}/g, (_, name: string) => String(values[name]));
}

/** As it stands on the page: the marks of Markdown are none of the text. */
function shown(text: string): string {
  return text.replace(/[`*]/g, '');
}

class Learner {
  constructor(
    readonly page: Page,
    public language: Language,
  ) {}

  get texts() {
    return TEXTS[this.language];
  }

  button(name: string) {
    return this.page.getByRole('button', { name, exact: true });
  }

  async arriveAt(step: LabStep): Promise<void> {
    const heading = this.page.getByRole('heading', { level: 1, name: shown(step.title[this.language]), exact: true });
    await heading.waitFor();
  }

  /** By the switch in the top bar. What is on screen is the same afterwards, in the other language. */
  async speak(language: Language): Promise<void> {
    await press(this.page, this.button(NAMES[language]), 'Shift+Tab');
    this.language = language;
    await this.button(`← ${this.texts.guide.back}`).waitFor();
  }

  async predict(step: LabStep, choice: number, meanwhile?: () => Promise<void>): Promise<void> {
    if (step.predict === null) throw new Error(`${step.id} asks for no prediction`);
    const group = () => this.page.getByRole('radiogroup', { name: step.predict!.ask[this.language] });
    expect(await this.button(filled(this.texts.guide.runLine, { line: step.run[0]! })).isDisabled()).toBe(true);
    await choose(this.page, group(), choice);
    if (meanwhile !== undefined) {
      await meanwhile();
      expect(await group().getByRole('radio').nth(choice).isChecked()).toBe(true);
    }
    await press(this.page, this.button(this.texts.guide.commit));
    await this.page.getByText(this.texts.guide.committed).waitFor();
  }

  async run(line: string): Promise<void> {
    await press(this.page, this.button(filled(this.texts.guide.runLine, { line })));
    await this.button(filled(this.texts.guide.runAgain, { line })).waitFor({ timeout: 60_000 });
  }

  async allSeen(step: LabStep): Promise<void> {
    const total = step.expect.length;
    await this.page.getByText(filled(this.texts.guide.checksDone, { done: total, total })).waitFor({ state: 'attached', timeout: 60_000 });
  }

  async explain(step: LabStep): Promise<void> {
    await press(this.page, this.button(`${this.texts.guide.explain} →`));
    const why = this.page.getByRole('heading', { name: this.texts.guide.why });
    if (step.observe !== null) {
      expect(await why.count()).toBe(0);
      await choose(this.page, this.page.getByRole('radiogroup', { name: step.observe.ask[this.language] }), step.observe.answer);
      await press(this.page, this.button(this.texts.guide.saw));
    }
    await why.waitFor();
  }
}

/** Predicts wrongly once, at the first step. */
async function walk(page: Page, first: Language): Promise<void> {
  const learner = new Learner(page, first);
  await page.goto(`${server.url}/`);
  await press(page, page.getByRole('link', { name: lab.title[first] }));
  await page.getByText(/Docker \d+/).first().waitFor();
  for (const [index, step] of lab.steps.entries()) {
    await learner.arriveAt(step);
    if (step.predict !== null) {
      const { answer, options } = step.predict;
      // Half-way through the second step the language changes, and stays.
      await learner.predict(step, index === 0 ? (answer + 1) % options.length : answer, index === 1 ? () => learner.speak(OTHER[first]) : undefined);
      for (const line of step.run) await learner.run(line);
    }
    if (step.modify?.type === 'dockerfile') {
      const field = () => page.getByRole('textbox', { name: learner.texts.guide.taskDockerfile });
      const text = readFileSync(`labs/${SLUG}/Dockerfile_solution`, 'utf8');
      await write(page, field(), text);
      await learner.speak(first);
      expect(await field().inputValue()).toBe(text);
      await press(page, learner.button(learner.texts.guide.taskBuild));
    }
    await learner.allSeen(step);
    await learner.explain(step);
    await press(page, learner.button(`${index === lab.steps.length - 1 ? learner.texts.guide.lookBack : learner.texts.guide.next} →`));
  }
  await lookBack(learner);
}

async function lookBack(learner: Learner): Promise<void> {
  const { page, texts } = learner;
  const { summary } = texts.guide;
  await page.getByRole('heading', { level: 1, name: summary.title }).waitFor();
  const asked = lab.steps.filter(({ predict }) => predict !== null).length;
  await page.getByText(filled(summary.score, { right: asked - 1, asked })).waitFor();
  await page.getByText(summary.allDone).waitFor();
  const rows = page.getByRole('list', { name: summary.title }).locator('> li');
  expect(await rows.evaluateAll((items) => items.map((item) => item.dataset['outcome']))).toEqual(lab.steps.map(({ predict }, index) => (predict === null ? 'task' : index === 0 ? 'wrong' : 'right')));
  expect(await rows.first().innerText()).toContain(shown(lab.steps[0]!.predict!.options[lab.steps[0]!.predict!.answer]![learner.language]));

  // It outlives the page, leads back to any step, and the path knows that the lab is done.
  await page.reload();
  await page.getByRole('heading', { level: 1, name: summary.title }).waitFor();
  await press(page, page.getByRole('button', { name: shown(lab.steps[2]!.title[learner.language]), exact: true }));
  await learner.arriveAt(lab.steps[2]!);
  await tabTo(page, page.getByRole('link', { name: texts.top.home }), 'Shift+Tab');
  await page.keyboard.press('Enter');
  await page.getByText(filled(texts.home.path.walked, { done: 1, total: 8 })).waitFor();
}

describe('a whole lab', () => {
  it.each(['en', 'zh'] as const)('[LEARN1] is walked from the path to the look back by keyboard alone, beginning in %s', async (language) => {
    const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, locale: language === 'zh' ? 'zh-CN' : 'en-US' });
    const page = await context.newPage();
    const complaints: string[] = [];
    page.on('pageerror', (error) => complaints.push(error.message));
    try {
      await walk(page, language);
    } catch (error) {
      await page.screenshot({ path: `test-results/LEARN1-${language}.png` });
      throw error;
    } finally {
      await context.close();
    }
    expect(complaints).toEqual([]);
  }, 300_000);
});
