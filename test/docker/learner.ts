/** A learner at the Run line: types docker commands into a session and sees what they print. */
import { randomBytes } from 'node:crypto';
import pino from 'pino';
import { parseCommand } from '@/model/docker-command/parse';
import { problemText } from '@/model/docker-command/problem';
import type { CommandContext } from '@/server/docker/command-context';
import { Engine } from '@/server/docker/engine';
import type { EngineFact } from '@/server/docker/engine-events';
import { Images } from '@/server/docker/images';
import { performCommand } from '@/server/docker/perform';
import { SessionImages } from '@/server/docker/session-images';
import { removeSession } from '@/server/docker/sweep';

export interface Printed {
  readonly code: number;
  readonly out: string;
  readonly err: string;
  /** Milliseconds. */
  readonly took: number;
}

/** The same first steps as the labs' Dockerfiles, so that the engine's cache serves both. */
export const LAB_BASE = `FROM debian:bookworm-slim
RUN apt-get update && apt-get install -y --no-install-recommends busybox dumb-init nginx-light procps python3-minimal redis-server tini && rm -rf /var/lib/apt/lists/*
`;

export function quietLog() {
  return pino({ level: 'silent' });
}

export function connectEngine(host?: string): Promise<Engine> {
  return Engine.connect({ log: quietLog(), host });
}

export class Learner {
  readonly session = randomBytes(5).toString('hex');
  readonly images = new SessionImages();
  readonly builder: Images;
  readonly facts: EngineFact[] = [];
  readonly #stop: () => void;

  constructor(
    readonly engine: Engine,
    readonly more: Partial<CommandContext> = {},
  ) {
    this.builder = new Images(engine);
    this.#stop = engine.onFacts((facts) => this.facts.push(...facts.filter(({ session }) => session === this.session)));
  }

  /** Performs a line and answers with everything that it printed. */
  async type(line: string, signal: AbortSignal = AbortSignal.timeout(60_000)): Promise<Printed> {
    const command = parseCommand(line);
    if (command.type === 'problem') throw new Error(`${line}: ${problemText(command)}`);
    const printed = { out: '', err: '' };
    const begun = performance.now();
    const code = await performCommand(this.engine, command, {
      session: this.session,
      signal,
      write: (stream, text) => (printed[stream === 'stdout' ? 'out' : 'err'] += text),
      builder: this.builder,
      images: this.images,
      ...this.more,
    });
    return { code, ...printed, took: performance.now() - begun };
  }

  /** Like `type`, for lines that must succeed. */
  async does(line: string): Promise<string> {
    const { code, out, err } = await this.type(line);
    if (code !== 0) throw new Error(`${line} gave ${code}: ${err}${out}`);
    return out;
  }

  /** Kinds of the facts about one container, in order. */
  told(name: string): readonly string[] {
    return this.facts.filter((fact) => fact.name === name).map(({ fact }) => fact.type.replace('container-', ''));
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#stop();
    await removeSession(this.engine, this.session).catch(() => 0); // the engine may be gone by the test's own doing
  }
}
