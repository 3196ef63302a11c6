import fc from 'fast-check';
import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import type { Event } from '@/model/event';
import { arbitraryLog } from '@/model/arbitrary-log';
import { parseRecording } from '@/protocol/recording';
import { parsedCast } from '@/test/parsed-cast';
import { asciicast } from './asciicast';

describe('asciicast', () => {
  it('[SHARE6] any log gives a file of the format, whatever its commands printed', () => {
    fc.assert(fc.property(arbitraryLog, (events) => void parsedCast(asciicast(events, { title: 'x', startedAt: 1_700_000_000_000 }))), { seed: 6 });
  });

  it('[SHARE6] a shipped recording shows its commands and what they printed, from the first one on', () => {
    const read = parseRecording(gunzipSync(readFileSync('labs/zombies/recording.p1')).toString());
    if (!read.ok) throw new Error(read.problem.why);
    const { header, output } = parsedCast(asciicast(read.recording.events, { title: 'zombies', startedAt: read.recording.header.startedAt }));
    expect(header).toMatchObject({ width: 120, height: 32, title: 'zombies' });
    expect(output).toContain('docker exec myredis ps -ef\r\n');
    expect(output).toMatch(/\[sleep\] <defunct>\r\n/);
  });

  it('[SHARE6] [CLI9] no escape of a program gets through', () => {
    const events: Event[] = [
      { type: 'command-started', command: 'c', line: 'docker logs x', step: null, seq: 1, t: 0 },
      { type: 'command-output', command: 'c', stream: 'stdout', text: '\u001b]0;owned\u0007\u001b[2Jhello\r\n\tworld\u009b31m', seq: 2, t: 5 },
    ];
    const { output } = parsedCast(asciicast(events, { title: '', startedAt: 1_700_000_000_000 }));
    expect(output.slice(output.indexOf('\n') + 1)).toBe('\ufffd]0;owned\ufffd\ufffd[2Jhello\r\n\tworld\ufffd31m');
  });
});
