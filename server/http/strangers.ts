/** What somebody gets who has not logged in: the login page and what it is made of; from everything else the way there. */
import type { IncomingMessage, ServerResponse } from 'node:http';

/** As Next names its files. Nothing that any server after us could read as a way out of the folder: no dots in a row, nothing encoded. */
const BUILT = /^\/_next\/static\/(?!.*\.\.)[\w~./-]+$/;
const OPEN = new Set(['/login', '/icon.svg', '/robots.txt']);

export function isForStrangers({ method, url = '' }: IncomingMessage, path: string): boolean {
  if (method !== 'GET' && method !== 'HEAD') return false;
  return OPEN.has(path) || (BUILT.test(path) && !url.includes('%') && !url.includes('//'));
}

/** Next takes orders from headers, some of which name another page than the address does: a stranger gives none. */
export function withoutOrders(request: IncomingMessage): IncomingMessage {
  for (const name of Object.keys(request.headers)) {
    if (/^(?:x-|next-)/.test(name) || name === 'rsc') delete request.headers[name];
  }
  return request;
}

/** A reader is led to the login page and afterwards back; a program is told. */
export function sendToLogin(request: IncomingMessage, response: ServerResponse): void {
  const isReader = (request.method === 'GET' || request.method === 'HEAD') && (request.headers.accept ?? '').includes('text/html');
  if (isReader) {
    response.writeHead(303, { location: `/login?next=${encodeURIComponent(request.url ?? '/')}`, 'cache-control': 'no-store' }).end();
  } else {
    response.writeHead(401, { 'content-type': 'text/plain', 'cache-control': 'no-store', connection: 'close' }).end('Log in first: open this address in a browser.\n');
  }
}
