/** The paths of a build context: none leaves it, none is there twice, none lies behind a link. */
import type { Header } from 'tar-stream';
import { badRequest } from './refusal';

/** What is said of an entry that is written. */
export type EntryHeader = Partial<Header> & Pick<Header, 'name'>;

const MOST = 10_000;
const LONGEST = 1_024;

export class ContextPaths {
  readonly #kinds = new Map<string, 'directory' | 'other'>();

  /** The header as it is passed on, with nothing in it that we do not know; undefined for the context's own folder. Throws a Refusal. */
  judge(header: Header): EntryHeader | undefined {
    const name = cleanPath(header.name);
    const type = header.type ?? 'file';
    if (name === '') return undefined;
    if (this.#kinds.size >= MOST) throw badRequest(`The build context has more than ${MOST} files. Name what the build does not need in .dockerignore.`);
    const common = { name, mode: (header.mode ?? 0o644) & 0o7777, uid: header.uid ?? 0, gid: header.gid ?? 0, mtime: header.mtime ?? new Date(0) };
    switch (type) {
      case 'directory':
        this.#add(name, 'directory');
        return { ...common, type };
      case 'file':
        this.#add(name, 'other');
        return { ...common, type, size: header.size ?? 0 };
      case 'symlink':
        this.#add(name, 'other');
        return { ...common, type, linkname: linkText(header) };
      case 'link': {
        const target = cleanPath(linkText(header));
        if (this.#kinds.get(target) !== 'other') throw badRequest(`${name} in the build context is a hard link to ${target}, which is no file before it.`);
        this.#add(name, 'other');
        return { ...common, type, linkname: target };
      }
      default:
        throw badRequest(`${name} in the build context is neither file, folder nor link.`);
    }
  }

  #add(name: string, kind: 'directory' | 'other'): void {
    const parts = name.split('/');
    for (let depth = 1; depth < parts.length; depth += 1) {
      const parent = parts.slice(0, depth).join('/');
      if (this.#kinds.get(parent) === 'other') throw badRequest(`${name} in the build context lies behind a file or a link.`);
      this.#kinds.set(parent, 'directory');
    }
    const before = this.#kinds.get(name);
    if (before !== undefined && (before === 'other' || kind === 'other')) throw badRequest(`${name} is in the build context twice.`);
    this.#kinds.set(name, kind);
  }
}

function linkText({ linkname }: Header): string {
  if (!linkname || linkname.length > LONGEST || linkname.includes('\0')) throw badRequest('A link in the build context leads nowhere.');
  return linkname;
}

/** Without `./` and a final slash. Throws a Refusal for what is absolute or climbs. */
function cleanPath(path: string): string {
  const parts = path.split('/').filter((part) => part !== '' && part !== '.');
  if (path.startsWith('/') || parts.includes('..') || path.includes('\0') || path.length > LONGEST) throw badRequest(`${JSON.stringify(path.slice(0, 120))} in the build context leads out of it.`);
  return parts.join('/');
}
