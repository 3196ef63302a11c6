/** Where requests arrive: read, matched against the table, handed to their handler, and answered whatever happens. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import { setTimeout } from 'node:timers';
import type { Logger } from 'pino';
import { sendJson } from './answer';
import { apiVersion } from './api-version';
import { requireNoBody } from './body';
import { Refusal } from './refusal';
import type { Realm } from './realm';
import { parseTarget } from './request-target';
import { matchRoute } from './route';
import { ROUTES } from './route-table';
import type { Visit } from './visit';

export type Extra = (request: IncomingMessage, response: ServerResponse) => boolean | Promise<boolean>;

export interface ReceptionOptions {
  readonly realm: Realm;
  readonly log: Logger;
  readonly extra: Extra | undefined;
  /** How many connections are open. */
  readonly connections: () => number;
}

/** A refused client may still be sending; it gets so long to read why. */
const FAREWELL_MS = 2_000;
/** What changes something on the engine is waited for at the end, but not for ever. */
const PATIENCE_MS = 15_000;

export class Reception {
  readonly #options: ReceptionOptions;
  readonly #ended = new AbortController();
  readonly #visits = new Set<Promise<void>>();
  /** How many answers are outstanding on a connection. */
  readonly #busy = new WeakMap<object, number>();

  constructor(options: ReceptionOptions) {
    this.#options = options;
  }

  /** Answers one request. Never rejects. */
  receive(request: IncomingMessage, response: ServerResponse, hijack: Visit['hijack']): Promise<void> {
    const visit = this.#receive(request, response, hijack).catch((error: unknown) => this.#fail(request, response, error));
    this.#visits.add(visit);
    return visit.finally(() => this.#visits.delete(visit));
  }

  isBusy(socket: object): boolean {
    return (this.#busy.get(socket) ?? 0) > 0;
  }

  /** Gives up what streams, and waits for what was being done. */
  async end(): Promise<void> {
    this.#ended.abort();
    await Promise.race([Promise.allSettled(this.#visits), new Promise((resolve) => setTimeout(resolve, PATIENCE_MS).unref())]);
  }

  async #receive(request: IncomingMessage, response: ServerResponse, hijack: Visit['hijack']): Promise<void> {
    const { realm, extra, connections } = this.#options;
    const { socket } = request;
    response.on('error', () => socket.destroy());
    this.#busy.set(socket, (this.#busy.get(socket) ?? 0) + 1);
    response.once('close', () => this.#busy.set(socket, (this.#busy.get(socket) ?? 1) - 1));
    if (this.#ended.signal.aborted) throw new Refusal(503, 'This session has ended.');
    if (connections() > realm.limits.connections) throw new Refusal(503, `You have ${realm.limits.connections} connections open, as many as a session may. Close a terminal, or end a docker logs, events or stats.`);

    const target = parseTarget(request.url ?? '');
    if (target.segments[0] === 'pid1lab' && target.version === undefined && hijack === undefined) {
      if ((await extra?.(request, response)) === true) return;
    }
    const { route, params, query, queries } = matchRoute(ROUTES, request.method ?? '', target);
    const version = apiVersion(realm.engine, target.version);
    if (hijack !== undefined && route.hijacks !== true) throw new Refusal(400, 'This request cannot take over the connection (Upgrade).');
    if (route.body === undefined) await requireNoBody(request);
    const gone = new AbortController();
    response.once('close', () => gone.abort());
    socket.once('close', () => gone.abort());
    response.setHeader('api-version', version);
    await route.handle({ realm, request, response, version, params, query, queries, hijack, signal: AbortSignal.any([gone.signal, this.#ended.signal]) });
  }

  #fail(request: IncomingMessage, response: ServerResponse, error: unknown): void {
    const { socket } = request;
    if (response.headersSent || response.destroyed || socket.destroyed) {
      socket.destroy();
      return;
    }
    const refusal = error instanceof Refusal ? error : new Refusal(500, this.#ended.signal.aborted ? 'This session has ended.' : 'The lab’s gateway failed at this request. The server’s log says why.');
    if (refusal !== error && !this.#ended.signal.aborted) this.#options.log.error({ error, method: request.method }, 'the gateway failed at a request');
    const unread = !request.complete;
    if (unread) response.shouldKeepAlive = false;
    response.once('finish', () => {
      if (!unread && !request.headers.upgrade) return;
      request.resume();
      socket.end();
      setTimeout(() => socket.destroy(), FAREWELL_MS).unref();
    });
    sendJson(response, refusal.status, { message: refusal.message });
  }
}
