import fc from 'fast-check';
import { expect, it } from 'vitest';
import { arbitraryLog } from '@/model/arbitrary-log';
import type { RecordingHeader } from './recording';
import { encodeRecording, parseRecording } from './recording';

const header: RecordingHeader = { format: 'pid1lab-recording', version: 1, startedAt: 1, lab: 'zombies', observer: { mode: 'kernel', reason: null }, hides: [] };

it('[REC1] what was recorded comes back, hostile names and all', () => {
  fc.assert(
    fc.property(arbitraryLog, (events) => {
      const parsed = parseRecording(encodeRecording({ header, events }));
      expect(parsed).toEqual({ ok: true, recording: { header, events: JSON.parse(JSON.stringify(events)) as unknown } });
    }),
    { seed: 1 },
  );
});

it('[REC2] what is no recording is said, with its line', () => {
  expect(parseRecording('')).toEqual({ ok: false, line: 1, what: 'not a recording of PID 1 Lab' });
  expect(parseRecording('{"format":"asciicast"}\n')).toMatchObject({ line: 1 });
  expect(parseRecording(JSON.stringify({ ...header, version: 2 }))).toEqual({ ok: false, line: 1, what: 'a recording of version 2; this program reads version 1' });
  expect(parseRecording(`${JSON.stringify(header)}\n\n{"seq":1`)).toEqual({ ok: false, line: 3, what: 'not an event of this version' });
});
