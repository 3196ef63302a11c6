/**
 * Streams `docker exec CONTAINER ps -ef` while somebody looks at that panel: once at the beginning, then after
 * each change of the container's processes. Looking costs (docs/adr/0004-looking-costs.md), so never by the clock.
 */
import type { Logger } from 'pino';
import type { Event } from '@/model/event';
import type { World } from '@/model/world';
import type { Engine } from '../docker/engine';
import { containerPs } from '../docker/container-ps';
import type { Session } from './session';

/** A burst of changes is one change; and two looks keep this distance (ms). */
const REST_MS = 400;

export class PsWatch {
  readonly #session: Session;
  readonly #engine: Engine;
  readonly #log: Logger;
  /** Learner's container name by viewer. */
  readonly #watched = new Map<object, string>();
  readonly #looking = new Map<string, AbortController>();
  readonly #resting = new Map<string, NodeJS.Timeout>();
  readonly #unsubscribe: () => void;

  constructor(session: Session, engine: Engine, log: Logger) {
    this.#session = session;
    this.#engine = engine;
    this.#log = log;
    this.#unsubscribe = session.subscribe((events) => this.#notice(events));
  }

  /** What this viewer looks at from now on; null: nothing. */
  watch(viewer: object, name: string | null): void {
    if (name === null) this.#watched.delete(viewer);
    else this.#watched.set(viewer, name);
    const id = name === null ? undefined : idOf(this.#session.world, name);
    if (id !== undefined) this.#soon(id, 0);
  }

  dispose(): void {
    this.#unsubscribe();
    for (const timer of this.#resting.values()) clearTimeout(timer);
    for (const looking of this.#looking.values()) looking.abort();
  }

  #notice(events: readonly Event[]): void {
    if (this.#watched.size === 0) return;
    const { world } = this.#session;
    for (const name of new Set(this.#watched.values())) {
      const id = idOf(world, name);
      if (id !== undefined && events.some((event) => changes(event, id, world))) this.#soon(id, REST_MS);
    }
  }

  #soon(id: string, delay: number): void {
    if (this.#resting.has(id)) return;
    this.#resting.set(id, setTimeout(() => {
      if (this.#looking.has(id)) {
        this.#resting.delete(id);
        return this.#soon(id, REST_MS);
      }
      this.#resting.delete(id);
      void this.#look(id);
    }, delay));
  }

  async #look(id: string): Promise<void> {
    if (this.#session.world.containers.get(id)?.state !== 'running') return;
    const looking = new AbortController();
    this.#looking.set(id, looking);
    try {
      const ps = await containerPs(this.#engine, id, looking.signal);
      if (ps?.exitCode === 0) this.#session.emit({ type: 'ps', id, text: ps.text });
    } catch (error) {
      // The page falls back to what the world says, and says so.
      this.#log.debug({ error, container: id }, 'ps could not be run');
    } finally {
      this.#looking.delete(id);
    }
  }
}

/** The container of that name that was created last. */
function idOf(world: World, name: string): string | undefined {
  return [...world.containers.values()].findLast((container) => container.name === name)?.id;
}

/** True when the processes of the container are others than before; the looking itself does not count. */
function changes(event: Event, id: string, world: World): boolean {
  switch (event.type) {
    case 'container-started':
      return event.id === id;
    case 'exec':
    case 'exit':
    case 'reparent': {
      const process = world.processes.get(event.proc);
      return process?.container === id && process.role === 'member' && process.comm !== 'ps';
    }
    case 'reap':
      // The process is out of the world already; whose child it was tells whose it is.
      return event.by !== null && world.processes.get(event.by)?.container === id && world.processes.get(event.by)?.role === 'member';
    default:
      return false;
  }
}
