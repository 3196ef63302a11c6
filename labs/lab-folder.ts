/** Reading the files of one lab's folder, and nothing else: no links, nothing above it, nothing huge. */
import { constants } from 'node:fs';
import { open } from 'node:fs/promises';
import { join } from 'node:path';

/** Bytes. A lab's text is a few thousand. */
const MAX_BYTES = 256 * 1024;

export const SLUG = /^[a-z0-9][a-z0-9-]{0,63}$/;
const PLAIN_NAME = /^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/;

/** The text of a file, or why there is none: an ordinary answer, since a lab's author may have mistyped. */
export type FileText = { readonly text: string } | { readonly problem: string };

/** A plain file of a lab's folder, as UTF-8. */
export async function readLabFile(folder: string, name: string): Promise<FileText> {
  if (!PLAIN_NAME.test(name)) return { problem: `“${name}” is not a plain file name` };
  let file;
  try {
    // A link could lead anywhere, and a fifo would never answer.
    file = await open(join(folder, name), constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK);
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    if (code === 'ENOENT') return { problem: 'there is no such file in the lab’s folder' };
    if (code === 'ELOOP') return { problem: 'it is a symbolic link; put the file itself there' };
    return { problem: `it cannot be read (${code ?? String(error)})` };
  }
  try {
    const stat = await file.stat();
    if (!stat.isFile()) return { problem: 'it is not a file' };
    if (stat.size > MAX_BYTES) return { problem: `it is too large: ${stat.size} bytes, at most ${MAX_BYTES}` };
    return { text: new TextDecoder('utf-8', { fatal: true }).decode(await file.readFile()) };
  } catch (error) {
    return { problem: error instanceof TypeError ? 'it is not UTF-8 text' : `it cannot be read (${String(error)})` };
  } finally {
    await file.close();
  }
}
