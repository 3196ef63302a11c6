/** The lab page in a real browser, on the real engine. */
import Docker from 'dockerode';
import { describe, expect, it } from 'vitest';
import { eventually } from '../eventually';
import { startLab } from './lab-server';
import { perform, predict, run, stepsOf } from './learner';
import { lab, page, setStage } from './stage';

const docker = new Docker();

setStage();

function row(text: RegExp) {
  return page.getByRole('treeitem', { name: text });
}

describe('the lab page', () => {
  it('[UI20] press Run, and real processes appear in both views, on one row, with a pid in each', async () => {
    await page.goto(`${lab.url}/labs/shell-vs-exec`);
    await row(/^1 init/).waitFor();
    await perform(page, stepsOf('shell-vs-exec')[0]!);
    await row(/sh -c.*on the host; in myredis it is PID 1, PPID 0/).waitFor();
    await row(/redis-server.*in myredis it is PID \d+, PPID 1/).waitFor();
    await row(/redis-server.*in myredis2 it is PID 1, PPID 0/).waitFor();
    await page.getByText('5 of 5 observed').waitFor();
  });

  it('[UI21] ps is printed by the container itself, and each of its rows is tied to its node', async () => {
    await page.goto(`${lab.url}/labs/shell-vs-exec`);
    await predict(page);
    await run(page, stepsOf('shell-vs-exec')[0]!.run[0]!);
    const line = page.getByRole('tabpanel').getByText(/root +\d+ +1 .*redis-server/).first();
    await line.waitFor({ timeout: 30_000 });
    await line.hover();
    await expect.poll(() => row(/redis-server.*PID \d+, PPID 1/).getAttribute('aria-selected')).toBe('true');
  });

  it('[UI22] the kernel’s verdict on kill -9 1 is on screen; the same signal from the host kills', async () => {
    const steps = stepsOf('kill-9-1');
    await page.goto(`${lab.url}/labs/kill-9-1`);
    // The verdict stands beside PID 1 for some seconds, so it is looked for while the step is performed.
    await Promise.all([page.getByRole('tree').getByText(/KILL.*ignored/).first().waitFor({ timeout: 120_000 }), perform(page, steps[0]!)]);
    await row(/redis-server.*PID 1, PPID 0/).waitFor();

    const last = steps.find(({ id }) => id === 'kill-outside')!;
    await page.goto(`${lab.url}/labs/kill-9-1?step=${last.id}`);
    await page.getByRole('button', { name: 'Reset this step' }).click();
    await row(/redis-server.*PID 1, PPID 0/).waitFor({ timeout: 60_000 });
    await perform(page, last);
    await page.getByText(/exited 137/).first().waitFor();
  });

  it('[UI23] a zombie is drawn and read out as one', async () => {
    const steps = stepsOf('zombies');
    await page.goto(`${lab.url}/labs/zombies?step=${steps[1]!.id}`);
    await page.getByRole('button', { name: 'Reset this step' }).click();
    await perform(page, steps[1]!);
    await row(/zombie/).first().waitFor();
  });

  it('[UI26] the page comes back by itself after its server went away, without a reload', async () => {
    const first = await startLab();
    const { port } = new URL(first.url);
    await page.goto(`${first.url}/labs/zombies`);
    await page.getByText(/Live · Docker/).first().waitFor();
    await page.evaluate(() => Object.assign(window, { sameDocument: true }));
    await first.stop('SIGKILL');
    await page.getByText(/Reconnecting/).first().waitFor();
    await using _again = await startLab(['--port', port]);
    await page.getByText(/Live · Docker/).first().waitFor({ timeout: 30_000 });
    await row(/dockerd/).waitFor();
    expect(await page.evaluate(() => 'sameDocument' in window)).toBe(true);
  });

  it('[SEC3] a hostile process name is text on the page, whatever it says', async () => {
    await page.goto(`${lab.url}/labs/shell-vs-exec`);
    await predict(page);
    await run(page, stepsOf('shell-vs-exec')[0]!.run[0]!);
    await row(/redis-server.*PID \d+, PPID 1/).waitFor();
    const [container] = await docker.listContainers({ filters: { label: ['pid1lab.name=myredis'] }, limit: 1 });
    const name = '<img src=x onerror="window.hacked=1">\u001b[2J\npid=1 res=0';
    const exec = await docker.getContainer(container!.Id).exec({ Cmd: ['bash', '-c', 'exec -a "$0" sleep 20', name], AttachStdout: true });
    const stream = await exec.start({});
    stream.resume();
    await row(/<img src=x onerror/).waitFor();
    for (const tab of ['ps on host', 'Events', 'ps in container']) {
      await page.getByRole('tab', { name: tab }).click();
      await eventually(`${tab} is shown`, async () => (await page.getByRole('tab', { name: tab }).getAttribute('aria-selected')) === 'true');
    }
    expect(await page.evaluate(() => 'hacked' in window)).toBe(false);
    expect(await page.locator('img[src="x"]').count()).toBe(0);
  });

  it('[UI24] without an engine the page says so, and names the command that provides one', async () => {
    await using server = await startLab(['--engine', 'unix:///run/no-such-engine.sock']);
    await page.goto(`${server.url}/labs/zombies`);
    await page.getByText(/npm run engine/).first().waitFor();
  });

  it('[UI25] the language changes at once, on the same step, and is remembered', async () => {
    await page.goto(`${lab.url}/labs/zombies?step=defunct`);
    await page.getByRole('button', { name: '中文' }).click();
    await page.getByText('第 2 步，共').first().waitFor();
    await page.reload();
    await page.getByText('第 2 步，共').first().waitFor();
    await page.getByRole('button', { name: 'EN' }).click();
    await page.getByText(/step 2 of/i).first().waitFor();
  });
});
