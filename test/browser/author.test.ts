/** An author at work: `npm run lab:new`, then edits of every kind, while a server runs and a learner has the lab open. */
import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { pid1 } from '../docker/pid1';
import { openChromium } from './chromium';
import { startLab } from './lab-server';
import type { LabServer } from './lab-server';
import { predict, run } from './learner';

const SLUG = `zz-written-${process.pid}`;
const FOLDER = join(import.meta.dirname, '../../labs', SLUG);
let server: LabServer;
let browser: Browser;
let page: Page;

beforeAll(async () => {
  [server, browser] = await Promise.all([startLab(), openChromium()]);
  page = await browser.newPage({ viewport: { width: 1440, height: 900 }, locale: 'en-US' });
});
afterAll(async () => {
  await browser.close();
  await server[Symbol.asyncDispose]();
  await rm(FOLDER, { recursive: true, force: true });
});

async function edit(file: string, from: string, to: string): Promise<void> {
  const text = await readFile(join(FOLDER, file), 'utf8');
  expect(text).toContain(from);
  await writeFile(join(FOLDER, file), text.replace(from, to));
}

/** The word about a broken edit, where it is read; it is also spoken. */
function told() {
  return page.getByText('This lab was edited and cannot be used like this.', { exact: true });
}

function heading(name: string) {
  return page.getByRole('heading', { level: 1, name });
}

it('[LAB15] a lab that was just made is on the path, and its edits show at once', async () => {
  expect((await pid1('lab-new', SLUG)).code).toBe(0);
  await page.goto(server.url);
  await page.getByRole('link', { name: SLUG }).click();
  await heading('Who is PID 1?').waitFor();
  await predict(page);
  await run(page, 'docker run -d --name sleeper sleeper:latest');
  await page.getByText('1 of 2 observed').waitFor({ state: 'attached', timeout: 20_000 });

  await edit('lab.yaml', 'Who is PID 1?', 'Who is number one?');
  await heading('Who is number one?').waitFor();
  await edit('en.md', 'Start the container and look into it.', 'Start it, then *look*.');
  await page.getByText('Start it, then look.').waitFor();
  // A new check is held against what has happened already, and what had ticked stays ticked.
  await edit('lab.yaml', '      - id: looked', '      - id: ran\n        say: { en: "It was started", zh: "启动了" }\n        command: { line: docker run, exitCode: 0 }\n      - id: looked');
  await page.getByText('2 of 3 observed').waitFor({ state: 'attached' });

  await edit('Dockerfile', '"1000"', '"2000"');
  await page.getByRole('button', { name: 'Reset this step' }).click();
  await page.getByRole('button', { name: 'Commit' }).click();
  await run(page, 'docker run -d --name sleeper sleeper:latest');
  await page.getByRole('treeitem', { name: /sleep 2000.*PID 1/ }).waitFor();
});

it('[LAB15] a broken edit is told with file and line, and the version before goes on; mended, it is taken up', async () => {
  await edit('lab.yaml', '    run:\n      - docker run', '    rum:\n      - docker run');
  await told().waitFor();
  await page.getByText(new RegExp(`${SLUG}/lab\\.yaml:\\d+:\\d+: .*there is no “rum” here; did you mean “run”\\?`)).first().waitFor();
  await heading('Who is number one?').waitFor();
  await run(page, 'docker exec sleeper ps -ef');
  await page.getByText('3 of 3 observed').waitFor({ state: 'attached' });

  await edit('lab.yaml', '    rum:', '    run:');
  await told().waitFor({ state: 'detached' });

  // Whoever opens it while it is broken sees why, and sees it mended without doing anything.
  await edit('lab.yaml', 'answer: 0', 'answer: 7');
  const other = await browser.newPage();
  await other.goto(`${server.url}/labs/${SLUG}`);
  await other.getByText(/lab\.yaml:\d+:\d+: .*predict\.answer/).waitFor();
  await edit('lab.yaml', 'answer: 7', 'answer: 0');
  await other.getByRole('heading', { level: 1, name: 'Who is number one?' }).waitFor();
  await other.close();
});
