/** `/access`: who is inside, log in, log out. The login page talks to it; a form's own way is closed by the pages' policy. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AccessState, LoginRefusal } from '@/protocol/access';
import { loginSchema } from '@/protocol/access';
import type { Access } from '../access/access';
import { originAllowed } from './guard';

/** A login is one short field. */
const MOST_BYTES = 4096;

export async function serveAccess(request: IncomingMessage, response: ServerResponse, access: Access | null): Promise<void> {
  const { method } = request;
  if (method === 'GET' || method === 'HEAD') {
    const state: AccessState = { login: access?.kind ?? null, inside: access === null || access.passOf(request) !== undefined };
    return answer(response, 200, state);
  }
  if (method !== 'POST' && method !== 'DELETE') return answer(response, 405, undefined, { allow: 'GET, HEAD, POST, DELETE' });
  // Logging somebody in or out is for our own pages only.
  if (!originAllowed(request)) return answer(response, 403);
  if (access === null) return answer(response, 204);
  if (method === 'DELETE') return answer(response, 204, undefined, { 'set-cookie': access.leave(request) });

  const secret = await readSecret(request);
  if (secret === undefined) return answer(response, 400, { code: 'bad-request' });
  const end = await access.enter(request, secret);
  switch (end.type) {
    case 'entered':
      return answer(response, 204, undefined, { 'set-cookie': end.cookie });
    case 'wrong':
      return answer(response, 403, { code: 'wrong' });
    case 'too-many':
      return answer(response, 429, { code: 'too-many', seconds: end.seconds }, { 'retry-after': String(end.seconds) });
  }
}

function answer(response: ServerResponse, status: number, body?: AccessState | LoginRefusal, headers: Readonly<Record<string, string>> = {}): void {
  // What is left of a body that was not read would be taken for the next request.
  const closing = status === 400 || status === 403 || status === 405 ? { connection: 'close' } : {};
  response.writeHead(status, { 'cache-control': 'no-store', ...(body === undefined ? {} : { 'content-type': 'application/json' }), ...closing, ...headers });
  response.end(body === undefined ? undefined : JSON.stringify(body));
}

/** Undefined: it is too long, no JSON, or not what the login page sends. */
async function readSecret(request: IncomingMessage): Promise<string | undefined> {
  // A page of somebody else's can send text/plain without asking us first, but not this (Fetch, CORS-safelisted headers).
  if (request.headers['content-type'] !== 'application/json') return undefined;
  let text = '';
  try {
    for await (const chunk of request.setEncoding('utf8')) {
      text += String(chunk);
      if (text.length > MOST_BYTES) return undefined;
    }
    const parsed = loginSchema.safeParse(JSON.parse(text));
    return parsed.success ? parsed.data.secret : undefined;
  } catch {
    return undefined;
  }
}
