/** Sessions as those at them see them: their clock, their end, and the line where the server is full. */
import Docker from 'dockerode';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { eventually } from '../eventually';
import { openChromium } from './chromium';
import { startLab } from './lab-server';
import type { LabServer } from './lab-server';
import { WireClient } from './wire-client';

const docker = new Docker();

async function containersLeft(ids: readonly string[]): Promise<number> {
  return (await docker.listContainers({ all: true })).filter(({ Id }) => ids.includes(Id)).length;
}

/** Runs something in the session, so that its end has something to remove. */
async function startContainer(client: WireClient): Promise<readonly string[]> {
  client.send({ type: 'enter-step', step: 'two-trees' });
  client.send({ type: 'predict', step: 'two-trees', choice: 0 });
  await client.until('the prediction', () => client.world.predictions.has('two-trees'));
  client.send({ type: 'run', step: 'two-trees', line: 0 });
  await client.until('the container', () => [...client.world.containers.values()].some(({ state }) => state === 'running'), 240);
  return [...client.world.containers.keys()];
}

describe('time', () => {
  it('[SES8] [SES10] the clock says what is left; an extension lengthens it up to the ceiling; at the end everything goes and everybody is told', async () => {
    await using lab = await startLab(['--session-minutes', '0.3', '--extend-minutes', '0.1', '--longest-minutes', '0.45']);
    await using client = await WireClient.open(lab.url, 'shell-vs-exec');
    const first = await client.until('the clock', () => client.last('clock'));
    expect(first.left).toBeGreaterThan(15_000);
    expect(first.left).toBeLessThanOrEqual(18_000);
    expect(first.extension).toBe(6_000);
    const made = await startContainer(client);
    await using other = await WireClient.open(lab.url, 'shell-vs-exec', { session: client.session! });
    client.send({ type: 'extend' });
    // Whoever looks at the same session sees its new end.
    const longer = await other.until('the longer clock', () => (other.last('clock')?.extension === 3_000 ? other.last('clock') : undefined));
    expect(longer.left).toBeGreaterThan(first.left - 15_000);
    client.send({ type: 'extend' });
    await client.until('the ceiling', () => client.last('clock')?.extension === 0);
    client.send({ type: 'extend' });
    await client.until('the refusal', () => client.problems.some(({ code }) => code === 'longest'));

    for (const one of [client, other]) expect(await one.until('the end', () => one.last('ended'), 40)).toEqual({ type: 'ended', why: 'time' });
    await eventually('its containers are gone', async () => (await containersLeft(made)) === 0);
    // Whoever comes back with it on screen is told; whoever comes anew begins anew.
    await using late = await WireClient.knock(lab.url, 'shell-vs-exec', { session: client.session!, since: 5 });
    expect(await late.until('the reason', () => late.last('ended'))).toEqual({ type: 'ended', why: 'time' });
    await using anew = await WireClient.open(lab.url, 'shell-vs-exec', { session: client.session! });
    expect(anew.session).not.toBe(client.session);
  });

  it('[SES10] a session at which nobody looks ends after a while, and not while somebody does', async () => {
    await using lab = await startLab(['--idle-minutes', '0.05']);
    const client = await WireClient.open(lab.url, 'shell-vs-exec');
    const made = await startContainer(client);
    await using second = await WireClient.open(lab.url, 'shell-vs-exec', { session: client.session! });
    await client[Symbol.asyncDispose]();
    await new Promise((resolve) => setTimeout(resolve, 4_000)); // longer than it would be kept
    expect(await containersLeft(made)).toBe(made.length);
    await second[Symbol.asyncDispose]();
    await eventually('its containers are gone', async () => (await containersLeft(made)) === 0);
    await using late = await WireClient.knock(lab.url, 'shell-vs-exec', { session: client.session!, since: 5 });
    expect(await late.until('the reason', () => late.last('ended'))).toEqual({ type: 'ended', why: 'idle' });
  });
});

describe('the line', () => {
  it('[ADM1] [ADM2] [ADM3] whoever finds the server full waits, keeps the place over a reconnect, and enters by itself; whoever is in notices nothing', async () => {
    await using lab = await startLab(['--most-sessions', '1']);
    await using inside = await WireClient.open(lab.url, 'shell-vs-exec');
    const made = await startContainer(inside);
    const ann = await WireClient.knock(lab.url, 'zombies');
    expect(await ann.until('a place', () => ann.last('waiting'))).toMatchObject({ position: 1, of: 1 });
    await using bob = await WireClient.knock(lab.url, 'orphans');
    await bob.until('the second place', () => bob.last('waiting')?.position === 2);
    bob.send({ type: 'enter-step', step: 'orphan' });
    await bob.until('the refusal', () => bob.problems.some(({ code }) => code === 'hello-first'));
    const { ticket } = ann.last('waiting')!;
    await ann[Symbol.asyncDispose]();
    await using again = await WireClient.knock(lab.url, 'zombies', { session: ticket });
    expect(await again.until('the old place', () => again.last('waiting'))).toMatchObject({ ticket, position: 1, of: 2 });
    expect(await containersLeft(made)).toBe(made.length);
    expect(inside.problems).toEqual([]);
    // Coming back to a session is no new one.
    await using twin = await WireClient.open(lab.url, 'shell-vs-exec', { session: inside.session! });
    expect(twin.session).toBe(inside.session);

    inside.send({ type: 'end' });
    await again.until('the session', () => again.session);
    expect(again.session).toBe(ticket);
    expect(await containersLeft(made)).toBe(0);
    await bob.until('the first place', () => bob.last('waiting')?.position === 1);
    expect(bob.session).toBeUndefined();
  });
});

describe('on the page', () => {
  let browser: Browser;
  let lab: LabServer;
  beforeAll(async () => {
    [lab, browser] = await Promise.all([startLab(['--most-sessions', '1', '--session-minutes', '4']), openChromium()]);
  });
  afterAll(async () => {
    await browser.close();
    await lab[Symbol.asyncDispose]();
  });

  it('[SES8] [SES9] the clock, the warning, one click more; the end is asked for twice, told honestly, and loses nothing that was learned', async () => {
    await using context = await browser.newContext({ locale: 'en-US', viewport: { width: 1440, height: 900 } });
    const page = await context.newPage();
    await page.goto(`${lab.url}/labs/zombies?step=defunct`);
    await page.getByText(/^3:\d\d left$/).waitFor();
    const warning = page.getByRole('alert').getByText('Less than 5 minutes left');
    await warning.waitFor();
    await page.evaluate(() => localStorage.setItem('pid1lab.kept', 'yes'));
    await page.getByRole('banner').getByRole('button', { name: 'Extend by 30 minutes' }).click();
    await page.getByText(/^33:\d\d left$/).waitFor();
    await warning.waitFor({ state: 'detached' });

    await page.getByRole('button', { name: /^Session: / }).click();
    await page.getByRole('button', { name: 'End now…' }).click();
    await page.getByRole('heading', { name: 'End this session?' }).waitFor();
    // Whoever presses Enter twice keeps working.
    expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('Keep working');
    await page.getByRole('button', { name: 'End it' }).click();
    await page.getByRole('status').getByText('The session was ended.').waitFor();
    expect(await page.getByText(/^33:\d\d left$/).count()).toBe(0);

    await page.getByRole('button', { name: 'Start anew' }).click();
    await page.getByText(/^3:\d\d left$/).waitFor();
    await page.getByText(/step 2 of/i).first().waitFor();
    expect(await page.evaluate(() => localStorage.getItem('pid1lab.kept'))).toBe('yes');
  });

  it('[ADM1] the page says the place in the line, and goes on by itself', async () => {
    await using full = await startLab(['--most-sessions', '1']);
    await using inside = await WireClient.open(full.url, 'zombies');
    await using context = await browser.newContext({ locale: 'en-US' });
    const page = await context.newPage();
    await page.goto(`${full.url}/labs/two-views`);
    await page.getByRole('status').getByText('You are next').waitFor();
    await page.reload();
    await page.getByRole('status').getByText('You are next').waitFor();
    expect(await page.getByRole('button', { name: /^Run: / }).first().isDisabled()).toBe(true);
    inside.send({ type: 'end' });
    await page.getByText(/Live · Docker/).first().waitFor();
    await page.getByText('You are next').waitFor({ state: 'detached' });
  });
});
