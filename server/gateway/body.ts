/** Request bodies, each with a bound and a deadline. */
import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { setTimeout } from 'node:timers';
import type { z } from 'zod';
import { badRequest, Refusal } from './refusal';
import type { Visit } from './visit';

const MAX_JSON = 256 * 1024;
const DEADLINE_MS = 15_000;

/** The body as the schema has it. Throws a Refusal that names the first thing that is wrong. */
export async function readBody<T>(visit: Visit, schema: z.ZodType<T>): Promise<T> {
  const text = (await readAtMost(visit.request, MAX_JSON)).toString('utf8');
  return parseBody(text, schema);
}

export function parseBody<T>(text: string, schema: z.ZodType<T>): T {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    throw badRequest('The request’s body is not JSON.');
  }
  const parsed = schema.safeParse(json);
  if (parsed.success) return parsed.data;
  throw bodyRefusal(parsed.error);
}

function bodyRefusal(error: z.ZodError): Refusal {
  const [issue] = error.issues;
  const path = (issue?.path ?? []).map(String).join('.');
  if (issue?.code === 'unrecognized_keys') {
    const key = issue.keys[0] ?? '';
    return new Refusal(403, `${JSON.stringify([path, key].filter((part) => part !== '').join('.').slice(0, 100))} is not known in this lab, so it is refused rather than ignored. Leave it out.`);
  }
  // A message of our own is a whole sentence; zod's needs to be told where.
  return issue?.code === 'custom' ? new Refusal(403, issue.message) : badRequest(`${path === '' ? 'The body' : path} is not as it should be: ${issue?.message ?? 'unknown'}.`);
}

/** A request that needs no body has none, or an empty object as some clients send it. */
export async function requireNoBody(request: IncomingMessage): Promise<void> {
  if (request.headers['transfer-encoding'] === undefined && Number(request.headers['content-length'] ?? 0) === 0) return;
  const text = (await readAtMost(request, 64)).toString('utf8').trim();
  if (text !== '' && text !== '{}' && text !== 'null') throw badRequest('This request takes no body.');
}

export async function readAtMost(request: IncomingMessage, most: number): Promise<Buffer> {
  if (Number(request.headers['content-length'] ?? 0) > most) throw new Refusal(413, `The request’s body is too long: it may have ${most} bytes.`);
  const chunks: Buffer[] = [];
  let size = 0;
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => end(new Refusal(408, 'The request’s body did not arrive in time.')), DEADLINE_MS);
    const onData = (chunk: Buffer) => {
      size += chunk.length;
      chunks.push(chunk);
      if (size > most) end(new Refusal(413, `The request’s body is too long: it may have ${most} bytes.`));
    };
    const onEnd = () => end();
    const onGone = () => end(new Refusal(400, 'The request’s body broke off.'));
    function end(refusal?: Refusal): void {
      clearTimeout(timer);
      request.off('data', onData).off('end', onEnd).off('error', onGone).off('aborted', onGone);
      request.pause();
      if (refusal === undefined) resolve(Buffer.concat(chunks));
      else reject(refusal);
    }
    request.on('data', onData).on('end', onEnd).on('error', onGone).on('aborted', onGone);
  });
}

/**
 * The body of a request that takes over the connection, and what came behind it. Node 20 and 22 leave that body on
 * the socket; later ones give it to the request, as any other.
 */
export async function readUpgradeBody(request: IncomingMessage, { socket, head }: NonNullable<Visit['hijack']>): Promise<{ readonly text: string; readonly early: Buffer }> {
  const { 'content-length': lengthText = '0', 'transfer-encoding': encoding } = request.headers;
  const length = Number(lengthText);
  if (encoding !== undefined || !Number.isSafeInteger(length) || length > MAX_JSON) throw badRequest('This request says the length of its body, and it is short.');
  const given = await readAtMost(request, MAX_JSON);
  if (given.length > 0 || length === 0) return { text: given.toString('utf8'), early: head };
  const bytes = await readSocket(socket, head, length);
  return { text: bytes.subarray(0, length).toString('utf8'), early: bytes.subarray(length) };
}

function readSocket(socket: Duplex, head: Buffer, least: number): Promise<Buffer> {
  let bytes = head;
  if (bytes.length >= least) return Promise.resolve(bytes);
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => end(new Refusal(408, 'The request’s body did not arrive in time.')), DEADLINE_MS);
    const onData = (chunk: Buffer) => {
      bytes = Buffer.concat([bytes, chunk]);
      if (bytes.length >= least) end();
    };
    const onGone = () => end(badRequest('The request’s body broke off.'));
    function end(refusal?: Refusal): void {
      clearTimeout(timer);
      socket.off('data', onData).off('end', onGone).off('close', onGone);
      socket.pause();
      if (refusal === undefined) resolve(bytes);
      else reject(refusal);
    }
    socket.on('data', onData).on('end', onGone).on('close', onGone);
  });
}
