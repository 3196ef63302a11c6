/** A learner at the terminal of a lab page: real shell, real docker command, real browser. */
import Docker from 'dockerode';
import fc from 'fast-check';
import { existsSync, readdirSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import WebSocket from 'ws';
import { describe, expect, it } from 'vitest';
import { socketRoot } from '@/server/terminal/socket-folder';
import { eventually } from '../eventually';
import { parsedCast } from '../parsed-cast';
import { startLab } from './lab-server';
import { stepsOf } from './learner';
import { lab, page, setStage } from './stage';

const docker = new Docker();

setStage();

/** What the terminal on screen shows. */
function screen() {
  return page.locator('[role="tabpanel"][data-state="active"] .xterm-rows');
}

async function shows(text: RegExp | string, seconds = 60): Promise<void> {
  await eventually(`the terminal shows ${text}`, async () => {
    const shown = await screen().innerText();
    return typeof text === 'string' ? shown.replaceAll('\u00a0', ' ').includes(text) : text.test(shown.replaceAll('\u00a0', ' '));
  }, seconds);
}

async function openTerminal(url = lab.url, slug = 'shell-vs-exec'): Promise<void> {
  await page.goto(`${url}/labs/${slug}`);
  await page.getByRole('tab', { name: 'Terminal', exact: true }).click();
  await shows(/workbench:~\$/, 120);
  await page.locator('[role="tabpanel"][data-state="active"] textarea').focus();
}

/** Types a line and waits until the shell has performed it. */
let lines = 0;
async function type(line: string, seconds = 60): Promise<void> {
  lines += 1;
  await page.keyboard.insertText(`${line}; echo done""-${lines}-$?`);
  await page.keyboard.press('Enter');
  await shows(new RegExp(`done-${lines}-0`), seconds);
}

describe('the terminal', () => {
  it('[TERM9] a learner types the lab by hand, builds its images with docker build, and the same checks tick', async () => {
    await openTerminal();
    for (const form of ['shell', 'exec']) await type(`docker build -q -f Dockerfile_${form} -t myredis:${form} .`, 240);
    for (const line of stepsOf('shell-vs-exec')[0]!.run) await type(line);
    await page.getByText('5 of 5 observed').waitFor({ timeout: 30_000 });
    await page.getByRole('treeitem', { name: /redis-server.*in myredis2 it is PID 1, PPID 0/ }).waitFor();
    // A typed line is the guide's line, as if it had been run there.
    await page.getByRole('button', { name: 'Run again: docker exec myredis ps -ef', exact: true }).waitFor();

    await page.goto(`${lab.url}/labs/shell-vs-exec?step=stop-exec`);
    await page.getByRole('tab', { name: 'Terminal', exact: true }).click();
    await shows(/workbench:~\$/);
    await page.locator('[role="tabpanel"][data-state="active"] textarea').focus();
    await type('docker container stop myredis2');
    await page.getByText('6 of 6 observed').waitFor({ timeout: 30_000 });
  }, 600_000);

  it('[TERM11] host ps shows the session’s own processes and no other, and host kill reaches them', async () => {
    await openTerminal();
    await type('docker run -d --name victim myredis:exec');
    await page.getByRole('treeitem', { name: /in victim it is PID 1/ }).waitFor({ timeout: 30_000 });
    await type('host ps');
    await shows(/\d+ +\d+ \S+ +.*redis-server/);
    await page.keyboard.insertText(`host kill -9 ${process.pid}; echo code""-$?`);
    await page.keyboard.press('Enter');
    await shows(/No such process[^]*code-1/);
    await type(`host kill -9 $(docker inspect -f '{{.State.Pid}}' victim)`);
    await page.getByText(/exited 137/).first().waitFor({ timeout: 30_000 });
  }, 240_000);

  it('[TERM3] [UI36] after a reload the terminal is there again with what it showed', async () => {
    await openTerminal();
    await type('echo before""-reload');
    await page.reload();
    await page.getByRole('tab', { name: 'Terminal', exact: true }).click();
    await shows('before-reload');
  });

  it('[TERM14] [SHARE8] looking back shows the screen of then; typing leads to the present, and the cast that is saved holds what the terminal printed', async () => {
    const past = page.getByRole('group', { name: 'Terminal, as it was' });
    const slider = page.getByRole('slider', { name: 'The moment on screen' });
    const textThen = async () => (await past.locator('.xterm-rows').innerText()).replaceAll('\u00a0', ' ');
    const castNow = async () => {
      await page.getByRole('button', { name: 'Share' }).click();
      const [file] = await Promise.all([page.waitForEvent('download'), page.getByRole('menuitem', { name: 'Save what “Terminal” showed' }).click()]);
      expect(file.suggestedFilename()).toBe('shell-vs-exec-terminal.cast');
      return parsedCast(await readFile(await file.path(), 'utf8'));
    };
    await openTerminal();
    await type(String.raw`printf '\033]2;hostile\007进程 first\n'`);
    await type('docker run -d --name then myredis:exec');
    await page.getByRole('treeitem', { name: /in then it is PID 1/ }).waitFor({ timeout: 30_000 });
    const moment = Number(await slider.getAttribute('aria-valuenow'));
    await type('echo sec""ond');
    await slider.focus();
    await eventually('a moment before the second line', async () => {
      await page.keyboard.press('ArrowLeft');
      return Number(await slider.getAttribute('aria-valuenow')) <= moment;
    });
    await eventually('the screen of then', async () => (await textThen()).includes('进程 first'));
    expect(await textThen()).not.toContain('second');
    const castThen = (await castNow()).output;
    expect(castThen).toContain('进程 first\r\n');
    expect(castThen).not.toContain('second');

    await slider.focus();
    await page.keyboard.press('Home');
    await page.getByText('This terminal was opened later').waitFor();
    await past.locator('.xterm-screen').click();
    await page.keyboard.type('echo thi""rd');
    await page.keyboard.press('Enter');
    await shows(/second\n[^]*\$ echo thi""rd\s+third/);
    expect(await past.count()).toBe(0);

    await page.setViewportSize({ width: 1100, height: 800 });
    // The pane is laid out and the terminal told so some frames after: until then the program sees the old size.
    const { header, output } = await eventually('the program sees the smaller size, and the cast has it', async () => {
      await page.locator('[role="tabpanel"][data-state="active"] textarea').last().focus();
      await type('stty size');
      const cast = await castNow();
      const [, columns, rows] = /^(\d+)x(\d+)$/.exec(cast.lines.findLast(([, code]) => code === 'r')?.[2] ?? '') ?? [];
      return Number(columns) < Number(cast.header['width']) && cast.output.includes(`${rows} ${columns}\r\n`) && cast;
    }, 20);
    expect(header).toMatchObject({ version: 2, idle_time_limit: 2 });
    expect(output).toMatch(/进程 first\r\n[^]*second\r\n[^]*third\r\n/);
    expect(output).not.toContain('\u001b]');

    await page.reload();
    await page.getByRole('tab', { name: 'Terminal', exact: true }).click();
    await shows('third');
    await slider.focus();
    await page.keyboard.press('Home');
    await page.getByText('What it showed then is not known here').waitFor();
  }, 240_000);

  it('[TERM12] what a terminal prints changes neither the page’s title, nor its markup, nor the clipboard', async () => {
    await openTerminal();
    await page.evaluate(() => navigator.clipboard.writeText('mine'));
    const title = await page.title();
    await type(String.raw`printf '\033]0;hostile\007\033]2;hostile\007\033]52;c;aG9zdGlsZQ==\007<img src=x onerror=alert(1)>\n'`);
    await shows('<img src=x onerror=alert(1)>');
    expect(await page.title()).toBe(title);
    expect(await page.locator('.xterm-rows img').count()).toBe(0);
    expect(await page.evaluate(() => navigator.clipboard.readText())).toBe('mine');
  });

  it('[UI37] a line of the guide is put at the prompt, and performed only with Enter', async () => {
    await page.goto(`${lab.url}/labs/shell-vs-exec`);
    await page.getByRole('button', { name: 'Put into the terminal: docker exec myredis ps -ef', exact: true }).click();
    await shows('$ docker exec myredis ps -ef', 120);
    expect(await screen().innerText()).not.toContain('No such container');
    await page.keyboard.press('Enter');
    await shows(/No such container/);
  });

  it('[TERM4] yes in a terminal neither stops the page nor the guide', async () => {
    await openTerminal();
    await page.keyboard.type('yes');
    await page.keyboard.press('Enter');
    await shows(/y\s+y\s+y/);
    await page.getByRole('tab', { name: 'Events' }).click();
    await page.getByRole('radio').first().check({ force: true });
    await page.getByRole('button', { name: 'Commit' }).click();
    await page.getByText('Committed. Run is unlocked.').waitFor();
    await page.getByRole('tab', { name: 'Terminal', exact: true }).click();
    await page.locator('[role="tabpanel"][data-state="active"] textarea').focus();
    await page.keyboard.press('Control+c');
    await shows(/\^C\s+workbench:~\$/);
  });

  it('[TERM8] a server that is killed leaves workbench and socket behind; the next one sweeps both', async () => {
    const doomed = await startLab();
    await openTerminal(doomed.url);
    const ofDoomed = (owner: string | undefined) => owner?.split('.')[2] === String(doomed.pid);
    const workbenches = async () => (await docker.listContainers({ all: true, filters: { label: ['pid1lab.workbench'] } })).filter(({ Labels }) => ofDoomed(Labels['pid1lab.owner']));
    const folders = () => (existsSync(socketRoot()) ? readdirSync(socketRoot()) : []).filter(ofDoomed);
    await doomed.stop('SIGKILL');
    expect((await workbenches()).length).toBe(1);
    expect(folders().length).toBe(1);
    await using _next = await startLab();
    await eventually('the sweep', async () => (await workbenches()).length === 0);
    expect(folders()).toEqual([]);
  });

  it('[TERM1] [SEC2] whatever arrives on the wire is answered with a problem, the connection goes on, and foreign pages get none', async () => {
    const address = `${lab.url.replace('http', 'ws')}/ws/terminal`;
    const foreign = new WebSocket(address, { origin: 'https://evil.example' });
    await expect(new Promise((_, reject) => foreign.once('error', reject))).rejects.toThrow('403');

    const socket = new WebSocket(address);
    await new Promise((resolve) => socket.once('open', resolve));
    const answers: { type: string; code: string }[] = [];
    socket.on('message', (data) => answers.push(JSON.parse(String(data)) as { type: string; code: string }));
    const frames = fc.sample(fc.oneof(fc.string(), fc.json(), fc.object().map((value) => JSON.stringify({ type: 'open', ...value })), fc.uint8Array()), { seed: 44, numRuns: 300 });
    for (const frame of frames) socket.send(frame);
    socket.send(JSON.stringify({ type: 'open', protocol: 1, session: 'x'.repeat(22), key: 'w', target: { type: 'workbench' }, language: 'en', columns: 80, rows: 24, received: 0 }));
    await eventually('an answer to each', () => answers.length === frames.length + 1);
    expect(answers.every(({ type }) => type === 'problem')).toBe(true);
    expect(answers.at(-1)?.code).toBe('unknown-session');
    expect(socket.readyState).toBe(WebSocket.OPEN);
    socket.close();
  });
});
