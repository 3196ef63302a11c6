/** What is taken away from a lab's screen, and what a link brings back. */
import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { readRecording } from '@/sources/read-recording';
import { context, lab, page, setStage } from './stage';

setStage();

async function choose(item: string): Promise<void> {
  await page.getByRole('button', { name: 'Share' }).click();
  await page.getByRole('menuitem', { name: item }).click();
}

async function download(item: string): Promise<{ readonly name: string; readonly bytes: Buffer }> {
  const [file] = await Promise.all([page.waitForEvent('download'), choose(item)]);
  return { name: file.suggestedFilename(), bytes: await readFile(await file.path()) };
}

async function copied(item: string): Promise<string> {
  await choose(item);
  await page.getByRole('status').filter({ hasText: /opied/ }).waitFor();
  return page.evaluate(() => navigator.clipboard.readText());
}

function row(text: RegExp) {
  return page.getByRole('treeitem', { name: text });
}

describe('sharing a recording', () => {
  it('[SHARE4] a link opens the same step, moment and selection, and history is not flooded', async () => {
    await page.goto(`${lab.url}/replay?recording=shell-vs-exec&t=13.5&sel=myredis:1`);
    const slider = page.getByRole('slider', { name: 'The moment on screen' });
    await expect.poll(() => slider.getAttribute('aria-valuenow')).toBe('13500');
    await page.getByRole('heading', { name: 'Ask the shell form to stop' }).waitFor();
    await expect.poll(() => row(/sh -c.*PID 1, PPID 0/).getAttribute('aria-selected')).toBe('true');

    const before = await page.evaluate(() => history.length);
    await slider.focus();
    for (let n = 0; n < 30; n++) await page.keyboard.press('ArrowRight');
    await row(/redis-server.*in myredis2/).click();
    await page.keyboard.press('Escape');
    await expect.poll(() => new URL(page.url()).searchParams.get('t')).not.toBe('13.5');
    expect(await page.evaluate(() => history.length)).toBe(before);

    const link = await copied('Copy link');
    const moment = await slider.getAttribute('aria-valuenow');
    const other = await context.newPage();
    await other.goto(link);
    await expect.poll(() => other.getByRole('slider', { name: 'The moment on screen' }).getAttribute('aria-valuenow')).toBe(moment);
    expect(await other.getByRole('heading', { level: 1 }).textContent()).toBe(await page.getByRole('heading', { level: 1 }).textContent());
  });

  it('[SHARE5] a picture is one file with its own fonts, colours and every row, in either theme', async () => {
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme });
      await page.goto(`${lab.url}/replay?recording=zombies&t=30`);
      await row(/redis-server/).first().waitFor();
      const rows = await page.getByRole('treeitem').count();
      for (const what of ['trees', 'lifelines']) {
        const { name, bytes } = await download(`Save the ${what} (SVG)`);
        const svg = bytes.toString();
        expect(name).toBe(`zombies-${what}.svg`);
        expect(svg).toMatch(/@font-face\{font-family:.{0,80}src:url\(data:font/);
        expect(svg).toContain('The zombie that kill cannot kill');
        expect(svg.replace(/base64,[\w+/=]+/g, '')).not.toMatch(/foreignObject|light-dark\(|var\(--|href="http|url\((?!["']?(?:data:|#))|<script/);
        if (what === 'trees') for (const text of ['containerd-shim', 'redis-server', 'HOST']) expect(svg).toContain(text);
        // It is drawn by itself as well: nothing of the page is needed.
        const alone = await context.newPage();
        await alone.setContent(svg.replace(/^<svg /, '<svg id="picture" '));
        const box = (await alone.locator('#picture').boundingBox())!;
        expect(box.width).toBeGreaterThan(800);
        if (what === 'trees') expect(await alone.locator('text', { hasText: 'containerd-shim' }).count()).toBeGreaterThan(0);
        await alone.close();
      }
      const png = (await download('Save the trees (PNG)')).bytes;
      expect(png.subarray(1, 4).toString()).toBe('PNG');
      expect(png.readUInt32BE(16)).toBeGreaterThan(1600);
      // What was drawn for the picture is put away again.
      expect(await page.getByRole('treeitem').count()).toBe(rows);
    }
  });

  it('[SHARE7] texts are plain, and what plays is saved as a recording that plays the same', async () => {
    await page.goto(`${lab.url}/replay?recording=zombies&t=4`);
    await row(/redis-server/).first().waitFor();
    expect(await copied('Copy ps of the containers')).toMatch(/^\$ docker exec myredis ps -ef\nUID +PID +PPID .*\nroot +1 +0 .*redis-server/);
    expect(await copied('Copy ps of the host')).toMatch(/containerd-shim/);
    const events = await copied('Copy the events in sentences');
    expect(events).toMatch(/^ +\d+\.\d{3} {2}You ran: docker run -d --name myredis/m);
    expect(events.trimEnd().split('\n').every((line) => /^ *\d+\.\d{3} {2}\S/.test(line))).toBe(true);
    const { name, bytes } = await download('Save recording');
    expect(name).toBe('zombies.p1');
    expect(await readRecording(Uint8Array.from(bytes))).toEqual(await readRecording(Uint8Array.from(await readFile('labs/zombies/recording.p1'))));
    expect((await download('asciicast')).bytes.toString()).toMatch(/^\{"version":2,"width":120/);
  });
});

describe('sharing a live session', () => {
  it('[SHARE4] the link says that the moment lives in this session only, and the recording can be saved', async () => {
    await page.goto(`${lab.url}/labs/zombies`);
    await row(/^1 init/).click();
    await page.keyboard.press('Escape');
    await page.getByText(/Live · Docker/).first().waitFor();
    await page.waitForURL(/step=/);
    const link = new URL(await copied('Copy link'));
    await page.getByRole('status').filter({ hasText: 'only in this session' }).waitFor();
    expect([link.pathname, link.searchParams.get('step'), link.searchParams.get('t')]).toEqual(['/labs/zombies', 'orphan', null]);
    const { name, bytes } = await download('Save recording');
    expect(name).toBe('zombies.p1');
    const parsed = await readRecording(Uint8Array.from(bytes));
    expect(parsed).toMatchObject({ ok: true, recording: { header: { lab: 'zombies' } } });
  });
});
