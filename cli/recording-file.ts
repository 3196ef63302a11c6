/** A session's log to a file. */
import { rename, rm, writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import type { Recording } from '@/protocol/recording';
import { encodeRecording } from '@/protocol/recording';
import { thisMachine } from '@/server/sessions/hiding';
import { sessionRecording } from '@/server/sessions/session-recording';
import type { LabSession } from './lab-session';
import { Failure } from './failure';

export function recordingOf({ lab, session, observer }: LabSession, root: string): Recording {
  return sessionRecording({ session, lab, capability: observer.capability, machine: thisMachine(root) });
}

/** Written beside and moved into place: a recording is whole or not there. */
export async function writeRecording(output: string, recording: Recording): Promise<void> {
  await writeWhole(output, await promisify(gzip)(encodeRecording(recording), { level: 9 }));
}

export async function writeWhole(output: string, content: string | Uint8Array): Promise<void> {
  const file = resolve(output);
  const beside = `${file}.${process.pid}.part`;
  try {
    await writeFile(beside, content);
    await rename(beside, file);
  } catch (error) {
    await rm(beside, { force: true });
    cannotWrite(output, error);
  }
}

export function cannotWrite(output: string | undefined, error: unknown): never {
  throw new Failure({ what: `The recording could not be written to ${output}.`, why: (error as Error).message, todo: 'Choose a file in a folder that exists and that you may write to.' });
}
