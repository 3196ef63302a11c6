/** Everything that comes in over the one port: who may come in is asked first, then it goes to the pages or to a WebSocket's owner. */
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import type { WebSocket } from 'ws';
import { WebSocketServer } from 'ws';
import { LOG_IN_CODE } from '@/protocol/access';
import { MAX_CLIENT_FRAME } from '@/protocol/wire';
import type { Status } from '@/protocol/status';
import type { Access } from '../access/access';
import { serveAccess } from './access-route';
import { hostAllowed, originAllowed } from './guard';
import type { RecordingDesk } from './recording';
import { serveRecording } from './recording';
import { isForStrangers, sendToLogin, withoutOrders } from './strangers';

export interface FrontDoorOptions {
  readonly http: Server;
  /** The names under which this server may be addressed. */
  readonly hosts: ReadonlySet<string>;
  /** Null: whoever reaches us may come in. */
  readonly access: Access | null;
  /** Told that a request could not be served. */
  readonly failed: (error: unknown) => void;
  readonly status: () => Status;
  readonly recordings: RecordingDesk;
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
    const { http, hosts, access, status, recordings, pages, failed } = this.#options;
    const path = pathOf(request);
    if (!hostAllowed(request, hosts)) {
      response.writeHead(421, { 'content-type': 'text/plain' }).end(`This server is not called that. Open it as http://127.0.0.1:${portOf(http)}, or start it with --allowed-host NAME.\n`);
    } else if (path === '/access') {
      serveAccess(request, response, access).catch((error: unknown) => {
        failed(error);
        response.destroy();
      });
    } else if (access !== null && access.passOf(request) === undefined) {
      if (isForStrangers(request, path)) void pages(withoutOrders(request), response);
      else sendToLogin(request, response);
    } else if (path === '/status') {
      response.writeHead(200, { 'content-type': 'application/json', 'cache-control': 'no-store' }).end(JSON.stringify(status()));
    } else if (path === '/recording') {
      void serveRecording(request, response, recordings);
    } else {
      void pages(request, response);
    }
  }

  #upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void {
    const { hosts, sockets, access } = this.#options;
    const path = pathOf(request);
    const take = Object.hasOwn(sockets, path) ? sockets[path] : undefined;
    if (take === undefined || !hostAllowed(request, hosts) || !originAllowed(request)) return refuse(socket, '403 Forbidden');
    const pass = access?.passOf(request);
    // A program is told by the status; a browser's script would not see it, and is told by the code that the connection ends with.
    if (access !== null && pass === undefined && request.headers.origin === undefined) return refuse(socket, '401 Unauthorized');
    this.#sockets.handleUpgrade(request, socket, head, (opened) => {
      const turnOut = () => opened.close(LOG_IN_CODE, 'log in');
      if (access !== null && pass === undefined) return turnOut();
      opened.once('close', pass?.onRevoked(turnOut) ?? (() => undefined));
      take(opened, request);
    });
  }
}

function refuse(socket: Duplex, status: string): void {
  socket.end(`HTTP/1.1 ${status}\r\nConnection: close\r\n\r\n`);
}

export function portOf(http: Server): number {
  return (http.address() as AddressInfo | null)?.port ?? 0;
}

/** The path without its query, as it was sent. */
function pathOf(request: IncomingMessage): string {
  return (request.url ?? '').split('?', 1)[0] ?? '';
}
