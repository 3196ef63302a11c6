/** A recording by link: from our own server, or from whoever serves this page. */
import type { ParsedRecording } from '@/protocol/recording';
import { problem } from '@/protocol/codec';
import { recordingProblem } from '@/protocol/recording';
import { readRecording } from '@/sources/read-recording';

export async function fetchRecording(url: string, signal: AbortSignal): Promise<ParsedRecording> {
  let bytes;
  try {
    const answer = await fetch(url, { signal });
    if (answer.status === 404) return away(`There is no ${url} on this server.`);
    if (!answer.ok) return away(`The server answered ${answer.status} to ${url}.`);
    bytes = await answer.arrayBuffer();
  } catch (cause) {
    return away((cause as Error).message);
  }
  return readRecording(new Uint8Array(bytes));
}

/** A file that was dropped or chosen. */
export async function readFile(file: Blob): Promise<ParsedRecording> {
  try {
    return await readRecording(new Uint8Array(await file.arrayBuffer()));
  } catch (cause) {
    // A folder that was dropped, or a file that has gone meanwhile.
    return { ok: false, problem: recordingProblem('foreign', (cause as Error).message) };
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

function away(why: string): ParsedRecording {
  return { ok: false, problem: problem('recording-away', 'The recording could not be fetched.', why, 'Check the address, or open the file itself.') };
}
