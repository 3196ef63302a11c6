/** One command being performed: the engine, the session, and where its words go. */
import type Docker from 'dockerode';
import type { CommandProblem } from '@/model/docker-command/problem';
import { problemText } from '@/model/docker-command/problem';
import type { CommandContext } from './command-context';
import type { Engine } from './engine';
import { engineMessage, isUnreachable } from './engine-error';
import { inLearnersWords } from './labels';
import { pickContainer, sessionContainers, type FoundContainer } from './session-containers';
import type { OutputStream } from './stream-frames';

/** More output than this (characters) is not passed on: a runaway program must not fill the session's log. */
const MAX_OUTPUT = 1 << 20;

/** Ends a command with what docker would say, and its exit code. */
export class CommandFailure extends Error {
  constructor(
    message: string,
    readonly exitCode: number,
  ) {
    super(message);
    this.name = 'CommandFailure';
  }
}

export class Performance {
  readonly engine: Engine;
  readonly context: CommandContext;
  #written = 0;

  constructor(engine: Engine, context: CommandContext) {
    this.engine = engine;
    this.context = context;
  }

  get docker(): Docker {
    return this.engine.docker;
  }

  get signal(): AbortSignal {
    return this.context.signal;
  }

  readonly write = (stream: OutputStream, text: string): void => {
    if (this.#written > MAX_OUTPUT || this.signal.aborted) return;
    this.#written += text.length;
    this.context.write(stream, this.#written > MAX_OUTPUT ? '\n… more output is not shown …\n' : text);
  };

  /** Writes a line to standard output. */
  say(line: string): void {
    this.write('stdout', `${line}\n`);
  }

  /** Writes a line to standard error. */
  complain(line: string): void {
    this.write('stderr', `${line}\n`);
  }

  containers(): Promise<readonly FoundContainer[]> {
    return sessionContainers(this.docker, this.context.session, this.signal);
  }

  /** The container meant, or a failure with docker's words. */
  async find(reference: string): Promise<FoundContainer> {
    const found = pickContainer(await this.containers(), reference);
    if (found === undefined) throw new CommandFailure(`Error response from daemon: No such container: ${reference}`, 1);
    return found;
  }

  /** Does the same to each container; one that fails is told and the others go on, as docker does. Prints each reference that was done. */
  async each(references: readonly string[], act: (found: FoundContainer, container: Docker.Container) => Promise<string | void>): Promise<number> {
    let exitCode = 0;
    for (const reference of references) {
      try {
        const found = await this.find(reference);
        this.say((await act(found, this.docker.getContainer(found.id))) ?? reference);
      } catch (error) {
        this.signal.throwIfAborted();
        if (isUnreachable(error)) throw error;
        this.complain(this.words(error));
        exitCode = 1;
      }
    }
    return exitCode;
  }

  /** What docker prints for an error, with the learner's names. */
  words(error: unknown): string {
    if (error instanceof CommandFailure) return error.message;
    if (isUnreachable(error)) return `Cannot connect to the Docker daemon at ${this.engine.addressText}. Is the docker daemon running?`;
    return `Error response from daemon: ${inLearnersWords(this.context.session, engineMessage(error))}`;
  }

  /** Fails with a problem's three sentences. */
  refuse(problem: CommandProblem, exitCode: number): never {
    throw new CommandFailure(problemText(problem), exitCode);
  }

  /** Nothing that lists processes may run for a learner where the host's are seen. */
  protectHost(found: FoundContainer): void {
    if (found.seesHost && this.context.allowHostPid !== true) {
      throw new CommandFailure(`${found.name} shares the host's PID namespace. Its processes are shown in the trees; looking around from inside would show everybody's. Use docker stop, kill, logs or rm.`, 1);
    }
  }
}
