/** The server: engine, kernel, sessions, pages and WebSocket on one port. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Command, InvalidArgumentError, Option } from 'commander';
import next from 'next';
import { pino } from 'pino';
import { WebSocketServer } from 'ws';
import { MAX_CLIENT_FRAME } from '@/protocol/wire';
import { Engine } from './docker/engine';
import { sweepOrphans } from './docker/sweep';
import { allowedHosts, hostAllowed, originAllowed } from './http/guard';
import { statusOf } from './http/status';
import { KernelObserver } from './kernel/kernel-observer';
import { LabShelf } from './lab-shelf';
import { Viewer } from './live/viewer';
import { SessionHub } from './sessions/session-hub';

interface Options {
  readonly port: number;
  readonly host: string;
  readonly engine?: string;
  readonly poll: boolean;
  readonly logLevel: string;
}

/** Starts the server as `npm start -- ARGS` asks, and ends it on SIGINT or SIGTERM. Prints its address last. */
export async function main(args: readonly string[]): Promise<void> {
  const options = readOptions(args);
  const log = pino({ level: options.logLevel }, pino.destination({ dest: 2, sync: true }));
  const root = process.env['PID1LAB_ROOT'] ?? process.cwd();

  const http = createServer();
  const pages = next({ dev: false, dir: root, hostname: options.host, port: options.port, httpServer: http });
  const [engine] = await Promise.all([Engine.connect({ host: options.engine, log }), pages.prepare()]);
  if (engine.state.type === 'up') await sweepOrphans(engine).catch((error: unknown) => log.warn({ error }, 'what an earlier server left behind could not be swept'));
  const observer = await KernelObserver.start({ log, mode: options.poll ? 'polling' : 'auto', enginePid: () => engine.info?.pid });
  const shelf = LabShelf.open(root, log, (slug) => hub.labChanged(slug));
  const hub = new SessionHub({ engine, observer, log, readLab: (slug) => shelf.read(slug) });

  const hosts = allowedHosts(options.host);
  const serve = pages.getRequestHandler();
  const sockets = new WebSocketServer({ noServer: true, maxPayload: MAX_CLIENT_FRAME, perMessageDeflate: false });
  http.on('request', (request, response) => {
    if (hostAllowed(request, hosts)) {
      if (request.url === '/status') response.writeHead(200, { 'content-type': 'application/json', 'cache-control': 'no-store' }).end(JSON.stringify(statusOf(engine.state, observer.capability)));
      else void serve(request, response);
    } else {
      response.writeHead(421, { 'content-type': 'text/plain' }).end(`This server is not called that. Open it as http://127.0.0.1:${portOf(http)}\n`);
    }
  });
  http.on('upgrade', (request, socket, head) => {
    const isOurs = request.url === '/ws' && hostAllowed(request, hosts) && originAllowed(request);
    if (!isOurs) return void socket.end('HTTP/1.1 403 Forbidden\r\nConnection: close\r\n\r\n');
    sockets.handleUpgrade(request, socket, head, (viewer) => Viewer.attach(viewer, hub, log));
  });

  await new Promise<void>((resolve, reject) => {
    http.once('error', reject);
    http.listen(options.port, options.host, resolve);
  }).catch(async (error: NodeJS.ErrnoException) => {
    await Promise.allSettled([observer[Symbol.asyncDispose](), engine[Symbol.asyncDispose]()]);
    process.stderr.write(`\n${cannotListen(error, options)}\n`);
    process.exit(1);
  });

  let ending = false;
  async function end(signal: string): Promise<void> {
    if (ending) process.exit(1); // asked twice: at once
    ending = true;
    log.info({ signal }, 'ending');
    for (const viewer of sockets.clients) viewer.close(1001, 'the server ends');
    http.close();
    http.closeAllConnections();
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
    '',
    '',
  ].join('\n'));
  process.stdout.write(`http://${options.host.includes(':') ? `[${options.host}]` : options.host}:${portOf(http)}\n`);
}

function readOptions(args: readonly string[]): Options {
  return new Command('npm start --')
    .description('Serves PID 1 Lab.')
    .addOption(new Option('--port <number>', 'the port; 0 takes a free one').default(3000).env('PORT').argParser(parsePort))
    .option('--host <address>', 'the address to listen on', '127.0.0.1')
    .option('--engine <address>', 'the engine, as DOCKER_HOST writes it, such as unix:///var/run/docker.sock')
    .option('--poll', 'read /proc instead of the kernel’s events: signals are not visible then', false)
    .addOption(new Option('--log-level <level>', 'how much is logged').choices(['debug', 'info', 'warn', 'error', 'silent']).default('warn'))
    .parse([...args], { from: 'user' })
    .opts<Options>();
}

function parsePort(value: string): number {
  const port = Number(value);
  if (!/^\d+$/.test(value) || port > 65535) throw new InvalidArgumentError('It is a number from 0 to 65535.');
  return port;
}

function cannotListen(error: NodeJS.ErrnoException, { host, port }: Options): string {
  if (error.code === 'EADDRINUSE') {
    return `Port ${port} of ${host} is taken.\n  why:        another program listens there, perhaps another PID 1 Lab.\n  what to do: end it, or take another port: npm start -- --port ${port + 1}`;
  }
  if (error.code === 'EACCES') return `Port ${port} may not be used.\n  why:        ports below 1024 belong to root.\n  what to do: npm start -- --port 3000`;
  return `The server cannot listen on ${host}:${port}.\n  why:        ${error.message}\n  what to do: choose another address: npm start -- --host 127.0.0.1 --port 3000`;
}

function portOf(http: ReturnType<typeof createServer>): number {
  return (http.address() as AddressInfo | null)?.port ?? 0;
}
