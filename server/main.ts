/** The server: engine, kernel, sessions, pages and WebSockets on one port. */
import { createServer } from 'node:http';
import next from 'next';
import { pino } from 'pino';
import type { Recording } from '@/protocol/recording';
import type { Problem } from '@/protocol/wire';
import { openDoor } from './access/door';
import { ownAddresses, pageAddress } from './access/exposure';
import { Engine } from './docker/engine';
import { sweepOrphans } from './docker/sweep';
import { FrontDoor, portOf } from './http/front-door';
import { allowedHosts } from './http/guard';
import { listen } from './http/listen';
import { noSession } from './http/recording';
import { statusOf } from './http/status';
import { KernelObserver } from './kernel/kernel-observer';
import { LabShelf } from './lab-shelf';
import { Viewer } from './live/viewer';
import { readOptions, sessionTimes } from './options';
import { thisMachine } from './sessions/hiding';
import { SessionHub } from './sessions/session-hub';
import { sessionRecording } from './sessions/session-recording';
import { sweepSocketFolders } from './terminal/socket-folder';
import { TerminalViewer } from './terminal/terminal-viewer';

/** Starts the server as `npm start -- ARGS` asks, and ends it on SIGINT or SIGTERM. Prints its address last. */
export async function main(args: readonly string[]): Promise<void> {
  const options = readOptions(args);
  const log = pino({ level: options.logLevel }, pino.destination({ dest: 2, sync: true }));
  const root = process.env['PID1LAB_ROOT'] ?? process.cwd();
  const { access, told: toldOfDoor } = await openDoor(options, process.env).catch(giveUp);
  // The pages run in this process, too: they show what to log in with, and where to log out.
  process.env['PID1LAB_LOGIN'] = access?.kind ?? '';

  const http = createServer();
  const pages = next({ dev: false, dir: root, hostname: options.host, port: options.port, httpServer: http });
  const [engine] = await Promise.all([Engine.connect({ host: options.engine, log }), pages.prepare()]);
  if (engine.state.type === 'up') await sweepOrphans(engine).catch((error: unknown) => log.warn({ error }, 'what an earlier server left behind could not be swept'));
  await sweepSocketFolders().catch((error: unknown) => log.warn({ error }, 'an earlier server’s sockets could not be swept'));
  const observer = await KernelObserver.start({ log, mode: options.poll ? 'polling' : 'auto', enginePid: () => engine.info?.pid });
  const shelf = LabShelf.open(root, log, (slug) => hub.labChanged(slug));
  const hub = new SessionHub({ engine, observer, root, log, readLab: (slug) => shelf.read(slug), times: sessionTimes(options), mostSessions: options.mostSessions });

  const door = FrontDoor.open({
    http,
    hosts: allowedHosts(options.host, options.allowedHost),
    access,
    failed: (error) => log.error({ error }, 'a request could not be served'),
    status: () => statusOf(engine.state, observer.capability),
    recordings: { recordingOf },
    pages: pages.getRequestHandler(),
    sockets: {
      '/ws': (socket) => Viewer.attach(socket, hub, log),
      '/ws/terminal': (socket) => TerminalViewer.attach(socket, (session) => hub.find(session)?.terminals, log),
    },
  });
  await listen(http, options).catch(async (error: Error) => {
    await Promise.allSettled([observer[Symbol.asyncDispose](), engine[Symbol.asyncDispose]()]);
    giveUp(error);
  });

  async function recordingOf(id: string): Promise<Recording | Problem> {
    const session = hub.find(id)?.session;
    if (session === undefined) return noSession();
    const lab = await shelf.read(session.lab);
    return 'code' in lab ? lab : sessionRecording({ session, lab, capability: observer.capability, machine: thisMachine(root) });
  }

  let ending = false;
  async function end(signal: string): Promise<void> {
    if (ending) process.exit(1); // asked twice: at once
    ending = true;
    log.info({ signal }, 'ending');
    door.close();
    shelf.close();
    await hub[Symbol.asyncDispose]();
    await Promise.allSettled([observer[Symbol.asyncDispose](), engine[Symbol.asyncDispose]()]);
    process.exit(0);
  }
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => void end(signal));

  const { mode, reason } = observer.capability;
  const told = engine.state;
  process.stderr.write([
    '',
    told.type === 'up' ? `  engine   ${told.info.kind} ${told.info.version} (API ${told.info.api}, cgroup ${told.info.cgroup})` : `  engine   none: ${told.reason}\n           \`npm run engine\` provides one on Debian or Ubuntu; this server finds it by itself.`,
    mode === 'kernel' ? '  events   from the kernel' : `  events   polling, signals are not visible: ${reason}`,
    ...toldOfDoor,
    ...(access === null ? [] : ownAddresses(options.host).filter((name) => !name.startsWith('[')).map((name) => `  address  ${pageAddress(name, portOf(http))}`)),
    '',
    '',
  ].join('\n'));
  process.stdout.write(`${pageAddress(options.host, portOf(http))}\n`);
}

function giveUp(error: Error): never {
  process.stderr.write(`\n${error.message}\n`);
  process.exit(1);
}
