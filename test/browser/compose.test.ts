/** The whole lab as one container, the way of Docker Desktop: built, started with docker-compose, and its page opened. */
import { execFile, spawnSync } from 'node:child_process';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { eventually } from '../eventually';
import { openChromium } from './chromium';

const run = promisify(execFile);
const PROJECT = 'pid1labtest';
let port = 0;

function compose(...args: string[]): Promise<{ stdout: string; stderr: string }> {
  return run('docker-compose', ['-p', PROJECT, ...args], { env: { ...process.env, PID1LAB_PORT: String(port), DOCKER_BUILDKIT: '0', COMPOSE_DOCKER_CLI_BUILD: '0' }, maxBuffer: 64 * 2 ** 20 });
}

beforeAll(async () => {
  const probe = createServer().listen(0, '127.0.0.1');
  await new Promise((resolve) => probe.once('listening', resolve));
  port = (probe.address() as AddressInfo).port;
  await new Promise((resolve) => probe.close(resolve));
  // Where a registry answers this pulls; where none does it makes the base from packages.
  await run(process.execPath, ['scripts/node-image.mjs'], { maxBuffer: 64 * 2 ** 20 });
}, 600_000);

afterAll(async () => {
  await compose('down', '--volumes', '--timeout', '20');
}, 120_000);

describe('docker-compose', () => {
  it('[START3] builds the lab, serves it on loopback, and sees the host’s kernel events from within', async () => {
    await compose('up', '--build', '--detach');
    const url = `http://127.0.0.1:${port}`;
    await eventually('the lab answers', async () => (await fetch(url).catch(() => undefined))?.status === 200, 60);
    const browser = await openChromium();
    try {
      const page = await browser.newPage();
      await page.goto(`${url}/labs/zombies`);
      await page.getByText('kernel events').first().waitFor({ timeout: 30_000 });
      await page.getByRole('treeitem', { name: /dockerd/ }).first().waitFor({ timeout: 30_000 });
      expect(await page.title()).toContain('PID 1 Lab');
    } catch (error) {
      const { stdout, stderr } = await compose('logs', '--no-color');
      throw new Error(`the lab in the container said:\n${stdout}${stderr}`, { cause: error });
    } finally {
      await browser.close();
    }
  }, 900_000);

  it('[START4] docker-compose.yml is read by both generations of compose', async () => {
    const { stdout } = await compose('config');
    expect(stdout).toContain('SYS_PTRACE');
    const second = spawnSync('docker', ['compose', 'version']);
    if (second.status === 0) await run('docker', ['compose', 'config']);
  });
});
