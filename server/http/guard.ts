/**
 * Who may talk to the server. It listens on loopback, but a browser reaches loopback, too, on behalf of any
 * page it shows: so a request must name us as its host (DNS rebinding), and a WebSocket must come from our own pages.
 */
import type { IncomingMessage } from 'node:http';
import { ownAddresses } from '../access/exposure';

const LOOPBACK = new Set(['localhost', '127.0.0.1', '[::1]']);

/** The host names under which this server may be addressed, without ports, in lower case. */
export function allowedHosts(listenHost: string, extra: readonly string[] = []): ReadonlySet<string> {
  const own = listenHost.includes(':') ? `[${listenHost}]` : listenHost;
  return new Set([...LOOPBACK, own.toLowerCase(), ...ownAddresses(listenHost), ...extra.map((name) => name.toLowerCase())]);
}

export function hostAllowed(request: IncomingMessage, hosts: ReadonlySet<string>): boolean {
  const name = hostName(request.headers.host);
  return name !== undefined && hosts.has(name);
}

/** True for a WebSocket request that a page of ours made. A client that sends no Origin is no browser. */
export function originAllowed(request: IncomingMessage): boolean {
  const { origin, host } = request.headers;
  if (origin === undefined) return true;
  try {
    const url = new URL(origin);
    return (url.protocol === 'http:' || url.protocol === 'https:') && url.host === host?.toLowerCase();
  } catch {
    return false;
  }
}

function hostName(header: string | undefined): string | undefined {
  return /^(\[[0-9a-f:.]+\]|[^:\s]+)(?::\d+)?$/i.exec(header ?? '')?.[1]?.toLowerCase();
}
