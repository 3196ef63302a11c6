import { gzipSync } from 'node:zlib';
import { expect, it } from 'vitest';
import type { Event } from '@/model/event';
import type { RecordingHeader } from '@/protocol/recording';
import { encodeRecording } from '@/protocol/recording';
import { readRecording } from './read-recording';

const header: RecordingHeader = { format: 'pid1lab-recording', version: 1, startedAt: 1, lab: 'zombies', observer: { mode: 'kernel', reason: null }, hides: [] };
const events: Event[] = Array.from({ length: 3000 }, (_, index) => ({ type: 'log', id: 'a'.repeat(64), stream: 'stdout', text: `line ${index} — ${(index * 7919) % 1013} 進程\n`, seq: index + 1, t: index }));
const text = encodeRecording({ header, begin: null, events });
const packed = gzipSync(text);

async function problemOf(bytes: Uint8Array): Promise<unknown> {
  const parsed = await readRecording(Uint8Array.from(bytes));
  return parsed.ok ? `no problem, ${parsed.recording.events.length} events` : parsed.problem;
}

it('[REC1] a file comes back as it was written, packed or unpacked', async () => {
  for (const bytes of [packed, Buffer.from(text)]) expect(await readRecording(Uint8Array.from(bytes))).toEqual({ ok: true, recording: { header, begin: null, events } });
});

it('[REC3] a file that was cut off is told from one that is damaged', async () => {
  for (const share of [0.3, 0.6, 0.99]) expect(await problemOf(packed.subarray(0, packed.length * share))).toMatchObject({ code: 'recording-truncated', why: expect.stringMatching(/\d+ events could be read/) as unknown });
  expect(await problemOf(packed.subarray(0, packed.length - 4))).toMatchObject({ code: 'recording-truncated' });
  expect(await problemOf(packed.subarray(0, 12))).toMatchObject({ code: 'recording-truncated', why: expect.stringContaining('Nothing') as unknown });
  const damaged = Buffer.from(packed);
  damaged.fill(0x55, 15_000, 15_200);
  expect(await problemOf(damaged)).toMatchObject({ code: 'recording-damaged' });
});

it('[REC3] foreign and newer files are told as what they are', async () => {
  expect(await problemOf(Buffer.from('\x89PNG\r\n\x1a\n'))).toMatchObject({ code: 'recording-foreign' });
  expect(await problemOf(Buffer.from(''))).toMatchObject({ code: 'recording-foreign' });
  expect(await problemOf(gzipSync('{"version":2,"width":80}\n[0,"o","hello"]\n'))).toMatchObject({ code: 'recording-foreign' });
  const newer = gzipSync(text.replace('"version":1', '"version":3'));
  expect(await problemOf(newer)).toMatchObject({ code: 'recording-newer', why: expect.stringContaining('version 3') as unknown });
  expect(await problemOf(newer.subarray(0, newer.length * 0.9))).toMatchObject({ code: 'recording-newer' });
});

it('[REC3] a small file that unpacks to a huge line is refused without filling the memory', async () => {
  expect(await problemOf(gzipSync(Buffer.alloc(30_000_000, 0x20)))).toMatchObject({ code: 'recording-foreign' });
  expect(await problemOf(gzipSync(`${JSON.stringify(header)}\n${' '.repeat(30_000_000)}`))).toMatchObject({ code: 'recording-damaged' });
});
