import fc from 'fast-check';
import { expect, it } from 'vitest';
import { arbitraryLog } from '@/model/arbitrary-log';
import { foldEvents } from '@/model/fold';
import { EMPTY_WORLD } from '@/model/world';
import type { RecordingHeader } from './recording';
import { encodeRecording, parseRecording } from './recording';

const header: RecordingHeader = { format: 'pid1lab-recording', version: 1, startedAt: 1, lab: 'zombies', observer: { mode: 'kernel', reason: null }, hides: [] };

it('[REC1] what was recorded comes back, hostile names and all', () => {
  fc.assert(
    fc.property(arbitraryLog, (events) => {
      const parsed = parseRecording(encodeRecording({ header, begin: null, events }));
      expect(parsed).toEqual({ ok: true, recording: { header, begin: null, events: JSON.parse(JSON.stringify(events)) as unknown } });
    }),
    { seed: 1 },
  );
});

it('[REC5] a log whose beginning was not kept brings the world that it goes on from', () => {
  fc.assert(
    fc.property(arbitraryLog, fc.nat(40), (log, cut) => {
      const events = JSON.parse(JSON.stringify(log)) as typeof log;
      const parsed = parseRecording(encodeRecording({ header, begin: foldEvents(EMPTY_WORLD, events.slice(0, cut)), events: events.slice(cut) }));
      if (!parsed.ok) throw new Error(parsed.problem.why);
      expect(foldEvents(parsed.recording.begin!, parsed.recording.events)).toEqual(foldEvents(EMPTY_WORLD, events));
    }),
    { seed: 2 },
  );
});

it('[REC2] what is no recording is said: foreign, newer, damaged, with the line', () => {
  const problemOf = (text: string): unknown => {
    const parsed = parseRecording(text);
    return parsed.ok ? parsed : parsed.problem;
  };
  expect(problemOf('')).toMatchObject({ code: 'recording-foreign' });
  expect(problemOf('{"format":"asciicast"}\n')).toMatchObject({ code: 'recording-foreign', todo: expect.stringContaining('.p1') as unknown });
  expect(problemOf(JSON.stringify({ ...header, version: 2 }))).toMatchObject({ code: 'recording-newer', why: 'It is of version 2; this program reads version 1.' });
  expect(problemOf(JSON.stringify({ ...header, observer: undefined }))).toMatchObject({ code: 'recording-damaged' });
  expect(problemOf(`${JSON.stringify(header)}\n\n{"seq":1`)).toMatchObject({ code: 'recording-damaged', why: expect.stringContaining('Line 3 ') as unknown });
});
