/** Recordings in a real browser: without an engine, and without a server. */
import { spawnSync } from 'node:child_process';
import { readFileSync, readdirSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { gunzipSync, gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { readLab } from '@/labs/read-lab';
import { replayChecks } from '@/model/checks/replay-checks';
import { readRecording } from '@/sources/read-recording';
import { SESSION_HEADER } from '@/protocol/recording';
import { startLab } from './lab-server';
import { stepsOf } from './learner';
import { browser, lab, page, setStage } from './stage';
import { WireClient } from './wire-client';

const NOWHERE = ['--engine', 'unix:///nowhere/docker.sock'];
const ZOMBIES = readFileSync('labs/zombies/recording.p1');

setStage(NOWHERE);

function row(text: RegExp) {
  return page.getByRole('treeitem', { name: text });
}

/** Drops a file on the page, as a hand would. */
async function drop(name: string, bytes: Uint8Array): Promise<void> {
  const data = await page.evaluateHandle(([file, base64]) => {
    const transfer = new DataTransfer();
    transfer.items.add(new File([Uint8Array.from(atob(base64!), (character) => character.charCodeAt(0))], file!));
    return transfer;
  }, [name, Buffer.from(bytes).toString('base64')]);
  for (const type of ['dragenter', 'dragover', 'drop']) await page.dispatchEvent('main', type, { dataTransfer: data });
}

/** The moment on screen, in milliseconds. */
async function moment(): Promise<number> {
  return Number(await page.getByRole('slider', { name: 'The moment on screen' }).getAttribute('aria-valuenow'));
}

describe('without an engine', () => {
  it('[ADM4] nobody waits in a line for an engine that is not there: a second learner may watch, too', async () => {
    const other = await browser.newContext({ locale: 'en-US' });
    try {
      for (const one of [page, await other.newPage()]) {
        await one.goto(`${lab.url}/labs/zombies`);
        await one.getByRole('button', { name: 'Watch the recording' }).waitFor();
      }
    } finally {
      await other.close();
    }
  });

  it('[REC8] a lab offers its recording, and predict, watch, observe go on in it', async () => {
    const [first] = stepsOf('zombies');
    await page.goto(`${lab.url}/labs/zombies`);
    await page.getByRole('button', { name: 'Watch the recording' }).click();
    await page.getByText(/^Recording · Docker/).waitFor();
    const watch = page.getByRole('button', { name: `Watch: ${first!.run[0]}`, exact: true });
    expect(await watch.isDisabled()).toBe(true);
    await page.getByRole('radio').first().check({ force: true });
    await page.getByRole('button', { name: 'Commit' }).click();
    expect(await row(/redis-server/).count()).toBe(0);
    for (const line of first!.run) {
      await page.getByRole('button', { name: `Watch: ${line}`, exact: true }).click();
      await page.getByRole('button', { name: `Watch again: ${line}`, exact: true }).waitFor();
    }
    await row(/redis-server.*in myredis it is PID 1, PPID 0/).waitFor();
    await page.getByText('3 of 3 observed').waitFor();
    // The step after it begins where it began, with nothing observed yet.
    await page.getByRole('button', { name: /^Step 2:/ }).click();
    await page.getByText('0 of 4 observed').waitFor();
    await page.getByRole('button', { name: 'Leave the recording' }).click();
    await page.getByRole('button', { name: 'Watch the recording' }).waitFor();
    // REC12: it is not asked again what was predicted.
    await page.goto(`${lab.url}/labs/zombies?step=${first!.id}`);
    await page.getByRole('button', { name: 'Watch the recording' }).click();
    await page.getByText('Committed. Watch is unlocked.').waitFor();
    expect(await page.getByRole('radio').first().isChecked()).toBe(true);
  });

  it('[REC8] a link plays a shipped recording from its start to its end', async () => {
    await page.goto(`${lab.url}/replay?recording=shell-vs-exec`);
    await expect.poll(moment, { timeout: 20_000 }).toBeGreaterThan(1000);
    await page.getByRole('combobox', { name: 'Speed' }).selectOption('8');
    await row(/redis-server.*in myredis2 it is PID 1, PPID 0/).waitFor();
    await page.getByText(/exited 137/).first().waitFor({ timeout: 30_000 });
    await expect.poll(() => page.getByRole('button', { name: 'END', exact: true }).getAttribute('aria-pressed'), { timeout: 60_000 }).toBe('true');
  });

  it('[REC12] what was predicted stays over a reload; what was not is asked', async () => {
    const link = `${lab.url}/replay?recording=zombies&step=orphan`;
    const committed = page.getByText('Committed. Watch is unlocked.');
    const mine = page.getByRole('radio', { name: 'PID 1 of the host', checked: true });
    await page.goto(link);
    await page.getByRole('radio', { name: 'PID 1 of the host' }).check({ force: true });
    await page.getByRole('button', { name: 'Commit' }).click();
    await committed.waitFor();
    await page.reload();
    await committed.waitFor();
    expect(await mine.count()).toBe(1);
    await page.getByRole('button', { name: /^Step 2:/ }).click();
    await page.getByRole('heading', { level: 1, name: 'The orphan dies' }).waitFor();
    await page.getByRole('button', { name: 'Choose what you expect.' }).waitFor();
  });

  it('[REC3] what cannot be opened is told: which file, why, what to do', async () => {
    await page.goto(`${lab.url}/replay`);
    await page.getByText('Drop a recording').waitFor();
    const text = gunzipSync(ZOMBIES).toString();
    for (const [name, bytes, what] of [
      ['cut.p1', ZOMBIES.subarray(0, 20_000), 'This recording ends in the middle.'],
      ['photo.p1', Buffer.from('\x89PNG'), 'This is not a recording of PID 1 Lab.'],
      ['new.p1', gzipSync(text.replace('"version":1', '"version":9')), 'This recording is newer than this program.'],
      ['bad.p1', gzipSync(text.replace('"type":"fork"', '"type":"fork'), {}), 'This recording is damaged.'],
    ] as const) {
      await drop(name, bytes);
      const alert = page.getByRole('alert').filter({ hasText: what });
      await alert.waitFor();
      expect(await alert.textContent()).toContain(name);
    }
    await page.goto(`${lab.url}/replay?recording=/nothing.p1`);
    await page.getByRole('alert').filter({ hasText: 'could not be fetched' }).waitFor();
    await page.goto(`${lab.url}/replay?recording=${encodeURIComponent('//evil.example/x.p1')}`);
    await page.getByRole('alert').filter({ hasText: 'leads to another server' }).waitFor();
  });

  it('[REC3] in Chinese the reason is Chinese, with the line of the file', async () => {
    await page.goto(`${lab.url}/replay`);
    await page.getByRole('button', { name: '中文' }).click();
    const [header, ...events] = gunzipSync(ZOMBIES).toString().split('\n');
    await drop('bad.p1', gzipSync([header, ...events.slice(0, 5), '{', ...events.slice(5)].join('\n')));
    const alert = page.getByRole('alert').filter({ hasText: '这个录像损坏了。' });
    await alert.getByText('第 7 行不是版本 1 的事件。').waitFor();
    await drop('cut.p1', ZOMBIES.subarray(0, 12));
    await page.getByRole('alert').getByText('压缩数据没有结尾。什么都没能读出来。').waitFor();
  });

  it('[SEC3] a hostile recording is text on the page: names, prose and titles', async () => {
    const [header, ...events] = gunzipSync(ZOMBIES).toString().trim().split('\n');
    const evil = '<img src=x onerror="document.title=\'owned\'">';
    const head = JSON.parse(header!) as { guide: { title: object; steps: { prose: { en: { todo: string } } }[] } };
    head.guide.title = { en: evil, zh: evil };
    head.guide.steps[0]!.prose.en.todo = `${evil} [click](javascript:document.title='owned') ![x](https://evil.example/x.png)`;
    const lines = events.map((line) => line.replaceAll('"comm":"redis-server"', `"comm":${JSON.stringify('<b>redis')}`));
    await page.goto(`${lab.url}/replay`);
    await drop('evil.p1', gzipSync([JSON.stringify(head), ...lines].join('\n')));
    await page.getByText(evil).first().waitFor();
    await page.getByText('click').first().waitFor();
    expect(await page.getByRole('link', { name: 'click' }).count() === 0 || !(await page.getByRole('link', { name: 'click' }).getAttribute('href'))?.startsWith('javascript')).toBe(true);
    expect(await page.locator('img').count()).toBe(0);
    expect(await page.title()).not.toBe('owned');
  });
});

describe('without a server', () => {
  it('[REC9] once the page is loaded, a dropped recording plays and is scrubbed, every panel opens, in both languages', async () => {
    const server = await startLab(NOWHERE);
    await page.goto(`${server.url}/replay`);
    await page.getByText('Drop a recording').waitFor();
    await page.waitForLoadState('networkidle');
    await server.stop();

    await drop('mine.p1', ZOMBIES);
    await page.getByText('mine.p1').waitFor();
    await page.getByRole('heading', { name: 'Make an orphan' }).waitFor();
    await page.getByText('a process that is dead and does not go away').waitFor();
    await row(/redis-server.*PID 1, PPID 0/).waitFor({ timeout: 30_000 });

    const slider = page.getByRole('slider', { name: 'The moment on screen' });
    const box = (await slider.boundingBox())!;
    await page.mouse.click(box.x + box.width * 0.9, box.y + 10);
    await expect.poll(moment).toBeGreaterThan(20_000);
    const late = await moment();
    await page.keyboard.press('ArrowLeft');
    await expect.poll(moment).toBeLessThan(late);
    await page.keyboard.press('Home');
    await expect.poll(moment).toBeLessThan(100);
    expect(await row(/redis-server/).count()).toBe(0);
    await page.keyboard.press('End');
    await expect.poll(() => page.getByRole('button', { name: 'END', exact: true }).getAttribute('aria-pressed')).toBe('true');

    for (const [tab, text] of [['ps on host', /dockerd/], ['Output', /docker stop mine/], ['Logs', /Redis is now ready to exit|bye bye/], ['Events', /was sent|reaped|ended/]] as const) {
      await page.getByRole('tab', { name: tab, exact: true }).click();
      await page.getByRole('tabpanel').getByText(text).first().waitFor();
    }
    await page.getByText(/^Recording · Docker/).first().click();
    await page.getByRole('dialog').getByText('recorded on a real engine').waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: '中文' }).click();
    await page.getByText('录像').first().waitFor();
  });
});

describe('a page of its own', () => {
  it('[REC11] one file holds a recording and all that plays it; it opens from a disk, with no server at all', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'player-'));
    try {
      const file = join(folder, 'page.html');
      const made = spawnSync(process.execPath, ['scripts/player.mjs', 'labs/shell-vs-exec/recording.p1', '-o', file], { encoding: 'utf8' });
      expect(made, made.stderr).toMatchObject({ status: 0 });
      const asked: string[] = [];
      page.on('request', (request) => asked.push(request.url()));
      await page.goto(pathToFileURL(file).href);
      await page.getByText(/^Recording · Docker/).waitFor();
      await row(/sh -c.*in myredis it is PID 1, PPID 0/).waitFor({ timeout: 30_000 });
      await page.getByRole('slider', { name: 'The moment on screen' }).focus();
      await page.keyboard.press('End');
      await page.getByText(/exited \d+/).first().waitFor();
      await page.getByRole('tab', { name: 'Events', exact: true }).click();
      await page.getByRole('tabpanel').getByText(/was sent|reaped|ended/).first().waitFor();
      await page.getByRole('button', { name: '中文' }).click();
      await page.getByText('录像').first().waitFor();
      expect(asked.filter((url) => !/^(?:file|data|blob):/.test(url))).toEqual([]);

      const refused = spawnSync(process.execPath, ['scripts/player.mjs', 'package.json', '-o', join(folder, 'no.html')], { encoding: 'utf8' });
      expect([refused.status, refused.stderr + refused.stdout]).toEqual([1, expect.stringMatching(/is not a recording.*pid1 record/s)]);
      expect(readdirSync(folder)).toEqual(['page.html']);
    } finally {
      await rm(folder, { recursive: true });
    }
  });
});

describe('a live session', () => {
  it('[REC10] is saved by the server, whole and with its guide, to whoever knows its id; it replays to the same world', async () => {
    const live = await startLab();
    try {
      await using client = await WireClient.open(live.url, 'zombies');
      const [first] = stepsOf('zombies');
      client.send({ type: 'enter-step', step: first!.id });
      client.send({ type: 'predict', step: first!.id, choice: 0 });
      client.send({ type: 'run', step: first!.id, line: 0 });
      await client.until('redis runs', () => [...client.world.processes.values()].find(({ comm }) => comm === 'redis-server'), 120);
      await client.until('the line has ended', () => [...client.world.commands.values()].every(({ endedAt }) => endedAt !== null));

      const answer = await fetch(`${live.url}/recording`, { headers: { [SESSION_HEADER]: client.session! } });
      expect([answer.status, answer.headers.get('content-type')]).toEqual([200, 'application/vnd.pid1lab.recording+gzip']);
      const parsed = await readRecording(new Uint8Array(await answer.arrayBuffer()));
      if (!parsed.ok) throw new Error(parsed.problem.why);
      const { header, events } = parsed.recording;
      const { steps } = await readLab('labs', 'zombies');
      expect(header.guide?.steps.map(({ id }) => id)).toEqual(steps.map(({ id }) => id));
      expect(JSON.stringify(parsed.recording)).not.toContain(client.session);
      expect(events.map(({ seq }) => seq)).toEqual(events.map((_, index) => index + 1));
      expect(replayChecks(steps, events).results[first!.id]?.length).toBe(steps[0]!.expect.length);
      expect([...replayChecks(steps, events).world.containers.keys()]).toEqual([...client.world.containers.keys()]);

      for (const headers of [{}, { [SESSION_HEADER]: 'A'.repeat(22) }]) {
        const refused = await fetch(`${live.url}/recording`, { headers });
        expect([refused.status, await refused.json()]).toEqual([404, expect.objectContaining({ code: 'no-session', todo: expect.any(String) as unknown })]);
      }
    } finally {
      await live[Symbol.asyncDispose]();
    }
  });
});
