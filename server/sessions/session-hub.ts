/** All sessions of this server: opens and resumes them, and brings each the facts that are its own. */
import type { Logger } from 'pino';
import type { Fact, SeenProcess } from '@/model/event';
import type { Lab } from '@/protocol/lab-data';
import type { Ended, Problem } from '@/protocol/wire';
import { problem } from '@/protocol/codec';
import type { Engine, EngineState } from '../docker/engine';
import { Images } from '../docker/images';
import type { KernelObserver } from '../kernel/kernel-observer';
import { Admission } from './admission';
import { hasFreeMemory, sessionsFor } from './capacity';
import { KernelRouter } from './kernel-router';
import { LiveSession } from './live-session';
import { scopedProcess } from './scope';
import { Session, newSessionId } from './session';
import type { SessionTimes } from './time-limit';
import type { Guest } from './waiting-line';

export interface SessionHubOptions {
  readonly engine: Engine;
  readonly observer: KernelObserver;
  /** The lab of this name, or what is wrong with it. */
  readonly readLab: (slug: string) => Promise<Lab | Problem>;
  /** Where this server's own files are. */
  readonly root: string;
  readonly log: Logger;
  /** Null: sessions last as long as the server. */
  readonly times: SessionTimes | null;
  /** How many sessions at most; by default as many as the engine's memory takes. */
  readonly mostSessions?: number | undefined;
  /** Whether a step's lines wait for its prediction: yes, unless nobody is there to predict. */
  readonly askPredictions?: boolean;
}

/** Somebody who wants to work at a lab. */
export interface Arrival extends Guest {
  readonly lab: string;
  /** The session that they come back to, or their ticket from the line. */
  readonly session?: string | undefined;
  /** They have something of that session on screen. */
  readonly hasLog: boolean;
}

/** Ends that are remembered, so that whoever comes back is told why theirs came. */
const REMEMBERED_ENDS = 1_000;

export class SessionHub {
  readonly #options: SessionHubOptions;
  readonly #router = new KernelRouter();
  readonly #images: Images;
  readonly #live = new Map<string, LiveSession>();
  /** Their containers are being removed, and take up room until then. */
  readonly #ending = new Set<LiveSession>();
  readonly #ended = new Map<string, Ended['why']>();
  readonly #admission: Admission;
  readonly #stops: (() => void)[];

  constructor(options: SessionHubOptions) {
    const { engine, observer } = options;
    this.#options = options;
    this.#images = new Images(engine);
    this.#admission = new Admission({
      living: () => this.#live.size + this.#ending.size,
      most: () => options.mostSessions ?? sessionsFor(engine.info?.memory),
      hasRoom: () => options.mostSessions !== undefined || hasFreeMemory(),
    });
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

  /**
   * The session that they come back to, if it lives and is of that lab; else a new one, as soon as there is room.
   * Null: they left before that.
   */
  async open({ lab: slug, session: id, hasLog, ...guest }: Arrival): Promise<LiveSession | Problem | Ended | null> {
    const living = id === undefined ? undefined : this.#live.get(id);
    if (living?.session.lab === slug) return living;
    const why = id === undefined ? undefined : this.#ended.get(id);
    // Whoever still looks at it is told. Whoever comes anew begins anew.
    if (why !== undefined && hasLog) return { type: 'ended', why };
    if (this.#admission.isLineFull) return problem('full', 'No session could be opened.', 'So many wait already that nobody else can.', 'Try again in some minutes.');
    const lab = await this.#options.readLab(slug);
    if ('code' in lab) return lab;
    const ticket = await this.#admission.enter(id, newSessionId, guest);
    if (ticket === null) return null;
    // Two pages may have waited with one ticket: the first begins, the other joins.
    const begun = this.#live.get(ticket) ?? (guest.signal.aborted ? null : this.#begin(lab, ticket));
    this.#admission.began(ticket);
    if (begun === null) this.#admission.look();
    return begun;
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
    if ('code' in lab) this.#options.log.warn({ lab: slug, ...lab }, 'the changed lab cannot be used');
    for (const live of open) {
      if ('code' in lab) live.tell(problem('bad-edit', `The lab ${slug} was edited and cannot be used like this.`, lab.why, 'Mend the file: the page takes it up at once. Until then it goes on with the version before.'));
      else live.labChanged(lab);
    }
  }

  get size(): number {
    return this.#live.size;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    for (const stop of this.#stops) stop();
    this.#admission[Symbol.dispose]();
    await Promise.all([...this.#live.values()].map((live) => this.#end(live)));
  }

  #begin(lab: Lab, id: string): LiveSession {
    const { engine, observer, root, log, times, askPredictions = true } = this.#options;
    const session = new Session(lab.slug, (key) => observer.originOf(key), id);
    const { mode, reason } = observer.capability;
    session.emit({ type: 'lab-opened', lab: lab.slug });
    session.emit({ type: 'observer', mode, reason });
    session.emit(engineFact(engine.state));
    session.emit({ type: 'snapshot', reason: 'start', processes: this.#seenBy(session) });
    this.#router.add(session);
    const live: LiveSession = LiveSession.start({
      session, lab, engine, images: this.#images, root, times, askPredictions,
      log: log.child({ session: session.tag, lab: lab.slug }),
      onOver: (why) => void this.#over(live, why).catch((error: unknown) => log.error({ error, session: session.tag }, 'a session could not be ended')),
    });
    this.#live.set(session.id, live);
    log.info({ session: session.tag, lab: lab.slug }, 'session opened');
    return live;
  }

  /** A session's own end, which its viewers are told of. */
  async #over(live: LiveSession, why: Ended['why']): Promise<void> {
    if (this.#live.get(live.session.id) !== live) return;
    this.#ended.set(live.session.id, why);
    if (this.#ended.size > REMEMBERED_ENDS) this.#ended.delete(this.#ended.keys().next().value ?? '');
    const ending = this.#end(live);
    live.tell({ type: 'ended', why });
    await ending;
  }

  async #end(live: LiveSession): Promise<void> {
    const { session } = live;
    this.#live.delete(session.id);
    this.#ending.add(live);
    try {
      await live[Symbol.asyncDispose]();
    } finally {
      this.#ending.delete(live);
      this.#router.remove(session);
      this.#admission.look();
    }
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
