/** The recording that stands beside a lab: `labs/SLUG/recording.p1`. */
import { constants } from 'node:fs';
import { open } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import type { ParsedRecording } from '@/protocol/recording';
import { parseRecording } from '@/protocol/recording';
import { recordingProblem } from '@/protocol/recording-problem';
import { SLUG } from './lab-folder';

export const SHIPPED = 'recording.p1';

const MAX_BYTES = 8 * 1024 * 1024;
const MAX_TEXT = 200 * 1024 * 1024;

/** The file as it is; null: the lab has none. */
export async function shippedFile(root: string, slug: string): Promise<Buffer | null> {
  if (!SLUG.test(slug)) return null;
  let file;
  try {
    file = await open(join(root, slug, SHIPPED), constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK);
  } catch (error) {
    if (['ENOENT', 'ELOOP', 'ENOTDIR'].includes((error as NodeJS.ErrnoException).code ?? '')) return null;
    throw error;
  }
  try {
    const stat = await file.stat();
    return stat.isFile() && stat.size <= MAX_BYTES ? await file.readFile() : null;
  } finally {
    await file.close();
  }
}

/** What is in it, or what is wrong with it; null: the lab has none. */
export async function shippedRecording(root: string, slug: string): Promise<ParsedRecording | null> {
  const bytes = await shippedFile(root, slug);
  if (bytes === null) return null;
  try {
    return parseRecording((await promisify(gunzip)(bytes, { maxOutputLength: MAX_TEXT })).toString());
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ERR_BUFFER_TOO_LARGE') return { ok: false, problem: recordingProblem({ type: 'too-long', megabytes: MAX_TEXT / 1024 / 1024 }) };
    return { ok: false, problem: recordingProblem({ type: code === 'Z_BUF_ERROR' ? 'no-end' : 'garbled', events: 0 }) };
  }
}
