/** The door of a server that others may reach: who is let in, and that there is no other way. */
import { spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';
import type { IncomingMessage } from 'node:http';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, BrowserContext } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openChromium } from './chromium';
import { startLab } from './lab-server';
import type { LabServer } from './lab-server';
import { WireClient } from './wire-client';

const PASSWORD = 'three quiet herons';
const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
let folder: string;
let lab: LabServer;
let browser: Browser;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'door-'));
  writeFileSync(join(folder, 'password'), `${PASSWORD}\n`, { mode: 0o600 });
  [lab, browser] = await Promise.all([startLab(['--host', '0.0.0.0', '--password-file', join(folder, 'password')]), openChromium()]);
});
afterAll(async () => {
  await browser.close();
  await lab[Symbol.asyncDispose]();
  rmSync(folder, { recursive: true });
});

/** A request as it is written, without a client that tidies its path. */
async function ask(path: string, { method = 'GET', headers = {}, body }: { readonly method?: string; readonly headers?: Record<string, string>; readonly body?: string } = {}): Promise<IncomingMessage & { text: string }> {
  const { hostname, port } = new URL(lab.url);
  const asked = request({ hostname, port, path, method, headers });
  asked.end(body);
  const [answer] = (await once(asked, 'response')) as [IncomingMessage];
  let text = '';
  for await (const chunk of answer) text += String(chunk);
  return Object.assign(answer, { text });
}

async function logIn(secret = PASSWORD): Promise<string> {
  const answer = await ask('/access', { method: 'POST', headers: { 'content-type': 'application/json', origin: lab.url }, body: JSON.stringify({ secret }) });
  expect(answer.statusCode).toBe(204);
  return answer.headers['set-cookie']?.[0]?.split(';')[0] ?? '';
}

describe('starting beyond loopback', () => {
  it('[ACC1] is refused without a password or join code, and says what to do', async () => {
    await expect(startLab(['--host', '0.0.0.0'])).rejects.toThrow(/does not listen on 0\.0\.0\.0[\s\S]*what to do: .*--join-code/);
  });

  it('[ACC1] goes without a login only where somebody else keeps the port on loopback', async () => {
    await using published = await startLab(['--host', '0.0.0.0', '--published-on-loopback']);
    expect((await fetch(published.url)).status).toBe(200);
    await using client = await WireClient.open(published.url, 'zombies');
    expect(client.session).toBeDefined();
  });

  it('[ACC2] a join code is printed at the start; a password is in no command line, no output and no child', async () => {
    await using coded = await startLab(['--host', '0.0.0.0', '--join-code', '--log-level', 'debug'], { PID1LAB_PASSWORD: PASSWORD });
    const code = /code +(\S{4}-\S{4}):/.exec(coded.said())?.[1];
    expect(code).toBeDefined();
    for (const secret of [code!, PASSWORD]) {
      const answer = await fetch(`${coded.url}/access`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ secret }) });
      expect(answer.status).toBe(204);
    }
    await fetch(`${coded.url}/access`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ secret: 'a wrong secret' }) });
    const listed = spawnSync('ps', ['-eo', 'args'], { encoding: 'utf8' }).stdout;
    const children = readFileSync(`/proc/${coded.pid}/task/${coded.pid}/children`, 'latin1').split(' ').filter(Boolean);
    for (const child of children) expect(readFileSync(`/proc/${child}/environ`, 'utf8')).not.toContain(PASSWORD);
    for (const text of [listed, coded.said()]) for (const secret of [PASSWORD, 'a wrong secret']) expect(text).not.toContain(secret);
  });
});

describe('without a login', () => {
  it.each(['/', '/labs/zombies', '/status', '/no-such-page', '/login/../labs/zombies', '//login', '/_next/static/../../labs/zombies', '/_next/static/..%2f..%2flabs/zombies', '/login?_rsc=x', '/access/../status'])('[ACC3] nothing is served at %s but the way to the login', async (path) => {
    for (const headers of [{ accept: 'text/html' }, {}, { accept: 'text/html', 'x-matched-path': '/labs/zombies', 'x-middleware-subrequest': 'proxy', rsc: '1' }]) {
      const answer = await ask(path, { headers });
      // Of the lab, of the status: the words of the screen themselves are in every page.
      expect(/Make an orphan|The orphan dies|"cgroup":"v|myredis:/.exec(answer.text)?.[0]).toBeUndefined();
      if (!path.startsWith('/login?')) expect([303, 401]).toContain(answer.statusCode);
      if (answer.statusCode === 303) expect(answer.headers.location).toBe(`/login?next=${encodeURIComponent(path)}`);
    }
  });

  it('[ACC3] other methods than reading are refused everywhere', async () => {
    for (const path of ['/login', '/', '/status', '/_next/static/x.js']) for (const method of ['POST', 'PUT', 'DELETE', 'OPTIONS']) expect((await ask(path, { method })).statusCode, `${method} ${path}`).toBe(401);
  });

  it('[ACC6] a WebSocket is not opened: a program gets 401, a page is told by the code that it ends with', async () => {
    const { hostname, port } = new URL(lab.url);
    const asked = request({ hostname, port, path: '/ws', headers: { connection: 'Upgrade', upgrade: 'websocket', 'sec-websocket-version': '13', 'sec-websocket-key': 'dGhlIHNhbXBsZSBub25jZQ==' } });
    asked.end();
    const [answer] = (await once(asked, 'response')) as [IncomingMessage];
    answer.resume();
    expect(answer.statusCode).toBe(401);

    await using page = await WireClient.knock(lab.url, 'zombies');
    await page.until('the end', () => page.closeCode);
    expect([page.closeCode, page.frames]).toEqual([4401, []]);
    await expect(WireClient.connect(lab.url, { origin: 'https://evil.example', cookie: await logIn() })).rejects.toThrow('403');
  });

  it('[ACC4] a login from another page, of another shape or too large is not looked at', async () => {
    const body = JSON.stringify({ secret: PASSWORD });
    const json = { 'content-type': 'application/json' };
    expect((await ask('/access', { method: 'POST', headers: { ...json, origin: 'https://evil.example' }, body })).statusCode).toBe(403);
    expect((await ask('/access', { method: 'POST', headers: { 'content-type': 'text/plain', origin: lab.url }, body })).statusCode).toBe(400);
    for (const wrong of ['', '{', '[]', '{"secret":1}', '{"secret":""}', JSON.stringify({ secret: 'x'.repeat(300) }), JSON.stringify({ secret: PASSWORD, more: 1 }), JSON.stringify({ secret: 'x'.repeat(1_000_000) })]) {
      expect((await ask('/access', { method: 'POST', headers: { ...json, origin: lab.url }, body: wrong })).statusCode, wrong.slice(0, 40)).toBe(400);
    }
    expect((await ask('/access', { method: 'PUT', headers: json, body })).statusCode).toBe(405);
  });
});

describe('with a login', () => {
  it('[ACC3] [ACC8] the cookie opens pages, status and WebSocket; logging out closes them, for this browser alone', async () => {
    const [mine, other] = [await logIn(), await logIn()];
    expect((await ask('/labs/zombies', { headers: { cookie: mine } })).statusCode).toBe(200);
    expect((await ask('/status', { headers: { cookie: mine } })).statusCode).toBe(200);
    await using client = await WireClient.knock(lab.url, 'zombies', {}, { cookie: mine });
    await using neighbour = await WireClient.knock(lab.url, 'zombies', {}, { cookie: other });
    await client.until('welcome', () => client.session);
    await neighbour.until('welcome', () => neighbour.session);
    expect((await ask('/access', { method: 'DELETE', headers: { cookie: mine, origin: 'https://evil.example' } })).statusCode).toBe(403);
    expect((await ask('/access', { method: 'DELETE', headers: { cookie: mine, origin: lab.url } })).headers['set-cookie']?.[0]).toContain('Max-Age=0');
    await client.until('the end', () => client.closeCode === 4401);
    expect((await ask('/status', { headers: { cookie: mine } })).statusCode).toBe(401);
    expect((await ask('/status', { headers: { cookie: other } })).statusCode).toBe(200);
    expect(neighbour.isOpen).toBe(true);
  });
});

describe('in a browser', () => {
  async function opened(): Promise<BrowserContext> {
    return browser.newContext({ locale: 'en-US', viewport: { width: 1440, height: 900 } });
  }

  it('[ACC5] a link into a lab leads through the login to that very place, by keyboard alone; then out again', async () => {
    await using context = await opened();
    const page = await context.newPage();
    const answer = await page.goto(`${lab.url}/labs/zombies?step=defunct`);
    expect(new URL(page.url()).pathname).toBe('/login');
    expect(answer?.headers()['content-security-policy']).toContain("form-action 'none'");
    await page.getByLabel('Password', { exact: true }).waitFor();
    expect(await page.evaluate(() => document.activeElement?.getAttribute('name'))).toBe('secret');
    await page.keyboard.press('Enter');
    await page.getByText('Type it in first.').waitFor();
    await page.keyboard.type('not the password');
    await page.keyboard.press('Enter');
    await page.getByRole('alert').getByText(/^That is not it/).waitFor();
    // What was wrong is selected: the next try takes its place.
    await page.keyboard.type(PASSWORD);
    await page.keyboard.press('Enter');
    await page.waitForURL(/\/labs\/zombies\?step=defunct$/);
    await page.getByText(/Live · Docker/).first().waitFor();

    const [cookie] = (await context.cookies()).filter(({ name }) => name === 'pid1lab-access');
    expect(cookie).toMatchObject({ httpOnly: true, sameSite: 'Strict', path: '/' });
    expect(page.url()).not.toContain('heron');

    // From another site the browser does not send the cookie; the reader need not log in again all the same.
    await page.goto(`${lab.url.replace('127.0.0.1', 'localhost')}/login`);
    await page.evaluate((url) => window.location.assign(url), `${lab.url}/labs/two-views`);
    await page.waitForURL(/127\.0\.0\.1:\d+\/labs\/two-views/);

    await page.getByRole('button', { name: 'Log out' }).click();
    await page.getByRole('heading', { name: 'Log in' }).waitFor();
    await page.goto(`${lab.url}/labs/zombies`);
    expect(new URL(page.url()).pathname).toBe('/login');
  });

  it('[ACC6] an open lab whose login ends leads to the login page, and back', async () => {
    await using context = await opened();
    await context.addCookies([{ name: 'pid1lab-access', value: (await logIn()).split('=')[1] ?? '', url: lab.url }]);
    const page = await context.newPage();
    await page.goto(`${lab.url}/labs/zombies?step=defunct`);
    await page.getByText(/Live · Docker/).first().waitFor();
    // Logged out in another tab.
    await page.evaluate(() => fetch('/access', { method: 'DELETE' }));
    await page.waitForURL(/\/login\?next=%2Flabs%2Fzombies%3Fstep%3Ddefunct/);
    await page.getByLabel('Password', { exact: true }).fill(PASSWORD);
    await page.getByRole('button', { name: 'Enter' }).click();
    await page.waitForURL(/\/labs\/zombies\?step=defunct$/);
  });

  it('[ACC6] a terminal whose login ends says so and leads to the login; after it the terminal goes on', async () => {
    await using context = await opened();
    await context.addCookies([{ name: 'pid1lab-access', value: (await logIn()).split('=')[1] ?? '', url: lab.url }]);
    const page = await context.newPage();
    const screen = page.locator('[role="tabpanel"][data-state="active"] .xterm-rows');
    await page.goto(`${lab.url}/labs/zombies`);
    await page.getByRole('tab', { name: 'Terminal', exact: true }).click();
    await screen.getByText(/workbench:~\$/).waitFor({ timeout: 120_000 });
    await page.keyboard.insertText('echo kept-$((6 * 7))');
    await page.keyboard.press('Enter');
    await screen.getByText('kept-42').waitFor();

    // What leads the whole page away is held up, so that the terminal speaks for itself.
    await page.route('**/login?*', (route) => route.fulfill({ status: 204 }));
    await page.evaluate(() => fetch('/access', { method: 'DELETE' }));
    const told = page.getByRole('tabpanel').getByRole('alert');
    await told.getByText('The server wants to know who is there. The login has run out, or somebody logged out in this browser. Log in again.').waitFor();
    await page.unroute('**/login?*');
    await told.getByRole('button', { name: 'Log in' }).click();
    await page.waitForURL(/\/login\?next=%2Flabs%2Fzombies/);
    await page.getByLabel('Password', { exact: true }).fill(PASSWORD);
    await page.getByRole('button', { name: 'Enter' }).click();
    await page.waitForURL(/\/labs\/zombies/);
    await page.getByRole('tab', { name: 'Terminal', exact: true }).click();
    await screen.getByText('kept-42').waitFor();
  });

  it('[ACC9] the login page has no accessibility fault that axe knows, in both colours, and speaks Chinese', async () => {
    for (const colorScheme of ['light', 'dark'] as const) {
      await using context = await browser.newContext({ locale: 'zh-CN', viewport: { width: 390, height: 844 }, colorScheme, bypassCSP: true });
      const page = await context.newPage();
      await page.goto(`${lab.url}/labs/zombies`);
      await page.getByRole('heading', { name: '登录' }).waitFor();
      await page.getByRole('button', { name: '进入' }).click();
      await page.getByText('请先输入。').waitFor();
      await page.addScriptTag({ content: AXE });
      const faults = await page.evaluate(async () => (await (window as unknown as { axe: { run(): Promise<{ violations: { id: string }[] }> } }).axe.run()).violations.map(({ id }) => id));
      expect(faults).toEqual([]);
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(390);
    }
  });
});
