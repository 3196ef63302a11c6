/**
 * A recording: an event log in a file, as JSON lines. The first line says what it is; each other line is one
 * event. The file is gzip'd; that is done at the edge, by whoever has a gzip.
 */
import * as z from 'zod/mini';
import type { Event } from '@/model/event';
import { eventSchema } from './event-schema';

export const RECORDING_FORMAT = 'pid1lab-recording';
export const RECORDING_VERSION = 1;

/** What a recording never holds, though it happened on the recorder's machine. */
export const HIDDEN = ['processes outside of the session', 'the name of the host’s PID 1'] as const;

const headerSchema = z.object({
  format: z.literal(RECORDING_FORMAT),
  version: z.literal(RECORDING_VERSION),
  /** Unix time of t = 0, in milliseconds. */
  startedAt: z.number(),
  lab: z.string().check(z.maxLength(64)),
  observer: z.object({ mode: z.enum(['kernel', 'polling', 'none']), reason: z.nullable(z.string()) }),
  hides: z.array(z.string()).check(z.maxLength(16)),
});
export type RecordingHeader = z.infer<typeof headerSchema>;

export interface Recording {
  readonly header: RecordingHeader;
  readonly events: readonly Event[];
}

export type ParsedRecording = { readonly ok: true; readonly recording: Recording } | { readonly ok: false; readonly line: number; readonly what: string };

/** Events in one recording at most: an hour of a busy lab has a tenth of that. */
const MAX_EVENTS = 500_000;
const MAX_LINE = 4_000_000;

export function encodeRecording({ header, events }: Recording): string {
  return [header, ...events].map((line) => `${JSON.stringify(line)}\n`).join('');
}

/** The recording, or the first line that is wrong, counted from 1. Empty lines are let pass. */
export function parseRecording(text: string): ParsedRecording {
  const lines = text.split('\n');
  const first = parseLine(lines[0] ?? '');
  const header = headerSchema.safeParse(first);
  if (!header.success) return { ok: false, line: 1, what: headerProblem(first) };
  const events: Event[] = [];
  for (const [index, line] of lines.entries()) {
    if (index === 0 || line === '') continue;
    if (events.length >= MAX_EVENTS) return { ok: false, line: index + 1, what: `more than ${MAX_EVENTS} events` };
    const event = eventSchema.safeParse(parseLine(line));
    if (!event.success) return { ok: false, line: index + 1, what: 'not an event of this version' };
    events.push(event.data);
  }
  return { ok: true, recording: { header: header.data, events } };
}

function parseLine(line: string): unknown {
  if (line.length > MAX_LINE) return undefined;
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}

function headerProblem(first: unknown): string {
  const format = z.safeParse(z.object({ format: z.literal(RECORDING_FORMAT), version: z.number() }), first);
  return format.success && format.data.version !== RECORDING_VERSION
    ? `a recording of version ${format.data.version}; this program reads version ${RECORDING_VERSION}`
    : 'not a recording of PID 1 Lab';
}
