/** Streams that take over the connection: attach and exec. Each side's end is passed on by itself, and each waits for the other's pace. */
import { setTimeout } from 'node:timers';
import { finished, pipeline } from 'node:stream/promises';
import type { Duplex } from 'node:stream';
import { passStream } from './answer';
import { hijackEngine, type EngineCall } from './engine-call';
import type { Visit } from './visit';

/** After the engine's side has ended, the client gets so long to end its own. */
const LINGER_MS = 5_000;

/** `early`: what the client sent on behind its request. */
export async function joinStreams(visit: Visit, call: EngineCall, early: Buffer): Promise<void> {
  const { realm, response, hijack } = visit;
  if (hijack === undefined) return passStream(visit, await realm.call(call));
  const answered = await hijackEngine(realm.engine, call);
  if (answered.type === 'answer') return passStream(visit, answered.answer);
  response.detachSocket(hijack.socket as Parameters<typeof response.detachSocket>[0]);
  const type = String(answered.answer.headers['content-type'] ?? 'application/vnd.docker.raw-stream');
  hijack.socket.write(`HTTP/1.1 101 UPGRADED\r\nContent-Type: ${type}\r\nConnection: Upgrade\r\nUpgrade: tcp\r\n\r\n`);
  if (answered.head.length > 0) hijack.socket.write(answered.head);
  if (early.length > 0) answered.socket.write(early);
  await join(hijack.socket, answered.socket);
}

async function join(client: Duplex, engine: Duplex): Promise<void> {
  const toEngine = pipeline(client, engine, { end: true }).catch(() => undefined);
  const toClient = pipeline(engine, client, { end: true }).catch(() => undefined);
  await toClient;
  const linger = setTimeout(() => client.destroy(), LINGER_MS);
  await Promise.allSettled([toEngine, finished(client)]);
  clearTimeout(linger);
  engine.destroy();
  client.destroy();
}
