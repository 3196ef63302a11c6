/**
 * A Unix socket that speaks the Docker Engine API for one learner: what they have done goes to the shared engine
 * under their session's names, labels and limits; what is not theirs does not exist; what is not known is refused.
 */
import { createServer, ServerResponse, type IncomingMessage, type Server } from 'node:http';
import { chmod, lstat, rm } from 'node:fs/promises';
import type { Socket } from 'node:net';
import { isAbsolute, join } from 'node:path';
import type { Duplex } from 'node:stream';
import type { Logger } from 'pino';
import type { Engine } from '../docker/engine';
import { SessionImages } from '../docker/session-images';
import { removeBelongings } from '../docker/sweep';
import { GATEWAY_LIMITS, type GatewayLimits } from './gateway-limits';
import { Realm } from './realm';
import { Reception, type Extra } from './reception';

export interface GatewayOptions {
  readonly engine: Engine;
  readonly session: { readonly tag: string };
  /** Absolute, and for this server's user only; the socket is `docker.sock` in it. */
  readonly folder: string;
  readonly limits?: Partial<GatewayLimits> | undefined;
  readonly log: Logger;
  /** The images of the session's lab, usable by the learner's names; what the learner builds joins them on the engine, not here. */
  readonly images?: SessionImages | undefined;
  /** Is offered every request below `/pid1lab/`; true: it has answered. */
  readonly extra?: Extra | undefined;
}

/** sun_path of unix(7), less the final zero. */
const LONGEST_SOCKET = 107;

export class Gateway {
  /** As DOCKER_HOST takes it after `unix://`. */
  readonly socket: string;
  readonly #server: Server;
  readonly #reception: Reception;
  readonly #realm: Realm;
  readonly #sockets = new Set<Duplex>();

  private constructor(options: GatewayOptions, socket: string) {
    const { engine, session, log } = options;
    const limits = { ...GATEWAY_LIMITS, ...options.limits };
    const realm = (this.#realm = new Realm({ engine, session: session.tag, limits, images: options.images ?? new SessionImages() }));
    this.socket = socket;
    this.#reception = new Reception({ realm, log, extra: options.extra, connections: () => this.#sockets.size });
    // Requests are bounded in each of their parts; a build context may take a while to arrive.
    this.#server = createServer({ maxHeaderSize: 16_384, requireHostHeader: true, headersTimeout: 10_000, requestTimeout: 15 * 60_000, keepAliveTimeout: 30_000, connectionsCheckingInterval: 5_000 });
    this.#server.maxConnections = limits.connections + 16;
    this.#server.on('connection', (one: Socket) => this.#hold(one));
    this.#server.on('request', (request: IncomingMessage, response: ServerResponse) => void this.#reception.receive(request, response, undefined));
    this.#server.on('upgrade', (request: IncomingMessage, one: Duplex, head: Buffer) => {
      // Whoever asks for the connection must not have other answers outstanding on it.
      if (this.#reception.isBusy(one)) return void one.destroy();
      const response = new ServerResponse(request);
      response.assignSocket(one as Socket);
      response.shouldKeepAlive = false;
      void this.#reception.receive(request, response, { socket: one, head });
    });
    this.#server.on('connect', (_request: IncomingMessage, one: Duplex) => one.end(rawRefusal('405 Method Not Allowed', 'CONNECT is not part of this API.')));
    this.#server.on('clientError', (error: NodeJS.ErrnoException, one: Duplex) => {
      log.debug({ code: error.code }, 'the gateway could not read a request');
      if (one.writable && error.code !== 'ECONNRESET') one.end(rawRefusal('400 Bad Request', 'The request is not well-formed HTTP/1.1.'));
      one.destroy();
    });
  }

  /** Listens when it is fulfilled. Whatever the folder held as `docker.sock` is replaced. */
  static async start(options: GatewayOptions): Promise<Gateway> {
    const socket = join(options.folder, 'docker.sock');
    if (!isAbsolute(options.folder) || Buffer.byteLength(socket) > LONGEST_SOCKET) {
      throw new Error(`The gateway cannot listen in ${options.folder}: a socket needs an absolute path of at most ${LONGEST_SOCKET} bytes. Give it a shorter folder.`);
    }
    if ((await lstat(options.folder)).mode & 0o077) await chmod(options.folder, 0o700);
    await rm(socket, { force: true });
    const gateway = new Gateway(options, socket);
    await new Promise<void>((resolve, reject) => {
      gateway.#server.once('error', reject);
      gateway.#server.listen(socket, resolve);
    });
    return gateway;
  }

  /** Ends every connection, waits for what was being done, and removes what the session has on the engine. */
  async [Symbol.asyncDispose](): Promise<void> {
    const closed = new Promise((resolve) => this.#server.close(resolve));
    await this.#reception.end();
    for (const one of this.#sockets) one.destroy();
    await closed;
    await rm(this.socket, { force: true });
    const { engine, session } = this.#realm;
    if (engine.state.type !== 'up') return; // the next start sweeps what is left
    const { kept } = await removeBelongings(engine, session);
    // What failed builds left; where another build uses it, it stays.
    for (const id of [...this.#realm.leftovers].reverse()) await engine.docker.getImage(id).remove().catch(() => undefined);
    if (kept.length > 0) engine.log.warn({ session, kept }, 'something of a session could not be removed');
  }

  #hold(one: Socket): void {
    this.#sockets.add(one);
    one.on('close', () => this.#sockets.delete(one));
    one.on('error', () => one.destroy());
  }
}

function rawRefusal(status: string, message: string): string {
  const body = `${JSON.stringify({ message })}\n`;
  return `HTTP/1.1 ${status}\r\nContent-Type: application/json\r\nContent-Length: ${Buffer.byteLength(body)}\r\nConnection: close\r\n\r\n${body}`;
}
