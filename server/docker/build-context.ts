/** What a build is made from: a folder's files, read once, so that what is hashed is what is sent. */
import { createHash } from 'node:crypto';
import { lstat, readFile, readdir, readlink } from 'node:fs/promises';
import { join } from 'node:path';
import { pack } from 'tar-stream';

export interface BuildContext {
  /** Absent: only `files`. */
  readonly folder?: string | undefined;
  /** Path of the Dockerfile within the context. */
  readonly dockerfile: string;
  /** Texts that replace or join the folder's files, by path. */
  readonly files?: Readonly<Record<string, string>> | undefined;
}

export interface ContextEntry {
  readonly path: string;
  readonly mode: number;
  readonly content: { readonly type: 'file'; readonly bytes: Buffer } | { readonly type: 'link'; readonly to: string };
}

/** Labs are small; more than this is a mistake. */
const MAX_BYTES = 16 * 1024 * 1024;
const MAX_FILES = 1_000;

/** The files of a context in a fixed order. Throws a sentence for people when there are too many, or no Dockerfile. */
export async function readContext({ folder, dockerfile, files = {} }: BuildContext): Promise<readonly ContextEntry[]> {
  const entries = new Map<string, ContextEntry>();
  let bytes = 0;
  const add = (entry: ContextEntry) => {
    entries.set(entry.path, entry);
    bytes += entry.content.type === 'file' ? entry.content.bytes.length : 0;
    if (bytes > MAX_BYTES || entries.size > MAX_FILES) {
      throw new Error(`The folder ${folder ?? '.'} is too large to build an image from (more than ${MAX_BYTES / 1024 / 1024} MB or ${MAX_FILES} files). Move what the Dockerfile does not need out of it.`);
    }
  };
  if (folder !== undefined) await walk(folder, '', (path) => isPart(path, dockerfile), add);
  for (const [path, text] of Object.entries(files)) add({ path, mode: 0o644, content: { type: 'file', bytes: Buffer.from(text) } });
  if (entries.get(dockerfile)?.content.type !== 'file') throw new Error(`There is no ${dockerfile} in ${folder ?? 'the context'}. Name the Dockerfile with -f.`);
  return [...entries.values()].sort((a, b) => (a.path < b.path ? -1 : 1));
}

/** A lab's texts and recording, and its other Dockerfiles, are no part of its images: editing them must not rebuild. */
function isPart(path: string, dockerfile: string): boolean {
  if (path === dockerfile) return true;
  return !/^(lab\.yaml|recording.*|[^/]*\.md|Dockerfile[^/]*|[^/]+\.Dockerfile|\.git)$/.test(path);
}

async function walk(root: string, prefix: string, wanted: (path: string) => boolean, add: (entry: ContextEntry) => void): Promise<void> {
  for (const name of (await readdir(join(root, prefix))).sort()) {
    const path = prefix === '' ? name : `${prefix}/${name}`;
    if (!wanted(path)) continue;
    const full = join(root, path);
    const found = await lstat(full);
    const mode = found.mode & 0o100 ? 0o755 : 0o644;
    if (found.isDirectory()) await walk(root, path, wanted, add);
    else if (found.isSymbolicLink()) add({ path, mode: 0o777, content: { type: 'link', to: await readlink(full) } });
    else if (found.isFile()) add({ path, mode, content: { type: 'file', bytes: await readFile(full) } });
  }
}

/** Twelve hex digits that change with any file, its name, its x bit, the chosen Dockerfile or the bases' ids. */
export function contextHash(entries: readonly ContextEntry[], dockerfile: string, bases: readonly string[]): string {
  const hash = createHash('sha256');
  const feed = (bytes: Buffer | string) => hash.update(`${Buffer.byteLength(bytes)}:`).update(bytes);
  feed(dockerfile);
  for (const base of bases) feed(base);
  for (const { path, mode, content } of entries) {
    feed(path);
    feed(`${mode} ${content.type}`);
    feed(content.type === 'file' ? content.bytes : content.to);
  }
  return hash.digest('hex').slice(0, 12);
}

/** The context as the tar archive that the engine takes. Times are zero: only content counts for its cache. */
export async function packContext(entries: readonly ContextEntry[]): Promise<Buffer> {
  const tar = pack();
  for (const { path, mode, content } of entries) {
    if (content.type === 'file') tar.entry({ name: path, mode, mtime: new Date(0) }, content.bytes);
    else tar.entry({ name: path, mode, mtime: new Date(0), type: 'symlink', linkname: content.to });
  }
  tar.finalize();
  const chunks: Buffer[] = [];
  for await (const chunk of tar) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}

export function dockerfileText(entries: readonly ContextEntry[], dockerfile: string): string {
  const content = entries.find((entry) => entry.path === dockerfile)?.content;
  return content?.type === 'file' ? content.bytes.toString('utf8') : '';
}
