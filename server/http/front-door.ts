/** Everything that comes in over the one port: who may come in is asked first, then it goes to the pages or to a WebSocket's owner. */
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import type { WebSocket } from 'ws';
import { WebSocketServer } from 'ws';
import { MAX_CLIENT_FRAME } from '@/protocol/wire';
import type { Status } from '@/protocol/status';
import { hostAllowed, originAllowed } from './guard';

export interface FrontDoorOptions {
  readonly http: Server;
  /** The names under which this server may be addressed. */
  readonly hosts: ReadonlySet<string>;
  readonly status: () => Status;
  readonly pages: (request: IncomingMessage, response: ServerResponse) => Promise<void>;
  /** Who takes a WebSocket, by its path. */
  readonly sockets: Readonly<Record<string, (socket: WebSocket, request: IncomingMessage) => void>>;
}

export class FrontDoor {
  readonly #options: FrontDoorOptions;
  readonly #sockets = new WebSocketServer({ noServer: true, maxPayload: MAX_CLIENT_FRAME, perMessageDeflate: false });

  static open(options: FrontDoorOptions): FrontDoor {
    return new FrontDoor(options);
  }

  private constructor(options: FrontDoorOptions) {
    this.#options = options;
    options.http.on('request', (request, response) => this.#serve(request, response));
    options.http.on('upgrade', (request, socket, head) => this.#upgrade(request, socket, head));
  }

  /** No more comes in, and whoever is in is told that the server ends. */
  close(): void {
    for (const socket of this.#sockets.clients) socket.close(1001, 'the server ends');
    this.#options.http.close();
    this.#options.http.closeAllConnections();
  }

  #serve(request: IncomingMessage, response: ServerResponse): void {
    const { http, hosts, status, pages } = this.#options;
    if (!hostAllowed(request, hosts)) {
      response.writeHead(421, { 'content-type': 'text/plain' }).end(`This server is not called that. Open it as http://127.0.0.1:${portOf(http)}\n`);
    } else if (pathOf(request) === '/status') {
      response.writeHead(200, { 'content-type': 'application/json', 'cache-control': 'no-store' }).end(JSON.stringify(status()));
    } else {
      void pages(request, response);
    }
  }

  #upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void {
    const { hosts, sockets } = this.#options;
    const path = pathOf(request);
    const take = Object.hasOwn(sockets, path) ? sockets[path] : undefined;
    if (take === undefined || !hostAllowed(request, hosts) || !originAllowed(request)) {
      return void socket.end('HTTP/1.1 403 Forbidden\r\nConnection: close\r\n\r\n');
    }
    this.#sockets.handleUpgrade(request, socket, head, (opened) => take(opened, request));
  }
}

export function portOf(http: Server): number {
  return (http.address() as AddressInfo | null)?.port ?? 0;
}

/** The path without its query, as it was sent. */
function pathOf(request: IncomingMessage): string {
  return (request.url ?? '').split('?', 1)[0] ?? '';
}
