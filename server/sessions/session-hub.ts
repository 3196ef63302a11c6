/** All sessions of this server: opens and resumes them, and brings each the facts that are its own. */
import type { Logger } from 'pino';
import type { Fact, SeenProcess } from '@/model/event';
import type { Lab } from '@/protocol/lab-data';
import type { Problem } from '@/protocol/wire';
import { problem } from '@/protocol/codec';
import type { Engine, EngineState } from '../docker/engine';
import { Images } from '../docker/images';
import type { KernelObserver } from '../kernel/kernel-observer';
import { KernelRouter } from './kernel-router';
import { LiveSession } from './live-session';
import { scopedProcess } from './scope';
import { Session } from './session';

export interface SessionHubOptions {
  readonly engine: Engine;
  readonly observer: KernelObserver;
  /** The lab of this name, or what is wrong with it. */
  readonly readLab: (slug: string) => Promise<Lab | Problem>;
  /** Where this server's own files are. */
  readonly root: string;
  readonly log: Logger;
  readonly idleMs?: number;
  readonly mostSessions?: number;
  /** Whether a step's lines wait for its prediction: yes, unless nobody is there to predict. */
  readonly askPredictions?: boolean;
}

const IDLE_MS = 10 * 60_000;
const MOST_SESSIONS = 50;

export class SessionHub {
  readonly #options: SessionHubOptions;
  readonly #router = new KernelRouter();
  readonly #images: Images;
  readonly #live = new Map<string, LiveSession>();
  readonly #stops: (() => void)[];

  constructor(options: SessionHubOptions) {
    const { engine, observer } = options;
    this.#options = options;
    this.#images = new Images(engine);
    this.#stops = [
      observer.onFacts((facts) => this.#router.route(facts)),
      observer.onResync(() => {
        for (const { session } of this.#live.values()) session.emit({ type: 'snapshot', reason: 'lost', processes: this.#seenBy(session) });
      }),
      observer.onCapability(({ mode, reason }) => {
        for (const { session } of this.#live.values()) session.emit({ type: 'observer', mode, reason });
      }),
      engine.onFacts((facts) => {
        for (const { session: tag, at, fact, inferred } of facts) {
          const session = this.#byTag(tag);
          if (session === undefined) continue;
          session.emit(fact, at, inferred);
          if (fact.type === 'container-created') this.#router.claim(session, fact.id);
        }
      }),
      engine.onState((state) => {
        for (const { session } of this.#live.values()) session.emit(engineFact(state));
      }),
    ];
  }

  /** The session of that id, if it lives and is of that lab; else a new one. */
  async open(slug: string, id?: string): Promise<LiveSession | Problem> {
    const living = id === undefined ? undefined : this.#live.get(id);
    if (living?.session.lab === slug) return living;
    if (this.#live.size >= (this.#options.mostSessions ?? MOST_SESSIONS)) {
      return problem('full', 'No session could be opened.', `${this.#live.size} are open, which is as many as this server takes.`, 'Close another lab, or try again in some minutes.');
    }
    const lab = await this.#options.readLab(slug);
    if ('code' in lab) return lab;
    return this.#begin(lab);
  }

  /** The living session of that id. */
  find(id: string): LiveSession | undefined {
    return this.#live.get(id);
  }

  /** A lab's files changed on disk: whoever has it open goes on with the new ones. */
  async labChanged(slug: string): Promise<void> {
    const open = [...this.#live.values()].filter(({ session }) => session.lab === slug);
    if (open.length === 0) return;
    const lab = await this.#options.readLab(slug);
    for (const live of open) {
      if ('code' in lab) this.#options.log.warn({ lab: slug, ...lab }, 'the changed lab cannot be used');
      else live.labChanged(lab);
    }
  }

  get size(): number {
    return this.#live.size;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    for (const stop of this.#stops) stop();
    await Promise.all([...this.#live.values()].map((live) => this.#end(live)));
  }

  #begin(lab: Lab): LiveSession {
    const { engine, observer, root, log, idleMs = IDLE_MS, askPredictions = true } = this.#options;
    const session = new Session(lab.slug, (key) => observer.originOf(key));
    const { mode, reason } = observer.capability;
    session.emit({ type: 'lab-opened', lab: lab.slug });
    session.emit({ type: 'observer', mode, reason });
    session.emit(engineFact(engine.state));
    session.emit({ type: 'snapshot', reason: 'start', processes: this.#seenBy(session) });
    this.#router.add(session);
    const live: LiveSession = LiveSession.start({
      session, lab, engine, images: this.#images, root, idleMs, askPredictions,
      log: log.child({ session: session.tag, lab: lab.slug }),
      onIdle: () => void this.#end(live).catch((error: unknown) => log.error({ error, session: session.tag }, 'an idle session could not be ended')),
    });
    this.#live.set(session.id, live);
    log.info({ session: session.tag, lab: lab.slug }, 'session opened');
    return live;
  }

  async #end(live: LiveSession): Promise<void> {
    const { session } = live;
    this.#live.delete(session.id);
    await live[Symbol.asyncDispose]();
    this.#router.remove(session);
    this.#options.log.info({ session: session.tag, lab: session.lab }, 'session ended');
  }

  #seenBy(session: Session): SeenProcess[] {
    return this.#options.observer.snapshot([...session.containers]).map((process) => scopedProcess(session.scope, process));
  }

  #byTag(tag: string): Session | undefined {
    for (const { session } of this.#live.values()) if (session.tag === tag) return session;
    return undefined;
  }
}

function engineFact(state: EngineState): Fact {
  if (state.type === 'down') return { type: 'engine', state: 'down', kind: 'docker', version: null, api: null, cgroup: null };
  const { kind, version, api, cgroup } = state.info;
  return { type: 'engine', state: 'up', kind, version, api, cgroup };
}
