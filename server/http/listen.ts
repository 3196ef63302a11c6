/** Takes the port, or says in a sentence why it cannot be had. */
import type { Server } from 'node:http';

export interface Place {
  readonly port: number;
  readonly host: string;
}

/** Rejects with what, why and what to do. */
export async function listen(http: Server, { port, host }: Place): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    http.once('error', (error: NodeJS.ErrnoException) => reject(new Error(cannotListen(error, { port, host }), { cause: error })));
    http.listen(port, host, resolve);
  });
}

function cannotListen(error: NodeJS.ErrnoException, { host, port }: Place): string {
  if (error.code === 'EADDRINUSE') {
    return `Port ${port} of ${host} is taken.\n  why:        another program listens there, perhaps another PID 1 Lab.\n  what to do: end it, or take another port: npm start -- --port ${port + 1}`;
  }
  if (error.code === 'EACCES') return `Port ${port} may not be used.\n  why:        ports below 1024 belong to root.\n  what to do: npm start -- --port 3000`;
  return `The server cannot listen on ${host}:${port}.\n  why:        ${error.message}\n  what to do: choose another address: npm start -- --host 127.0.0.1 --port 3000`;
}
