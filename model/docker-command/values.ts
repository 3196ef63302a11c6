/** What the values of flags may be, and how they are read once they are known to be right. */
import { parseSignal } from '../signals';

export interface ValueKind {
  /** Completes "… expects". */
  readonly expects: string;
  readonly accepts: (text: string) => boolean;
}

export type ValueName = keyof typeof VALUE_KINDS;

const NAME = /^[a-zA-Z0-9][a-zA-Z0-9_.-]{1,60}$/;
const REFERENCE = /^[a-zA-Z0-9][a-zA-Z0-9_.-]{0,127}$/;
const IMAGE = /^[a-z0-9]+(?:[._-]+[a-z0-9]+)*(?:\/[a-z0-9]+(?:[._-]+[a-z0-9]+)*)*(?::[\w][\w.-]{0,127})?$/;

export const VALUE_KINDS = {
  text: { expects: 'a value', accepts: (text) => text !== '' },
  any: { expects: 'a value', accepts: () => true },
  name: { expects: 'a name of two to 61 letters, digits, _ . or -, beginning with a letter or digit', accepts: (text) => NAME.test(text) },
  reference: { expects: 'the name or id of a container', accepts: isReference },
  image: { expects: 'an image such as myredis:exec', accepts: isImage },
  count: { expects: 'a whole number', accepts: (text) => /^\d{1,9}$/.test(text) },
  seconds: { expects: 'a whole number of seconds (-1 waits for ever)', accepts: (text) => /^(-1|\d{1,6})$/.test(text) },
  limit: { expects: 'a whole number (-1 for no limit)', accepts: (text) => /^(-1|\d{1,9})$/.test(text) },
  decimal: { expects: 'a number such as 0.5', accepts: (text) => /^(\d{1,4}(\.\d{1,6})?|\.\d{1,6})$/.test(text) },
  bytes: { expects: 'an amount of memory such as 64m', accepts: (text) => parseBytes(text) !== undefined },
  tail: { expects: 'a number of lines, or all', accepts: (text) => /^(all|\d{1,9})$/.test(text) },
  signal: { expects: 'a signal such as SIGTERM, TERM or 15', accepts: (text) => parseSignal(text) !== undefined },
  env: { expects: 'KEY=value', accepts: (text) => /^[^=\s]+=/.test(text) },
  restart: { expects: 'no, always, unless-stopped or on-failure[:times]', accepts: (text) => /^(no|always|unless-stopped|on-failure(:\d{1,4})?)$/.test(text) },
  pid: { expects: 'host, or container:NAME', accepts: (text) => text === 'host' || (text.startsWith('container:') && isReference(text.slice(10))) },
  path: { expects: 'an absolute path', accepts: (text) => text.startsWith('/') },
  user: { expects: 'a user or user:group', accepts: (text) => /^[\w.-]{1,64}(:[\w.-]{1,64})?$/.test(text) },
  hostname: { expects: 'a host name', accepts: (text) => /^[a-zA-Z0-9]([a-zA-Z0-9.-]{0,61}[a-zA-Z0-9])?$/.test(text) },
  network: { expects: 'none or bridge', accepts: (text) => text === 'none' || text === 'bridge' },
  filter: { expects: 'key=value, such as status=exited', accepts: (text) => /^[a-z]+=./.test(text) },
  time: { expects: 'a time such as 10m, 1h30m, 2026-01-31T12:00:00Z or seconds since 1970', accepts: isTime },
} as const satisfies Readonly<Record<string, ValueKind>>;

/** A container's name, id, or a beginning of its id. */
export function isReference(text: string): boolean {
  return REFERENCE.test(text);
}

/** `repository[:tag]` without a registry's host name. */
export function isImage(text: string): boolean {
  return text.length <= 200 && IMAGE.test(text);
}

function isTime(text: string): boolean {
  return /^\d{1,10}(\.\d{1,9})?$/.test(text) || /^(\d{1,9}[hms])+$/.test(text) || /^\d{4}-\d\d-\d\d(T\d\d:\d\d(:\d\d(\.\d{1,9})?)?(Z|[+-]\d\d:\d\d)?)?$/.test(text);
}

const UNITS = 'bkmgt';

/** Bytes meant by `64m`, `1.5g`, `1024`, as Docker's units.RAMInBytes reads them (1k = 1024); undefined when it is none. */
export function parseBytes(text: string): number | undefined {
  const match = /^(\d{1,15}(?:\.\d{1,6})?) ?([kmgt]?)i?b?$/i.exec(text);
  if (!match) return undefined;
  const unit = (match[2] ?? '').toLowerCase();
  const bytes = Number(match[1]) * 1024 ** (unit === '' ? 0 : UNITS.indexOf(unit));
  return Number.isSafeInteger(Math.floor(bytes)) ? Math.floor(bytes) : undefined;
}

/** The shortest way to write so many bytes: `64m`. */
export function formatBytes(bytes: number): string {
  for (const [unit, size] of [['g', 1024 ** 3], ['m', 1024 ** 2], ['k', 1024]] as const) {
    if (bytes > 0 && bytes % size === 0) return `${bytes / size}${unit}`;
  }
  return String(bytes);
}
