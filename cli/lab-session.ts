/** A session without a browser: engine, kernel observer and one lab, put together as the server does. */
import { join } from 'node:path';
import type { Logger } from 'pino';
import { LabError } from '@/labs/mistake';
import { readLab } from '@/labs/read-lab';
import type { Lab } from '@/protocol/lab-data';
import { Engine } from '@/server/docker/engine';
import { sweepOrphans } from '@/server/docker/sweep';
import { KernelObserver } from '@/server/kernel/kernel-observer';
import { LiveSession } from '@/server/sessions/live-session';
import type { Session } from '@/server/sessions/session';
import { SessionHub } from '@/server/sessions/session-hub';
import { Failure } from './failure';

export interface LabSessionOptions {
  readonly slug: string;
  readonly root: string;
  readonly log: Logger;
  readonly poll: boolean;
  readonly host?: string | undefined;
  /** Whether lines wait for predictions, as on the page; a command has nobody to predict. */
  readonly askPredictions?: boolean | undefined;
}

export class LabSession {
  readonly lab: Lab;
  readonly engine: Engine;
  readonly observer: KernelObserver;
  readonly live: LiveSession;
  readonly #hub: SessionHub;

  /** Throws a Failure when the lab has mistakes or no engine answers. */
  static async open({ slug, root, log, poll, host, askPredictions = false }: LabSessionOptions): Promise<LabSession> {
    const lab = await readLabOrFail(root, slug);
    const engine = await connectOrFail(log, host);
    try {
      await sweepOrphans(engine).catch((error: unknown) => log.warn({ error }, 'what an earlier run left behind could not be swept'));
      const observer = await KernelObserver.start({ log, mode: poll ? 'polling' : 'auto', enginePid: () => engine.info?.pid });
      const hub = new SessionHub({ engine, observer, root, log, readLab: () => Promise.resolve(lab), times: null, mostSessions: 1, askPredictions });
      const live = await hub.open({ lab: slug, hasLog: false, signal: new AbortController().signal, onPlace: () => undefined });
      if (live === null || !(live instanceof LiveSession)) throw new Failure(live?.type === 'problem' ? live : { what: 'No session could be opened.', why: 'It ended before it began.', todo: 'Try again.' });
      return new LabSession(lab, engine, observer, hub, live);
    } catch (error) {
      await engine[Symbol.asyncDispose]();
      throw error;
    }
  }

  private constructor(lab: Lab, engine: Engine, observer: KernelObserver, hub: SessionHub, live: LiveSession) {
    this.lab = lab;
    this.engine = engine;
    this.observer = observer;
    this.live = live;
    this.#hub = hub;
  }

  get session(): Session {
    return this.live.session;
  }

  /** Removes the session's containers; images stay as a cache. */
  async [Symbol.asyncDispose](): Promise<void> {
    await this.#hub[Symbol.asyncDispose]();
    await Promise.allSettled([this.observer[Symbol.asyncDispose](), this.engine[Symbol.asyncDispose]()]);
  }
}

export function labsFolder(root: string): string {
  return join(root, 'labs');
}

async function readLabOrFail(root: string, slug: string): Promise<Lab> {
  try {
    return await readLab(labsFolder(root), slug);
  } catch (error) {
    if (!(error instanceof LabError)) throw error;
    throw new Failure({ what: `There is no lab “${slug}” that can be run.`, why: error.message, todo: '`npm run -s pid1 -- labs` lists those that there are, `… labs --lint` their mistakes.' });
  }
}

/** Connects to the engine, or says how to get one. */
export async function connectOrFail(log: Logger, host?: string): Promise<Engine> {
  const engine = await Engine.connect({ host, log });
  const state = engine.state;
  if (state.type === 'up') return engine;
  await engine[Symbol.asyncDispose]();
  throw new Failure({ what: `No Docker engine answers at ${engine.addressText}.`, why: state.reason, todo: '`npm run engine` provides one on Debian or Ubuntu; or set DOCKER_HOST to the address of yours.' });
}
