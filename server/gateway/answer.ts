/** Answers to the client: JSON, an error in the engine's format, or the engine's own answer in the learner's words. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import { pipeline } from 'node:stream/promises';
import { z } from 'zod';
import { inLearnersWords } from '../docker/labels';
import { Refusal } from './refusal';
import { toLearner } from './to-learner';
import type { Visit } from './visit';

/** An answer of the engine that is longer than this is no answer to a question about one session. */
const MAX_ANSWER = 32 * 1024 * 1024;

const FAILURE = z.object({ message: z.string() });

export function sendJson(response: ServerResponse, status: number, value: unknown): void {
  const text = `${JSON.stringify(value)}\n`;
  response.writeHead(status, { 'content-type': 'application/json', 'content-length': Buffer.byteLength(text) }).end(text);
}

export function sendEmpty(response: ServerResponse, status: number): void {
  response.writeHead(status).end();
}

/** The engine's JSON. Throws a Refusal with the engine's error, worded for the learner. */
export async function readJson(session: string, answer: IncomingMessage): Promise<unknown> {
  const status = answer.statusCode ?? 500;
  const text = await readAll(answer);
  if (status >= 400) throw new Refusal(status, failureText(session, text));
  return text === '' ? undefined : JSON.parse(text);
}

/** Passes the engine's answer on: status as it is, JSON in the learner's words and then through `change`. */
export async function passJson(visit: Visit, answer: IncomingMessage, change: (value: unknown) => unknown = (value) => value): Promise<void> {
  const status = answer.statusCode ?? 500;
  const value = await readJson(visit.realm.session, answer);
  if (value === undefined) sendEmpty(visit.response, status);
  else sendJson(visit.response, status, change(toLearner(visit.realm.session, value)));
}

/** Passes the engine's answer on byte by byte as it comes, at the client's pace. Errors are worded for the learner. */
export async function passStream(visit: Visit, answer: IncomingMessage): Promise<void> {
  const status = answer.statusCode ?? 500;
  if (status >= 400) throw new Refusal(status, failureText(visit.realm.session, await readAll(answer)));
  const type = answer.headers['content-type'];
  visit.response.writeHead(status, type === undefined ? {} : { 'content-type': type });
  // A wait or an idle log has a head long before it has a body, and the client goes by the head.
  visit.response.flushHeaders();
  await pipeline(answer, visit.response);
}

export async function readAll(answer: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of answer as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > MAX_ANSWER) throw new Refusal(500, 'The engine’s answer is too long to be passed on.');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8').trim();
}

function failureText(session: string, text: string): string {
  try {
    return inLearnersWords(session, FAILURE.parse(JSON.parse(text)).message);
  } catch {
    return 'The engine refused without saying why.';
  }
}
