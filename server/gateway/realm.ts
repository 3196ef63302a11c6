/** What belongs to one session on the engine, found by the learner's own words; whatever else the engine has does not exist here. */
import type { IncomingMessage } from 'node:http';
import type { Engine } from '../docker/engine';
import { pickContainer, sessionContainers, type FoundContainer } from '../docker/session-containers';
import type { SessionImages } from '../docker/session-images';
import { callEngine, type EngineCall } from './engine-call';
import type { GatewayLimits } from './gateway-limits';
import { notAllowed, notThere, Refusal } from './refusal';

export interface RealmOptions {
  readonly engine: Engine;
  /** The session's tag. */
  readonly session: string;
  readonly limits: GatewayLimits;
  readonly images: SessionImages;
}

export class Realm {
  readonly engine: Engine;
  readonly session: string;
  readonly limits: GatewayLimits;
  /** What the session's lab built. */
  readonly images: SessionImages;
  #turn: Promise<unknown> = Promise.resolve();
  #building = false;
  /** Images without a name that failed builds left: kept as a cache for the next try, and removed with the session. */
  readonly leftovers = new Set<string>();

  constructor({ engine, session, limits, images }: RealmOptions) {
    this.engine = engine;
    this.session = session;
    this.limits = limits;
    this.images = images;
  }

  call(call: EngineCall): Promise<IncomingMessage> {
    return callEngine(this.engine, call);
  }

  /** Newest first. */
  containers(signal?: AbortSignal): Promise<readonly FoundContainer[]> {
    return sessionContainers(this.engine.docker, this.session, signal);
  }

  /** The container meant by a name, an id or the beginning of one. Throws the engine's 404. */
  async container(reference: string, signal?: AbortSignal): Promise<FoundContainer> {
    const found = pickContainer(await this.containers(signal), reference.replace(/^\//, ''));
    if (found === undefined) throw notThere('container', reference);
    return found;
  }

  /** The same, for what would list processes: refused where the host's are seen. */
  async insideOf(reference: string, signal?: AbortSignal): Promise<FoundContainer> {
    const found = await this.container(reference, signal);
    if (found.seesHost) throw notAllowed(`Looking around inside ${found.name}`, 'it shares the host’s PID namespace, and everybody’s processes are there.', 'Its own are in the trees. Use docker stop, kill, logs or rm.');
    return found;
  }

  /** One after the other: what counts before it makes must not be overtaken. */
  inTurn<T>(action: () => Promise<T>): Promise<T> {
    const turn = this.#turn.then(action);
    this.#turn = turn.catch(() => undefined);
    return turn;
  }

  /** One build at a time; the answer ends it. Throws a Refusal while another one runs. */
  beginBuild(): () => void {
    if (this.#building) throw new Refusal(409, 'A build is running in this session already. Wait for it, or end it with Ctrl-C.');
    this.#building = true;
    return () => (this.#building = false);
  }

  /** Remembers those images that nobody has a name for. Ids of twelve digits. */
  async leave(images: Iterable<string>): Promise<void> {
    for (const id of images) {
      const told = await this.engine.docker.getImage(id).inspect().catch(() => undefined);
      if (told !== undefined && (told.RepoTags ?? []).length === 0) this.leftovers.add(told.Id);
    }
  }
}
