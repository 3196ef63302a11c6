/**
 * `GET /recording`: a session's log as a file. Whoever asks names the session by its id in a header: the id is a
 * secret and does not belong into an address, and no other site can make a browser send that header.
 */
import type { IncomingMessage, ServerResponse } from 'node:http';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import type { Problem } from '@/protocol/wire';
import { problem } from '@/protocol/codec';
import type { Recording } from '@/protocol/recording';
import { RECORDING_TYPE, SESSION_HEADER, encodeRecording } from '@/protocol/recording';

export interface RecordingDesk {
  /** The recording of the session with this id, or why there is none. */
  readonly recordingOf: (session: string) => Promise<Recording | Problem>;
}

export async function serveRecording(request: IncomingMessage, response: ServerResponse, { recordingOf }: RecordingDesk): Promise<void> {
  const session = request.headers[SESSION_HEADER];
  try {
    const recording = typeof session === 'string' ? await recordingOf(session) : noSession();
    if ('code' in recording) return answer(404, 'application/json', JSON.stringify(recording));
    answer(200, RECORDING_TYPE, await promisify(gzip)(encodeRecording(recording)));
  } catch (cause) {
    answer(500, 'application/json', JSON.stringify(problem('internal', 'The recording was not written.', (cause as Error).message, 'Try again; if it happens again, please report it.')));
  }

  function answer(status: number, type: string, body: string | Uint8Array): void {
    response.writeHead(status, { 'content-type': type, 'cache-control': 'no-store', 'x-content-type-options': 'nosniff' }).end(body);
  }
}

export function noSession(): Problem {
  return problem('no-session', 'There is nothing to save.', 'The session has ended, or the server was started anew: its log went with it.', 'Reload the page to begin a new one.');
}
