/**
 * The request line's target, read strictly: what could mean two things to two readers (encoded slashes, dot
 * segments, empty segments, absolute form) is refused, so that nothing is judged as one path and performed as another.
 */
import { badRequest } from './refusal';

export interface Target {
  /** `1.41` of `/v1.41/…`; undefined where the client named none. */
  readonly version: string | undefined;
  /** Decoded; none is empty, a dot, or holds a slash. */
  readonly segments: readonly string[];
  readonly query: URLSearchParams;
}

/** Throws a Refusal for anything but an origin-form target of plain segments. */
export function parseTarget(raw: string): Target {
  if (!raw.startsWith('/') || !/^[\x21-\x7e]+$/.test(raw) || raw.includes('#')) throw badRequest('The request names no path of this API. It begins with a slash, as in /v1.41/containers/json.');
  const mark = raw.indexOf('?');
  const path = mark < 0 ? raw : raw.slice(0, mark);
  const segments = path.slice(1).split('/').map(decodeSegment);
  const version = /^v(\d{1,2}\.\d{1,3})$/.exec(segments[0] ?? '')?.[1];
  return {
    version,
    segments: version === undefined ? segments : segments.slice(1),
    query: new URLSearchParams(mark < 0 ? '' : raw.slice(mark + 1)),
  };
}

function decodeSegment(segment: string): string {
  let decoded: string;
  try {
    decoded = decodeURIComponent(segment);
  } catch {
    throw badRequest('The request’s path is not well encoded.');
  }
  // A percent sign that is left would be decoded a second time by whoever comes next.
  if (decoded === '' || decoded === '.' || decoded === '..' || /[/\\%\p{Cc}]/u.test(decoded)) {
    throw badRequest('The request’s path has an empty, a dot or an encoded segment, which this API never needs.');
  }
  return decoded;
}
