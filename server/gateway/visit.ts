import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import type { Realm } from './realm';

/** One request that has been read, matched and found in order; what its handler works with. */
export interface Visit {
  readonly realm: Realm;
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  /** The API version that the client speaks. */
  readonly version: string;
  /** What stands in the path's `{places}`. */
  readonly params: Readonly<Record<string, string>>;
  /** Only what the route knows, each once. */
  readonly query: Readonly<Record<string, string>>;
  /** What may be given several times. */
  readonly queries: Readonly<Record<string, readonly string[]>>;
  /** The client asks for the connection itself; whoever takes it answers on the socket. */
  readonly hijack: { readonly socket: Duplex; readonly head: Buffer } | undefined;
  /** Aborts when the client goes away or the gateway ends. */
  readonly signal: AbortSignal;
}

export type Handler = (visit: Visit) => Promise<void>;
