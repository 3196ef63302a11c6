/**
 * One sub-buffer of the kernel's trace ring buffer, as one read of per_cpu/cpuN/trace_pipe_raw returns it.
 * The layout is that of kernel/trace/ring_buffer.c and include/linux/ring_buffer.h (struct ring_buffer_event).
 */
import { parseField } from './event-format';

export interface PageLayout {
  readonly commitOffset: number;
  /** 4 or 8: a long of the kernel. */
  readonly commitSize: number;
  readonly dataOffset: number;
  /** Of the whole page, header and data. */
  readonly pageSize: number;
}

export interface PageSummary {
  /** Events overwritten before this page was read; null when the kernel knows only that there were some. */
  readonly missed: number | null;
}

/** Called for each record: its time in ns of the trace clock, and where its data lies in the page. */
export type RecordListener = (time: number, start: number, length: number) => void;

const PADDING = 29;
const TIME_EXTEND = 30;
const TIME_STAMP = 31;
const MISSED_EVENTS = 0x8000_0000;
const MISSED_STORED = 0x4000_0000;
const LENGTH_MASK = 0x000f_ffff;
const DELTA_UNIT = 2 ** 27;
/** An absolute time has 59 bits; the top five are those of the page's own time: rb_fix_abs_ts. */
const ABSOLUTE_UNIT = 2 ** 59;

/** Reads events/header_page. */
export function parsePageLayout(text: string): PageLayout {
  const fields = new Map(text.split('\n').flatMap((line) => parseField(line) ?? []).map((field) => [field.name, field]));
  const commit = fields.get('commit');
  const data = fields.get('data');
  if (commit === undefined || data === undefined) throw new Error('events/header_page does not say where commit and data are');
  return { commitOffset: commit.offset, commitSize: commit.size, dataOffset: data.offset, pageSize: data.offset + data.size };
}

/** Hands out the records of a page in order and answers what was lost before it. A torn page ends early; it never throws. */
export function readPage(page: Buffer, layout: PageLayout, onRecord: RecordListener): PageSummary {
  const commit = page.readUInt32LE(layout.commitOffset);
  const start = layout.dataOffset;
  const end = Math.min(start + (commit & LENGTH_MASK), page.length);
  const pageTime = readTime(page, 0);
  let time = pageTime;
  let at = start;
  while (at + 4 <= end) {
    const header = page.readUInt32LE(at);
    const kind = header & 0x1f;
    const delta = header >>> 5;
    const extended = kind === 0 || kind >= PADDING;
    if (extended && at + 8 > end) break;
    const array = extended ? page.readUInt32LE(at + 4) : 0;
    switch (kind) {
      case PADDING:
        if (delta === 0) return { missed: missedBefore(page, commit, end, layout) };
        time += delta;
        at += 4 + array;
        break;
      case TIME_EXTEND:
        time += array * DELTA_UNIT + delta;
        at += 8;
        break;
      case TIME_STAMP:
        time = array * DELTA_UNIT + delta + Math.floor(pageTime / ABSOLUTE_UNIT) * ABSOLUTE_UNIT;
        at += 8;
        break;
      default: {
        time += delta;
        const length = kind === 0 ? array - 4 : kind * 4;
        const data = kind === 0 ? at + 8 : at + 4;
        if (length < 0 || data + length > end) return { missed: missedBefore(page, commit, end, layout) };
        onRecord(time, data, length);
        // ring_buffer_event lengths are multiples of four: RB_ALIGNMENT.
        at = data + ((length + 3) & ~3);
      }
    }
  }
  return { missed: missedBefore(page, commit, end, layout) };
}

function missedBefore(page: Buffer, commit: number, end: number, layout: PageLayout): number | null {
  if ((commit & MISSED_EVENTS) === 0) return 0;
  if ((commit & MISSED_STORED) === 0 || end + layout.commitSize > page.length) return null;
  return layout.commitSize === 4 ? page.readUInt32LE(end) : readTime(page, end);
}

function readTime(page: Buffer, at: number): number {
  return page.readUInt32LE(at + 4) * 2 ** 32 + page.readUInt32LE(at);
}
