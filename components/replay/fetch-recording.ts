/** A recording by link: from our own server, or from whoever serves this page. */
import type { ParsedRecording } from '@/protocol/recording';
import type { RecordingDetail } from '@/protocol/recording-problem';
import { recordingProblem } from '@/protocol/recording-problem';
import { readRecording } from '@/sources/read-recording';

export async function fetchRecording(url: string, signal: AbortSignal): Promise<ParsedRecording> {
  let bytes;
  try {
    const answer = await fetch(url, { signal });
    if (answer.status === 404) return wrong({ type: 'nowhere', url });
    if (!answer.ok) return wrong({ type: 'refused', url, status: answer.status });
    bytes = await answer.arrayBuffer();
  } catch (cause) {
    return wrong({ type: 'unreached', message: (cause as Error).message });
  }
  return readRecording(new Uint8Array(bytes));
}

/** A file that was dropped or chosen. */
export async function readFile(file: Blob): Promise<ParsedRecording> {
  try {
    return await readRecording(new Uint8Array(await file.arrayBuffer()));
  } catch (cause) {
    // A folder that was dropped, or a file that has gone meanwhile.
    return wrong({ type: 'unread', message: (cause as Error).message });
  }
}

/** Links are followed on this server only: a recording from elsewhere is opened as a file. */
export function sameOrigin(value: string, location: Location): string | null {
  try {
    const url = new URL(value, location.href);
    return url.origin === location.origin ? url.href : null;
  } catch {
    return null;
  }
}

function wrong(detail: RecordingDetail): ParsedRecording {
  return { ok: false, problem: recordingProblem(detail) };
}
