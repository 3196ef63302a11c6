/** What is wrong with a recording's file, or with the way to it: in English, and as a detail that a page says in its reader's language. */
import type { Problem } from './wire';
import { problem } from './codec';

export type RecordingDetail =
  | { readonly type: 'empty' | 'no-header' | 'half-header' }
  | { readonly type: 'newer'; readonly version: number; readonly reads: number }
  | { readonly type: 'no-event'; readonly line: number; readonly version: number }
  | { readonly type: 'too-many'; readonly most: number }
  | { readonly type: 'too-long'; readonly megabytes: number }
  /** `events`: how many could be read before that. */
  | { readonly type: 'no-end' | 'garbled'; readonly events: number }
  | { readonly type: 'unread' | 'unreached'; readonly message: string }
  | { readonly type: 'nowhere'; readonly url: string }
  | { readonly type: 'refused'; readonly url: string; readonly status: number };

export type RecordingProblem = Problem & { readonly detail?: RecordingDetail };

const SAID = {
  foreign: { what: 'This is not a recording of PID 1 Lab.', todo: 'Open a file that ends in .p1: “Save recording” on a lab’s page writes one, and so does `pid1 record`.' },
  newer: { what: 'This recording is newer than this program.', todo: 'Open it with a newer PID 1 Lab.' },
  damaged: { what: 'This recording is damaged.', todo: 'Fetch or copy the file again; if it stays so, record it again.' },
  truncated: { what: 'This recording ends in the middle.', todo: 'It was probably not copied or downloaded to its end: fetch it again.' },
  'too-large': { what: 'This recording is too large to be opened.', todo: 'Record a shorter part.' },
  away: { what: 'The recording could not be fetched.', todo: 'Check the address, or open the file itself.' },
} as const;

const KIND: Readonly<Record<RecordingDetail['type'], keyof typeof SAID>> = {
  empty: 'foreign',
  'no-header': 'foreign',
  unread: 'foreign',
  newer: 'newer',
  'half-header': 'damaged',
  'no-event': 'damaged',
  garbled: 'damaged',
  'no-end': 'truncated',
  'too-many': 'too-large',
  'too-long': 'too-large',
  nowhere: 'away',
  refused: 'away',
  unreached: 'away',
};

export function recordingProblem(detail: RecordingDetail): RecordingProblem {
  const kind = KIND[detail.type];
  const { what, todo } = SAID[kind];
  return { ...problem(`recording-${kind}`, what, why(detail), todo), detail };
}

function why(detail: RecordingDetail): string {
  switch (detail.type) {
    case 'empty':
      return 'It is empty.';
    case 'no-header':
      return 'Its first line is not the header of one.';
    case 'half-header':
      return 'Its header is not complete.';
    case 'newer':
      return `It is of version ${detail.version}; this program reads version ${detail.reads}.`;
    case 'no-event':
      return `Line ${detail.line} is not an event of version ${detail.version}.`;
    case 'too-many':
      return `It holds more than ${detail.most} events.`;
    case 'too-long':
      return `Unpacked it is more than ${detail.megabytes} MB.`;
    case 'no-end':
      return `Its compressed data has no end. ${read(detail.events)}`;
    case 'garbled':
      return `Its compressed data is not valid. ${read(detail.events)}`;
    case 'unread':
      return `The file could not be read: ${detail.message}`;
    case 'unreached':
      return `The server did not answer: ${detail.message}`;
    case 'nowhere':
      return `There is no ${detail.url} on this server.`;
    case 'refused':
      return `The server answered ${detail.status} to ${detail.url}.`;
    default:
      return detail satisfies never;
  }
}

function read(events: number): string {
  return events === 0 ? 'Nothing of it could be read.' : `${events} events could be read before that.`;
}
