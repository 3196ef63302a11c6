/** A log as the file of a recording, for the page to open. */
import { gzipSync } from 'node:zlib';
import type { Event } from '@/model/event';
import type { RecordingHeader } from '@/protocol/recording';
import { RECORDING_FORMAT, RECORDING_VERSION, encodeRecording } from '@/protocol/recording';

export function recordingOf(events: readonly Event[]): Buffer {
  const header: RecordingHeader = { format: RECORDING_FORMAT, version: RECORDING_VERSION, startedAt: 0, lab: 'shell-vs-exec', observer: { mode: 'kernel', reason: null }, hides: [] };
  return gzipSync(encodeRecording({ header, begin: null, events }));
}
