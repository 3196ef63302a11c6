/**
 * A recording: an event log in a file, as JSON lines. The first line says what it is; each other line is one
 * event. The file is gzip'd; that is done at the edge, by whoever has a gzip. docs/recording-format.md is the
 * description for others.
 */
import * as z from './zod';
import type { Event } from '@/model/event';
import type { World } from '@/model/world';
import type { RecordingProblem } from './recording-problem';
import { worldFromJson, worldToJson } from '@/model/world-json';
import { eventSchema } from './event-schema';
import { labGuideSchema } from './lab-guide';
import { recordingProblem } from './recording-problem';
import { worldSchema } from './world-schema';

export const RECORDING_FORMAT = 'pid1lab-recording';
export const RECORDING_VERSION = 1;
export const RECORDING_EXTENSION = '.p1';
export const RECORDING_TYPE = 'application/vnd.pid1lab.recording+gzip';

/** Names the session whose recording is asked for, in a request to the server. */
export const SESSION_HEADER = 'x-pid1lab-session';

/** What of the recorder's machine a recording does not tell. */
export const HIDDEN = ['other-processes', 'init-name', 'host-name', 'paths'] as const;

const headerSchema = z.object({
  format: z.literal(RECORDING_FORMAT),
  version: z.literal(RECORDING_VERSION),
  /** Unix time of t = 0, in milliseconds. */
  startedAt: z.number(),
  lab: z.string().check(z.maxLength(64)),
  observer: z.object({ mode: z.enum(['kernel', 'polling', 'none']), reason: z.nullable(z.string()) }),
  hides: z.array(z.string().check(z.maxLength(64))).check(z.maxLength(16)),
  /** The lab as it was: with it a recording can be read where the lab is not, or is another by now. */
  guide: z.optional(labGuideSchema),
  /** The world that the log goes on from, where its beginning was not kept. */
  begin: z.optional(worldSchema),
});
export type RecordingHeader = Omit<z.infer<typeof headerSchema>, 'begin'>;

export interface Recording {
  readonly header: RecordingHeader;
  /** Null: the log begins with its first event. */
  readonly begin: World | null;
  readonly events: readonly Event[];
}

export type ParsedRecording = { readonly ok: true; readonly recording: Recording } | { readonly ok: false; readonly problem: RecordingProblem };

/** Events in one recording at most: an hour of a busy lab has a tenth of that. */
const MAX_EVENTS = 500_000;
const MAX_LINE = 16_000_000;

export function encodeRecording({ header, begin, events }: Recording): string {
  const first = { ...header, ...(begin === null ? {} : { begin: worldToJson(begin) }) };
  return [first, ...events].map((line) => `${JSON.stringify(line)}\n`).join('');
}

/** Takes a recording line by line, and stops at the first that is wrong. */
export interface RecordingReader {
  /** What is wrong with the line, or null. */
  readonly line: (text: string) => RecordingProblem | null;
  readonly end: () => ParsedRecording;
}

export function createRecordingReader(): RecordingReader {
  let header: z.infer<typeof headerSchema> | null = null;
  let count = 0;
  let wrong: RecordingProblem | null = null;
  const events: Event[] = [];

  function take(text: string): RecordingProblem | null {
    count += 1;
    if (header === null) {
      const first = parseLine(text);
      const parsed = headerSchema.safeParse(first);
      if (!parsed.success) return headerProblem(first);
      header = parsed.data;
      return null;
    }
    if (text === '') return null;
    if (events.length >= MAX_EVENTS) return recordingProblem({ type: 'too-many', most: MAX_EVENTS });
    const event = eventSchema.safeParse(parseLine(text));
    if (!event.success) return recordingProblem({ type: 'no-event', line: count, version: RECORDING_VERSION });
    events.push(event.data);
    return null;
  }

  return {
    line(text) {
      wrong ??= take(text);
      return wrong;
    },
    end() {
      if (wrong !== null) return { ok: false, problem: wrong };
      if (header === null) return { ok: false, problem: recordingProblem({ type: 'empty' }) };
      const { begin, ...rest } = header;
      return { ok: true, recording: { header: rest, begin: begin === undefined ? null : worldFromJson(begin), events } };
    },
  };
}

/** The recording, or what is wrong with the text. Empty lines are let pass. */
export function parseRecording(text: string): ParsedRecording {
  const reader = createRecordingReader();
  for (const line of text.split('\n')) if (reader.line(line) !== null) break;
  return reader.end();
}

function parseLine(line: string): unknown {
  if (line.length > MAX_LINE) return undefined;
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}

function headerProblem(first: unknown): RecordingProblem {
  const said = z.safeParse(z.object({ format: z.literal(RECORDING_FORMAT), version: z.number() }), first);
  if (!said.success) return recordingProblem({ type: 'no-header' });
  const { version } = said.data;
  if (version > RECORDING_VERSION) return recordingProblem({ type: 'newer', version, reads: RECORDING_VERSION });
  return recordingProblem({ type: 'half-header' });
}
