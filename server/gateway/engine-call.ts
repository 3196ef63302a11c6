/** Requests to the engine that carry nothing of the client's but what a handler put in: path segments, query, body. */
import { request as httpRequest, type ClientRequest, type IncomingMessage, type RequestOptions } from 'node:http';
import { request as httpsRequest } from 'node:https';
import type { Duplex } from 'node:stream';
import { dockerOptions } from '../docker/engine-address';
import type { Engine } from '../docker/engine';
import { Refusal } from './refusal';

export interface EngineCall {
  readonly method: 'GET' | 'HEAD' | 'POST' | 'DELETE';
  /** `1.41` */
  readonly version: string;
  /** Unencoded; encoded here, one by one. */
  readonly path: readonly string[];
  readonly query?: Readonly<Record<string, string | readonly string[] | undefined>> | undefined;
  readonly json?: unknown;
  readonly signal?: AbortSignal | undefined;
}

export type Hijacked =
  | { readonly type: 'hijacked'; readonly answer: IncomingMessage; readonly socket: Duplex; readonly head: Buffer }
  /** The engine would not: its error. */
  | { readonly type: 'answer'; readonly answer: IncomingMessage };

/** The engine's answer, as soon as its head is there. Rejects with a Refusal when the engine cannot be reached. */
export function callEngine(engine: Engine, call: EngineCall): Promise<IncomingMessage> {
  const request = open(engine, call, {});
  const answer = answerOf(engine, request);
  request.end(call.json === undefined ? undefined : JSON.stringify(call.json));
  return answer;
}

/** A request whose body the caller writes. */
export function sendEngine(engine: Engine, call: EngineCall, contentType: string): { readonly request: ClientRequest; readonly answer: Promise<IncomingMessage> } {
  const request = open(engine, call, { 'content-type': contentType });
  return { request, answer: answerOf(engine, request) };
}

/** Asks for the connection itself (`Upgrade: tcp`), as attach and exec do. */
export function hijackEngine(engine: Engine, call: EngineCall): Promise<Hijacked> {
  const request = open(engine, call, { connection: 'Upgrade', upgrade: 'tcp' });
  const hijacked = new Promise<Hijacked>((resolve, reject) => {
    request.on('upgrade', (answer, socket, head) => resolve({ type: 'hijacked', answer, socket, head }));
    request.on('response', (answer) => resolve({ type: 'answer', answer }));
    request.on('error', (error) => reject(unreachable(engine, error)));
  });
  request.end(call.json === undefined ? undefined : JSON.stringify(call.json));
  return hijacked;
}

function open(engine: Engine, { method, version, path, query = {}, json, signal }: EngineCall, headers: RequestOptions['headers'] & object): ClientRequest {
  const { socketPath, host, port, protocol, ca, cert, key } = dockerOptions(engine.address);
  const options: RequestOptions = {
    method,
    path: `/v${version}/${path.map(encodeURIComponent).join('/')}${queryText(query)}`,
    headers: { host: 'docker', ...(json === undefined ? {} : { 'content-type': 'application/json' }), ...headers },
    agent: false,
    ...(signal === undefined ? {} : { signal }),
    ...(socketPath === undefined ? { host, port } : { socketPath }),
  };
  if (protocol !== 'https') return httpRequest(options);
  return httpsRequest({ ...options, ...(ca === undefined ? {} : { ca }), ...(cert === undefined ? {} : { cert }), ...(key === undefined ? {} : { key }) });
}

function queryText(query: NonNullable<EngineCall['query']>): string {
  const params = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    if (value === undefined) continue;
    for (const one of typeof value === 'string' ? [value] : value) params.append(name, one);
  }
  return params.size === 0 ? '' : `?${params.toString()}`;
}

function answerOf(engine: Engine, request: ClientRequest): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    request.on('response', resolve);
    request.on('error', (error) => reject(unreachable(engine, error)));
  });
}

function unreachable(engine: Engine, error: Error): Error {
  if (error.name === 'AbortError') return error;
  engine.log.debug({ error }, 'the engine did not answer the gateway');
  return new Refusal(503, 'The engine does not answer just now. It is looked for again by itself; try once more in a moment.');
}
