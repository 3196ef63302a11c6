/** A recording's file to its events, wherever there are Web Streams: in the browser, and in Node. */
import type { ParsedRecording } from '@/protocol/recording';
import { createRecordingReader } from '@/protocol/recording';
import { recordingProblem } from '@/protocol/recording-problem';

/** Bytes of text: what 500,000 events come to, and far below what memory takes. A small file may unpack to a huge one. */
const MAX_TEXT = 400_000_000;
const MAX_LINE = 16_000_000;

/** Never throws: what is wrong with the file is the answer. A file that was unpacked already is read, too. */
export async function readRecording(bytes: Uint8Array<ArrayBuffer>): Promise<ParsedRecording> {
  const reader = createRecordingReader();
  const decoder = new TextDecoder();
  let waiting = '';
  let size = 0;

  /** False: enough is known. */
  function take(text: string, last: boolean): boolean {
    size += text.length;
    const lines = text.split('\n');
    // Not joined before it is split: a line that comes in a thousand pieces would be searched a thousand times.
    lines[0] = waiting + (lines[0] ?? '');
    waiting = last ? '' : (lines.pop() ?? '');
    // No line of ours is so long: what is wrong is told as of any other line.
    if (waiting.length > MAX_LINE) lines.push('?');
    return lines.every((line) => reader.line(line) === null) && size <= MAX_TEXT;
  }

  function tooLarge(): ParsedRecording {
    return { ok: false, problem: recordingProblem({ type: 'too-long', megabytes: MAX_TEXT / 1e6 }) };
  }

  if (!isGzip(bytes)) {
    take(decoder.decode(bytes), true);
    return reader.end();
  }
  const unpacked = unpack(bytes);
  try {
    for (;;) {
      const { done, value } = await unpacked.next();
      if (done) break;
      if (!take(decoder.decode(value, { stream: true }), false)) return size > MAX_TEXT ? tooLarge() : reader.end();
    }
  } catch {
    const whole = reader.end();
    // A foreign or newer file says so, even if it is damaged as well.
    if (!whole.ok && whole.problem.code !== 'recording-foreign') return whole;
    const events = whole.ok ? whole.recording.events.length : 0;
    return { ok: false, problem: recordingProblem({ type: unpacked.isTaken() ? 'no-end' : 'garbled', events }) };
  }
  take(decoder.decode(), true);
  return reader.end();
}

function isGzip(bytes: Uint8Array): boolean {
  return bytes[0] === 0x1f && bytes[1] === 0x8b;
}

/** The unpacked pieces. When that fails: were all bytes taken as valid, so that only the end is missing? */
function unpack(bytes: Uint8Array<ArrayBuffer>): { readonly next: () => Promise<ReadableStreamReadResult<Uint8Array>>; readonly isTaken: () => boolean } {
  const stream = new DecompressionStream('gzip');
  const writer = stream.writable.getWriter();
  const reader = stream.readable.getReader();
  let taken = false;
  // What fails here fails at the reading end as well, and is told there.
  void writer
    .write(bytes)
    .then(() => {
      taken = true;
      return writer.close();
    })
    .catch(() => undefined);
  return { next: () => reader.read(), isTaken: () => taken };
}
