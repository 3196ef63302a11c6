/** The server without its pages: engine, kernel, sessions and the WebSocket, behind the same front door. */
import { createServer } from 'node:http';
import { problem } from '@/protocol/codec';
import type { Engine } from '@/server/docker/engine';
import { FrontDoor, portOf } from '@/server/http/front-door';
import { allowedHosts } from '@/server/http/guard';
import { listen } from '@/server/http/listen';
import { statusOf } from '@/server/http/status';
import { KernelObserver } from '@/server/kernel/kernel-observer';
import { LabShelf } from '@/server/lab-shelf';
import { Viewer } from '@/server/live/viewer';
import { SessionHub } from '@/server/sessions/session-hub';
import { SESSION_TIMES } from '@/server/sessions/time-limit';
import { connectEngine, quietLog } from './learner';

export interface WireServer {
  readonly url: string;
  readonly engine: Engine;
  readonly hub: SessionHub;
  readonly [Symbol.asyncDispose]: () => Promise<void>;
}

/** `root`: where the folder `labs` is. */
export async function startWire(root: string, mostSessions = 50): Promise<WireServer> {
  const log = quietLog();
  const engine = await connectEngine();
  const observer = await KernelObserver.start({ log, enginePid: () => engine.info?.pid });
  const shelf = LabShelf.open(root, log, () => Promise.resolve());
  const hub = new SessionHub({ engine, observer, root: process.cwd(), log, readLab: (slug) => shelf.read(slug), times: SESSION_TIMES, mostSessions });
  const http = createServer();
  const door = FrontDoor.open({
    http,
    hosts: allowedHosts('127.0.0.1'),
    access: null,
    failed: () => undefined,
    status: () => statusOf(engine.state, observer.capability),
    recordings: { recordingOf: () => Promise.resolve(problem('not-here', 'There is no recording.', 'This server is a test’s.', 'Ask the whole server.')) },
    pages: (_, response) => Promise.resolve(void response.writeHead(404).end()),
    sockets: { '/ws': (socket) => Viewer.attach(socket, hub, log) },
  });
  await listen(http, { port: 0, host: '127.0.0.1' });
  return {
    url: `http://127.0.0.1:${portOf(http)}`,
    engine,
    hub,
    async [Symbol.asyncDispose]() {
      door.close();
      shelf.close();
      await hub[Symbol.asyncDispose]();
      await Promise.all([observer[Symbol.asyncDispose](), engine[Symbol.asyncDispose]()]);
    },
  };
}
