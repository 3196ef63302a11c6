/** Requests that dockerode's typed methods do not offer: cancellable, or with the answer's body as it arrives. */
import type Docker from 'dockerode';
import type { IncomingMessage } from 'node:http';

export interface EngineRequest {
  readonly method: 'GET' | 'POST' | 'DELETE';
  /** Without a version: the engine then speaks its own. */
  readonly path: string;
  readonly query?: Readonly<Record<string, unknown>>;
  readonly body?: unknown;
  readonly signal?: AbortSignal | undefined;
}

/** The answer's JSON. Rejects with the engine's error (see engine-error.ts). */
export function requestJson(docker: Docker, request: EngineRequest): Promise<unknown> {
  return dial(docker, request, false);
}

/** The answer's body, as soon as its head has come. */
export async function requestStream(docker: Docker, request: EngineRequest): Promise<IncomingMessage> {
  return (await dial(docker, request, true)) as IncomingMessage;
}

interface Modem {
  dial(options: Readonly<Record<string, unknown>>, callback: (error: unknown, data: unknown) => void): void;
}

function dial(docker: Docker, { method, path, query = {}, body, signal }: EngineRequest, isStream: boolean): Promise<unknown> {
  signal?.throwIfAborted();
  return new Promise((resolve, reject) => {
    (docker.modem as unknown as Modem).dial(
      {
        path: `${path}?`,
        method,
        isStream,
        options: method === 'POST' ? { _query: query, _body: body ?? {} } : query,
        abortSignal: signal,
        statusCodes: { 200: true, 201: true, 204: true },
      },
      (error, data) => {
        if (error instanceof Error) reject(error);
        else if (error !== null && error !== undefined) reject(new Error(String(error)));
        else resolve(data);
      },
    );
  });
}
