/** A log on the replay page, with no engine: where it is drawn and looked back at. */
import { gzipSync } from 'node:zlib';
import type { Page } from 'playwright-core';
import type { Event } from '@/model/event';
import type { RecordingHeader } from '@/protocol/recording';
import { RECORDING_FORMAT, RECORDING_VERSION, encodeRecording } from '@/protocol/recording';
import { openChromium } from '@/test/browser/chromium';
import { startLab } from '@/test/browser/lab-server';

export async function onReplay<T>(events: readonly Event[], measure: (page: Page) => Promise<T>): Promise<T> {
  await using server = await startLab(['--engine', 'unix:///nowhere/docker.sock']);
  const browser = await openChromium();
  try {
    const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
    await page.goto(`${server.url}/replay`);
    await page.locator('input[type=file]').setInputFiles({ name: 'bench.p1', mimeType: 'application/gzip', buffer: recordingOf(events) });
    await page.getByRole('treeitem').first().waitFor();
    return await measure(page);
  } finally {
    await browser.close();
  }
}

function recordingOf(events: readonly Event[]): Buffer {
  const header: RecordingHeader = { format: RECORDING_FORMAT, version: RECORDING_VERSION, startedAt: 0, lab: 'shell-vs-exec', observer: { mode: 'kernel', reason: null }, hides: [] };
  return gzipSync(encodeRecording({ header, begin: null, events }));
}
