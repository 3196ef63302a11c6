/** Who asks, and over what: from the connection itself, or from the proxy's word where the server was told to trust one. */
import type { IncomingMessage } from 'node:http';

/** The address that counts its own guesses. The last of X-Forwarded-For is the proxy's own; what stands before it anybody may have written. */
export function addressOf(request: IncomingMessage, trustProxy: boolean): string {
  const told = trustProxy ? lastOf(request.headers['x-forwarded-for']) : undefined;
  return told ?? request.socket.remoteAddress ?? 'unknown';
}

/** Whether the browser's own connection is encrypted: only then may a cookie demand it. */
export function isHttps(request: IncomingMessage, trustProxy: boolean): boolean {
  return trustProxy && lastOf(request.headers['x-forwarded-proto']) === 'https';
}

function lastOf(header: string | readonly string[] | undefined): string | undefined {
  const text = typeof header === 'string' ? header : header?.at(-1);
  const last = text?.split(',').at(-1)?.trim();
  return last === undefined || last === '' ? undefined : last;
}
