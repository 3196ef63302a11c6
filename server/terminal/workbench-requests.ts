/**
 * What the scripts in the workbench ask of the server, over the gateway's socket: server/terminal/image/docker and host.
 * Words come as they are, separated by zero bytes, as the kernel keeps them (proc_pid_cmdline(5)).
 */
import type { IncomingMessage, ServerResponse } from 'node:http';
import { parseCommand } from '@/model/docker-command/parse';
import { problemText } from '@/model/docker-command/problem';
import { quoteWord } from '@/model/docker-command/words';
import type { Engine } from '../docker/engine';
import { hostKill } from '../docker/host-kill';
import { hostPsText } from '../lab-run/host-ps';
import type { RunSession } from '../lab-run/run-session';
import type { Terminal } from './terminal';
import type { TypedCommands } from './typed-commands';

export interface WorkbenchRequestsOptions {
  readonly session: RunSession;
  readonly engine: Engine;
  readonly commands: TypedCommands;
  readonly terminal: (id: string) => Terminal | undefined;
}

const MOST_BYTES = 64 * 1024;
const MOST_WORDS = 256;

export class WorkbenchRequests {
  readonly #options: WorkbenchRequestsOptions;

  constructor(options: WorkbenchRequestsOptions) {
    this.#options = options;
  }

  /** Answers a request below `/pid1lab/`; false: there is nothing of that name. */
  async serve(request: IncomingMessage, response: ServerResponse): Promise<boolean> {
    const serve = request.method === 'POST' ? this.#servers[request.url ?? ''] : undefined;
    if (serve === undefined) return false;
    const words = await readWords(request);
    if (words === undefined) answer(response, 413, 'That is too long.\n');
    else await serve(request, response, words);
    return true;
  }

  readonly #servers: Readonly<Record<string, (request: IncomingMessage, response: ServerResponse, words: readonly string[]) => void | Promise<void>>> = {
    '/pid1lab/command': (request, response, words) => this.#begin(request, response, words),
    '/pid1lab/command/ended': (request, response) => this.#end(request, response),
    '/pid1lab/host': (_, response, words) => this.#host(response, words),
  };

  #begin(request: IncomingMessage, response: ServerResponse, words: readonly string[]): void {
    const id = this.#options.commands.begin(words, this.#options.terminal(header(request, 'pid1lab-terminal')));
    if (id === undefined) answer(response, 429, 'Too many commands are open.\n');
    else answer(response, 200, id);
  }

  #end(request: IncomingMessage, response: ServerResponse): void {
    const code = Number(header(request, 'pid1lab-exit'));
    if (!Number.isInteger(code) || code < 0 || code > 255) return answer(response, 400, 'An exit code is a number from 0 to 255.\n');
    void this.#options.commands.end(header(request, 'pid1lab-command'), code, header(request, 'pid1lab-marked') === '1');
    // The prompt comes back at once: what is still to be read is read without anybody waiting for it.
    answer(response, 200, '');
  }

  /** `host ps` and `host kill`: on this session's own processes, and no others. */
  async #host(response: ServerResponse, words: readonly string[]): Promise<void> {
    const { engine, session, commands } = this.#options;
    const done = (exitCode: number, text: string) => {
      commands.tell(words, text, exitCode);
      answer(response, 200, text, { 'pid1lab-exit': String(exitCode) });
    };
    const command = parseCommand(words.map(quoteWord).join(' '));
    switch (command.type) {
      case 'problem':
        return done(2, `${problemText(command)}\n`);
      case 'host-ps':
        return done(0, hostPsText(session.world));
      case 'host-kill': {
        const result = await hostKill({ docker: engine.docker, session: session.tag, signal: command.signal, target: command.target });
        return result.type === 'sent' ? done(0, '') : done(1, `host kill: ${result.why}\n`);
      }
      default:
        return done(2, 'host knows ps and kill.\n');
    }
  }
}

function answer(response: ServerResponse, status: number, text: string, headers: Readonly<Record<string, string>> = {}): void {
  response.writeHead(status, { 'content-type': 'text/plain; charset=utf-8', 'content-length': String(Buffer.byteLength(text)), ...headers }).end(text);
}

function header(request: IncomingMessage, name: string): string {
  const value = request.headers[name];
  return typeof value === 'string' ? value : '';
}

/** The body's words; undefined when there are too many. */
async function readWords(request: IncomingMessage): Promise<readonly string[] | undefined> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of request) {
    length += (chunk as Buffer).length;
    if (length <= MOST_BYTES) chunks.push(chunk as Buffer);
  }
  const words = Buffer.concat(chunks).toString('utf8').split('\0');
  return length > MOST_BYTES || words.length > MOST_WORDS ? undefined : words;
}
