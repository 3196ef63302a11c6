/**
 * What of the recorder's machine must not leave it in a recording. The scope of a session (scope.ts) keeps other
 * processes and the name of the host's PID 1 out of its log; what a program printed, or was called with, may
 * still hold the host's name or a path of its owner.
 */
import { homedir, hostname } from 'node:os';

export interface Machine {
  readonly hostName: string;
  /** Folders whose path would tell about their owner. */
  readonly folders: readonly string[];
}

export const HOST = 'the-host';
export const FOLDER = '/…';

export function thisMachine(root: string): Machine {
  return { hostName: hostname(), folders: [root, homedir(), process.cwd()] };
}

/** Texts that come from programs; names and numbers of the log itself are left alone. */
const TOLD_BY_PROGRAMS = new Set(['text', 'argv', 'error', 'reason', 'progress']);

/** The value (an event, or a world as JSON) with nothing of the machine in its texts. */
export function hidden<T>(value: T, machine: Machine): T {
  const hide = hider(machine);
  return walk(value, false) as T;

  function walk(part: unknown, told: boolean): unknown {
    if (typeof part === 'string') return told ? hide(part) : part;
    if (Array.isArray(part)) return part.map((one) => walk(one, told));
    if (typeof part !== 'object' || part === null) return part;
    return Object.fromEntries(Object.entries(part).map(([key, inner]) => [key, walk(inner, TOLD_BY_PROGRAMS.has(key))]));
  }
}

function hider({ hostName, folders }: Machine): (text: string) => string {
  // Longest first: a folder in the home folder goes as one. `/root` tells nothing, and every container has one.
  const personal = [...new Set(folders)].filter((folder) => folder.length > 1 && folder !== '/root').sort((a, b) => b.length - a.length);
  const name = hostName === '' || hostName === 'localhost' ? null : new RegExp(`(?<![\\w.-])${escaped(hostName)}(?![\\w.-])`, 'g');
  return (text) => {
    let shown = personal.reduce((rest, folder) => rest.replaceAll(folder, FOLDER), text);
    shown = shown.replace(ENGINE_PATH, (_, before: string, path: string) => `${before}${FOLDER}/${path.slice(path.lastIndexOf('/') + 1)}`);
    return name === null ? shown : shown.replace(name, HOST);
  };
}

/** Where the engine keeps its things is its owner's choice: of such a path only the last part is told. Programs in /usr are the same everywhere. */
const ENGINE_PATH = /(^|[\s="'])(?!\/(?:usr|bin|sbin)\/)((?:\/[^\s/"']+)*\/(?:docker|containerd|moby|runtime-runc)(?:\/[^\s/"']+)+)/g;

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\-]/g, '\\$&');
}
