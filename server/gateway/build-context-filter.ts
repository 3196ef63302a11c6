/** A build context on its way through: every entry is judged, none is kept; the Dockerfile is read in passing. */
import { once } from 'node:events';
import { pipeline } from 'node:stream';
import type { Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { extract, pack, type Pack } from 'tar-stream';
import { ContextPaths, type EntryHeader } from './context-paths';
import { badRequest, Refusal } from './refusal';

export interface ContextRules {
  /** Path of the Dockerfile in the context. */
  readonly dockerfile: string;
  /** Bytes of all files together. */
  readonly most: number;
  /** What the engine is to read as Dockerfile, once the learner's has been read. Its name is one that the context cannot have. */
  readonly finish: (dockerfile: string, hasArchive: boolean) => Promise<{ readonly name: string; readonly text: string }>;
}

const MAX_DOCKERFILE = 256 * 1024;
/** gzip, bzip2, xz, zstd, and where a tar says so. */
const ARCHIVES = ['1f8b', '425a68', 'fd377a585a00', '28b52ffd'].map((hex) => Buffer.from(hex, 'hex'));
const TAR_MAGIC_AT = 257;

/** The context as the engine gets it. It breaks with a Refusal when something in it is not allowed, and is then never whole. */
export function filterContext(source: Readable, rules: ContextRules): Pack {
  const out = pack();
  void pass(source, out, rules).catch((error: unknown) => out.destroy(error instanceof Error ? error : new Error(String(error))));
  return out;
}

async function pass(source: Readable, out: Pack, { dockerfile, most, finish }: ContextRules): Promise<void> {
  const unpack = extract();
  const plain = await uncompressed(source);
  plain.on('error', (error) => unpack.destroy(error));
  plain.pipe(unpack);
  const paths = new ContextPaths();
  let bytes = 0;
  let text: string | undefined;
  let ignored = '';
  let hasArchive = false;
  try {
    for await (const entry of unpack) {
      const header = paths.judge(entry.header);
      if (header === undefined) {
        for await (const _ of entry) continue; // a folder has nothing in it
        continue;
      }
      bytes += header.size ?? 0;
      if (bytes > most) throw new Refusal(413, `The build context is larger than ${most / 1024 ** 2} MB. Name what the build does not need in .dockerignore.`);
      const isDockerfile = header.name === dockerfile;
      const isIgnore = header.name === '.dockerignore';
      if ((isDockerfile || isIgnore) && header.type !== 'file') throw badRequest(`${header.name} is a ${header.type ?? 'thing'}, and has to be a file of its own here.`);
      if (isDockerfile || isIgnore) {
        const content = await whole(entry as AsyncIterable<Buffer>, header);
        if (isDockerfile) text = content.toString('utf8');
        else ignored = content.toString('utf8');
        // Held back: ours is written at the end.
        if (!isIgnore) await write(out, header, content);
      } else {
        hasArchive = (await copy(entry as AsyncIterable<Buffer>, out, header)) || hasArchive;
      }
    }
  } catch (error) {
    throw error instanceof Refusal ? error : badRequest('The build context is not a whole tar archive.');
  }
  if (text === undefined) throw badRequest(`Cannot locate specified Dockerfile: ${dockerfile}`);
  const judged = await finish(text, hasArchive);
  // As the docker command does it for `-f -`: the engine removes both from the context once it has read them.
  await write(out, { name: judged.name, mode: 0o600, mtime: new Date(0) }, Buffer.from(judged.text));
  await write(out, { name: '.dockerignore', mode: 0o600, mtime: new Date(0) }, Buffer.from(`${ignored}\n.dockerignore\n${judged.name}\n`));
  out.finalize();
}

/** `docker build --compress` and archives from standard input may be gzipped; other compressions are refused. */
async function uncompressed(source: Readable): Promise<Readable> {
  for await (const chunk of source.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
    if (chunk.length === 0) continue;
    source.unshift(chunk);
    if (chunk[0] !== 0x1f) break;
    const gunzip = createGunzip();
    return pipeline(source, gunzip, () => undefined);
  }
  return source;
}

async function whole(entry: AsyncIterable<Buffer>, header: EntryHeader): Promise<Buffer> {
  if ((header.size ?? 0) > MAX_DOCKERFILE) throw badRequest(`${header.name} is longer than ${MAX_DOCKERFILE} bytes.`);
  const chunks: Buffer[] = [];
  for await (const chunk of entry) chunks.push(chunk);
  return Buffer.concat(chunks);
}

function write(out: Pack, header: EntryHeader, content: Buffer): Promise<void> {
  return new Promise((resolve, reject) => {
    out.entry({ ...header, size: content.length }, content, (error) => (error ? reject(error) : resolve()));
  });
}

/** True when it is an archive by its first bytes. */
async function copy(entry: AsyncIterable<Buffer>, out: Pack, header: EntryHeader): Promise<boolean> {
  if (header.type !== 'file') {
    for await (const chunk of entry) void chunk;
    out.entry({ ...header, size: 0 });
    return false;
  }
  const sink = out.entry(header);
  const done = new Promise<void>((resolve, reject) => sink.on('finish', resolve).on('error', reject).on('close', () => reject(new Error('the context broke off'))));
  done.catch(() => undefined);
  let start = Buffer.alloc(0);
  for await (const chunk of entry) {
    if (start.length < TAR_MAGIC_AT + 5) start = Buffer.concat([start, chunk.subarray(0, TAR_MAGIC_AT + 5)]);
    if (!sink.write(chunk)) await Promise.race([once(sink, 'drain'), done]);
  }
  sink.end(undefined);
  await done;
  return ARCHIVES.some((magic) => start.subarray(0, magic.length).equals(magic)) || start.subarray(TAR_MAGIC_AT, TAR_MAGIC_AT + 5).toString('latin1') === 'ustar';
}
