/** The terminals of one session. The workbench is started with the first that needs it, and goes with the session. */
import { randomBytes } from 'node:crypto';
import { dirname } from 'node:path';
import type { Logger } from 'pino';
import type { TerminalOpening } from '@/protocol/terminal-wire';
import type { Lab } from '@/protocol/lab-data';
import type { Problem } from '@/protocol/wire';
import type { Engine } from '../docker/engine';
import { engineMessage } from '../docker/engine-error';
import { inLearnersWords } from '../docker/labels';
import type { Images } from '../docker/images';
import { pickContainer, sessionContainers } from '../docker/session-containers';
import type { SessionImages } from '../docker/session-images';
import { Gateway } from '../gateway/gateway';
import type { RunSession } from '../lab-run/run-session';
import { engineAway } from '../lab-run/problems';
import { homeFiles } from './home-files';
import * as problems from './problems';
import { execPty, logPty } from './pty';
import type { Pty } from './pty';
import { letWorkbenchIn, makeSocketFolder, removeSocketFolder, socketRoot } from './socket-folder';
import { Terminal } from './terminal';
import { TypedCommands } from './typed-commands';
import { Workbench } from './workbench';
import { WorkbenchRequests } from './workbench-requests';

export interface TerminalsOptions {
  readonly session: RunSession;
  readonly engine: Engine;
  readonly images: Images;
  /** Those of the session's lab. */
  readonly labImages: SessionImages;
  readonly lab: () => Lab;
  /** Where this server's own files are. */
  readonly root: string;
  readonly log: Logger;
}

/** Terminals that one session may have open. */
const MOST_TERMINALS = 8;
/** Whatever shell a container has, the better one first. */
const ANY_SHELL = ['sh', '-c', 'command -v bash >/dev/null 2>&1 && exec bash; exec sh'];

/** Hears what is being done before a terminal can open. */
export type Preparing = (step: string) => void;

export class Terminals {
  readonly #options: TerminalsOptions;
  readonly #commands: TypedCommands;
  readonly #sockets = socketRoot();
  readonly #terminals = new Map<string, Promise<Terminal>>();
  readonly #byId = new Map<string, Terminal>();
  readonly #ended = new AbortController();
  #gateway: Promise<Gateway> | undefined;
  #workbench: Promise<Workbench> | undefined;

  static start(options: TerminalsOptions): Terminals {
    return new Terminals(options);
  }

  private constructor(options: TerminalsOptions) {
    this.#options = options;
    this.#commands = new TypedCommands(options);
  }

  /** The terminal of that key, opened if it is not there; or why it cannot be. */
  async open(opening: TerminalOpening, preparing: Preparing): Promise<Terminal | Problem> {
    const { engine, session, log } = this.#options;
    if (engine.state.type === 'down') return engineAway(engine.state.reason);
    const there = this.#terminals.get(opening.key);
    if (there === undefined && this.#terminals.size >= MOST_TERMINALS) return problems.tooManyTerminals(MOST_TERMINALS);
    const terminal = there ?? this.#begin(opening, preparing);
    try {
      return await terminal;
    } catch (error) {
      if (error instanceof problems.TerminalRefused) return error.problem;
      log.warn({ error, target: opening.target }, 'a terminal could not be opened');
      return problems.cannotOpen(inLearnersWords(session.tag, engineMessage(error)));
    }
  }

  /** Ends the terminal of that key and what runs in it. */
  async close(key: string): Promise<void> {
    const terminal = await this.#terminals.get(key)?.catch(() => undefined);
    this.#terminals.delete(key);
    await terminal?.[Symbol.asyncDispose]();
  }

  /** Puts the lab's files in the workbench back. Answers with their names, or why that did not work. */
  async resetFiles(): Promise<readonly string[] | Problem> {
    try {
      return (await (await this.#workbench)?.resetFiles()) ?? problems.noWorkbench();
    } catch (error) {
      return problems.filesNotReset(engineMessage(error));
    }
  }

  /** Ends all terminals and removes the workbench. */
  async [Symbol.asyncDispose](): Promise<void> {
    const { engine, session } = this.#options;
    this.#ended.abort(new Error('the session ended'));
    this.#commands.dispose();
    // The workbench takes its shells along, and is quicker at it than one hang-up after the other.
    const workbench = await this.#workbench?.catch(() => undefined);
    if (engine.state.type === 'up') await workbench?.[Symbol.asyncDispose](); // else the next start sweeps what is left
    await Promise.all([...this.#terminals.keys()].map((key) => this.close(key)));
    const gateway = await this.#gateway?.catch(() => undefined);
    await gateway?.[Symbol.asyncDispose]();
    if (this.#gateway !== undefined) await removeSocketFolder(this.#sockets, engine.owner, session.tag);
  }

  #begin(opening: TerminalOpening, preparing: Preparing): Promise<Terminal> {
    const { key } = opening;
    const id = randomBytes(9).toString('base64url');
    const begun = this.#pty(id, opening, preparing).then((pty) => {
      const terminal = Terminal.start(id, pty);
      this.#byId.set(id, terminal);
      // Whoever opens the key after its end gets a new one.
      void terminal.ended.then(() => {
        this.#byId.delete(id);
        if (this.#terminals.get(key) === begun) this.#terminals.delete(key);
      });
      return terminal;
    });
    this.#terminals.set(key, begun);
    begun.catch(() => {
      if (this.#terminals.get(key) === begun) this.#terminals.delete(key);
    });
    return begun;
  }

  async #pty(id: string, { target, language, columns, rows }: TerminalOpening, preparing: Preparing): Promise<Pty> {
    const { engine, session } = this.#options;
    this.#ended.signal.throwIfAborted();
    if (target.type === 'workbench') {
      const workbench = await this.#ready(preparing);
      return workbench.shell({ terminal: id, language, columns, rows });
    }
    const found = pickContainer(await sessionContainers(engine.docker, session.tag), target.container);
    if (found === undefined) throw new problems.TerminalRefused(problems.noContainer(target.container));
    if (target.type === 'logs') return logPty(engine, found.id);
    if (found.state !== 'running') throw new problems.TerminalRefused(problems.notRunning(target.container, found.state));
    if (found.seesHost) throw new problems.TerminalRefused(problems.seesHost(target.container));
    return execPty(engine, { container: found.id, argv: ANY_SHELL, env: [], columns, rows, quiet: false });
  }

  /** The workbench, started if it is not there, or no longer. */
  async #ready(preparing: Preparing): Promise<Workbench> {
    const before = this.#workbench;
    const workbench = await before?.catch(() => undefined);
    if (this.#workbench === before && (workbench === undefined || !(await workbench.isUp()))) this.#workbench = this.#startWorkbench(preparing);
    return this.#workbench as Promise<Workbench>;
  }

  async #startWorkbench(preparing: Preparing): Promise<Workbench> {
    const { engine, images, session, lab, root, log } = this.#options;
    const socketFolder = await this.#socketFolder();
    return Workbench.start({
      engine, images, root, log, socketFolder,
      session: session.tag,
      files: () => homeFiles(lab()),
      listener: { step: preparing },
      signal: this.#ended.signal,
    });
  }

  /** The folder in which the session's gateway listens. */
  async #socketFolder(): Promise<string> {
    const { engine, session } = this.#options;
    this.#gateway ??= makeSocketFolder(this.#sockets, engine.owner, session.tag).then((folder) => this.#startGateway(folder));
    this.#gateway.catch(() => (this.#gateway = undefined));
    return dirname((await this.#gateway).socket);
  }

  async #startGateway(folder: string): Promise<Gateway> {
    const { session, engine, labImages, log } = this.#options;
    const requests = new WorkbenchRequests({ session, engine, commands: this.#commands, terminal: (id) => this.#byId.get(id) });
    const gateway = await Gateway.start({ engine, session: { tag: session.tag }, folder, images: labImages, log, extra: (request, response) => requests.serve(request, response) });
    await letWorkbenchIn(gateway.socket);
    return gateway;
  }
}
