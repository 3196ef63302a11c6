/** Bytes to messages and back, the same on both ends. Nothing gets past here unparsed. */
import * as z from './zod';
import type { ClientMessage, Problem, ServerMessage } from './wire';
import { MAX_CLIENT_FRAME, clientMessageSchema, serverMessageSchema } from './wire';

export type Parsed<T> = { readonly ok: true; readonly message: T } | { readonly ok: false; readonly problem: Problem };

/** A message from a browser, or what is wrong with it. Never throws. */
export function parseClientMessage(frame: string): Parsed<ClientMessage> {
  if (frame.length > MAX_CLIENT_FRAME) {
    return { ok: false, problem: problem('message-too-large', 'The message was not read.', `It is longer than ${MAX_CLIENT_FRAME} bytes.`, 'Send smaller messages.') };
  }
  return parseWith(clientMessageSchema, frame);
}

/** A message from the server, or what is wrong with it. Never throws. */
export function parseServerMessage(frame: string): Parsed<ServerMessage> {
  return parseWith(serverMessageSchema, frame);
}

export function encode(message: ClientMessage | ServerMessage): string {
  return JSON.stringify(message);
}

export function problem(code: string, what: string, why: string, todo: string): Problem {
  return { type: 'problem', code, what, why, todo };
}

/** One JSON object by its schema. Never throws. */
export function parseWith<S extends z.ZodMiniType>(schema: S, frame: string): Parsed<z.infer<S>> {
  let json: unknown;
  try {
    json = JSON.parse(frame);
  } catch (cause) {
    return { ok: false, problem: problem('not-json', 'The message was not understood.', `It is not JSON: ${(cause as Error).message}`, 'Send one JSON object in each frame.') };
  }
  const parsed = schema.safeParse(json);
  if (parsed.success) return { ok: true, message: parsed.data };
  const type = typeof json === 'object' && json !== null && 'type' in json ? String(json.type).slice(0, 64) : 'no type';
  return { ok: false, problem: problem('bad-message', `The message (${type}) was not understood.`, z.prettifyError(parsed.error).slice(0, 500), 'Reload the page: browser and server may be of different versions.') };
}
