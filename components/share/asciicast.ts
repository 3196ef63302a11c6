/** What the commands printed as an asciicast v2, which asciinema plays: https://docs.asciinema.org/manual/asciicast/v2/ */
import type { Event } from '@/model/event';

export interface CastOptions {
  readonly title: string;
  /** Unix time of the log's t = 0, in milliseconds. */
  readonly startedAt: number;
}

const WIDTH = 120;
const HEIGHT = 32;
/** Players pass over silences longer than this, in seconds. */
const IDLE_LIMIT = 2;

/** Seconds since the cast's beginning, output or a new size, and the text or COLUMNSxROWS. */
export type CastLine = readonly [number, 'o' | 'r', string];

/** One line of JSON for the header and one for each piece, in order. `startedAt`: the Unix time of the beginning, in milliseconds. */
export function castOf({ width, height, startedAt, title }: { readonly width: number; readonly height: number; readonly startedAt: number; readonly title: string }, lines: readonly CastLine[]): string {
  const header = { version: 2, width, height, timestamp: Math.floor(startedAt / 1000), idle_time_limit: IDLE_LIMIT, title };
  return [header, ...lines].map((line) => `${JSON.stringify(line)}\n`).join('');
}

export function asciicast(events: Iterable<Event>, { title, startedAt }: CastOptions): string {
  const lines: CastLine[] = [];
  let first: number | null = null;
  for (const event of events) {
    const text = textOf(event);
    if (text === null) continue;
    first ??= event.t;
    lines.push([Math.round(event.t - first) / 1000, 'o', text]);
  }
  return castOf({ width: WIDTH, height: HEIGHT, startedAt: startedAt + (first ?? 0), title }, lines);
}

function textOf(event: Event): string | null {
  switch (event.type) {
    case 'command-started':
      return `\u001b[1;36m$ \u001b[0m${harmlessLines(event.line)}\r\n`;
    case 'command-output':
      return event.stream === 'stderr' ? `\u001b[31m${harmlessLines(event.text)}\u001b[0m` : harmlessLines(event.text);
    case 'command-ended':
      return event.error === undefined ? null : `\u001b[31m${harmlessLines(event.error)}\u001b[0m\r\n`;
    default:
      return null;
  }
}

/** A terminal obeys what it is sent: of a program's output only lines and tabs are let through as such. */
function harmlessLines(text: string): string {
  return text.replace(/[\u0000-\u001f\u007f-\u009f]/g, (character) => (character === '\n' ? '\r\n' : character === '\t' ? '\t' : character === '\r' ? '' : '\ufffd'));
}
