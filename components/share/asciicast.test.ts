import fc from 'fast-check';
import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import type { Event } from '@/model/event';
import { arbitraryLog } from '@/model/arbitrary-log';
import { parseRecording } from '@/protocol/recording';
import { asciicast } from './asciicast';

/** What https://docs.asciinema.org/manual/asciicast/v2/ asks of a file; throws where one is not. */
function parsed(cast: string): { readonly header: Record<string, unknown>; readonly output: string } {
  expect(cast.endsWith('\n')).toBe(true);
  const [first, ...lines] = cast.trimEnd().split('\n').map((line) => JSON.parse(line) as unknown);
  const header = first as Record<string, unknown>;
  expect(header).toMatchObject({ version: 2, title: expect.any(String) as unknown });
  for (const key of ['width', 'height', 'timestamp']) expect(Number.isInteger(header[key]) && (header[key] as number) > 0, key).toBe(true);
  let before = 0;
  let output = '';
  for (const line of lines) {
    const [time, code, data] = line as [number, string, string];
    expect([(line as unknown[]).length, typeof time, code, typeof data]).toEqual([3, 'number', 'o', 'string']);
    expect(time).toBeGreaterThanOrEqual(before);
    before = time;
    output += data;
  }
  return { header, output };
}

describe('asciicast', () => {
  it('[SHARE6] any log gives a file of the format, whatever its commands printed', () => {
    fc.assert(fc.property(arbitraryLog, (events) => void parsed(asciicast(events, { title: 'x', startedAt: 1_700_000_000_000 }))), { seed: 6 });
  });

  it('[SHARE6] a shipped recording shows its commands and what they printed, from the first one on', () => {
    const read = parseRecording(gunzipSync(readFileSync('labs/zombies/recording.p1')).toString());
    if (!read.ok) throw new Error(read.problem.why);
    const { header, output } = parsed(asciicast(read.recording.events, { title: 'zombies', startedAt: read.recording.header.startedAt }));
    expect(header).toMatchObject({ width: 120, height: 32, title: 'zombies' });
    expect(output).toContain('docker exec myredis ps -ef\r\n');
    expect(output).toMatch(/\[sleep\] <defunct>\r\n/);
  });

  it('[SHARE6] [CLI9] no escape of a program gets through', () => {
    const events: Event[] = [
      { type: 'command-started', command: 'c', line: 'docker logs x', step: null, seq: 1, t: 0 },
      { type: 'command-output', command: 'c', stream: 'stdout', text: '\u001b]0;owned\u0007\u001b[2Jhello\r\n\tworld\u009b31m', seq: 2, t: 5 },
    ];
    const { output } = parsed(asciicast(events, { title: '', startedAt: 1_700_000_000_000 }));
    expect(output.slice(output.indexOf('\n') + 1)).toBe('\ufffd]0;owned\ufffd\ufffd[2Jhello\r\n\tworld\ufffd31m');
  });
});
