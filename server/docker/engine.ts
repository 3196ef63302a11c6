/**
 * The connection to the engine: it is there or it is not, and comes back by itself. Commands use `docker`
 * and fail with the connection's error while it is away.
 */
import Docker from 'dockerode';
import { z } from 'zod';
import type { Logger } from 'pino';
import { backoffMs } from './backoff';
import { addressText, dockerOptions, engineAddress, type EngineAddress } from './engine-address';
import { engineMessage } from './engine-error';
import { EngineEvents, type EngineFactListener } from './engine-events';
import { enginePid } from './engine-pid';
import { requestJson } from './engine-request';
import { newOwnerId, type OwnerId } from './owner';
import { pause } from './pause';
import { Turnstile } from './turnstile';

export interface EngineOptions {
  /** As DOCKER_HOST writes it; by default that variable, else the default socket. */
  readonly host?: string | undefined;
  readonly log: Logger;
  /** Ends the connection. */
  readonly signal?: AbortSignal | undefined;
  readonly owner?: OwnerId | undefined;
}

export interface EngineInfo {
  readonly kind: 'docker' | 'podman';
  readonly version: string;
  readonly api: string;
  readonly cgroup: 'v1' | 'v2';
  /** How much of the machine the engine may give away. */
  readonly cpus: number;
  readonly memory: number;
  /** Whether the kernel lets the engine limit these. */
  readonly limits: { readonly memory: boolean; readonly pids: boolean; readonly cpu: boolean };
  /** The daemon's pid where this server can see it. */
  readonly pid: number | undefined;
}

export type EngineState = { readonly type: 'up'; readonly info: EngineInfo } | { readonly type: 'down'; readonly reason: string };

const VERSION = z.object({ Version: z.string(), ApiVersion: z.string(), Components: z.array(z.object({ Name: z.string() })).nullish() });
const INFO = z.object({
  CgroupVersion: z.string().nullish(),
  MemoryLimit: z.boolean().nullish(),
  PidsLimit: z.boolean().nullish(),
  CpuCfsQuota: z.boolean().nullish(),
  NCPU: z.number().nullish(),
  MemTotal: z.number().nullish(),
});

/** An engine that accepts connections but does not answer for so long is down. */
const ANSWER_MS = 10_000;
const PULSE_MS = 15_000;
/** Two commands at a time keep a processor busy: while one starts a process, the other waits for the disk or the network's tables. */
const SEATS_A_CPU = 2;

export class Engine {
  readonly docker: Docker;
  readonly address: EngineAddress;
  readonly owner: OwnerId;
  readonly log: Logger;
  /** Commands that make the engine work take turns here. */
  readonly turnstile = new Turnstile(() => SEATS_A_CPU * (this.info?.cpus ?? 1));
  readonly #events: EngineEvents;
  readonly #stateListeners = new Set<(state: EngineState) => void>();
  readonly #factListeners = new Set<EngineFactListener>();
  readonly #ended = new AbortController();
  #state: EngineState = { type: 'down', reason: 'not asked yet' };
  #attempts = 0;
  #running: Promise<void> = Promise.resolve();

  private constructor(options: EngineOptions) {
    this.address = engineAddress(options.host ?? process.env['DOCKER_HOST']);
    this.docker = new Docker(dockerOptions(this.address));
    this.owner = options.owner ?? newOwnerId();
    this.log = options.log;
    this.#events = new EngineEvents(this.docker, this.owner, (facts) => {
      for (const listener of this.#factListeners) listener(facts);
    });
  }

  /** Connects, and stays connected until disposed of. Returns after the first attempt, whether the engine is there or not. */
  static async connect(options: EngineOptions): Promise<Engine> {
    const engine = new Engine(options);
    if (options.signal?.aborted === true) engine.#ended.abort();
    options.signal?.addEventListener('abort', () => engine.#ended.abort(), { once: true });
    await new Promise<void>((resolve) => {
      engine.#running = engine.#stayConnected(resolve);
    });
    return engine;
  }

  get state(): EngineState {
    return this.#state;
  }

  /** What is known of the engine while it is up. */
  get info(): EngineInfo | undefined {
    return this.#state.type === 'up' ? this.#state.info : undefined;
  }

  /** How people and DOCKER_HOST write the address. */
  get addressText(): string {
    return addressText(this.address);
  }

  /** Calls at each change from now on; the answer ends that. */
  onState(listener: (state: EngineState) => void): () => void {
    this.#stateListeners.add(listener);
    return () => this.#stateListeners.delete(listener);
  }

  /** Calls with the facts about this server's containers; the answer ends that. */
  onFacts(listener: EngineFactListener): () => void {
    this.#factListeners.add(listener);
    return () => this.#factListeners.delete(listener);
  }

  /** Marks an exec of the server's own as not worth telling. Call it before the exec starts. */
  keepQuiet(exec: string): void {
    this.#events.keepQuiet(exec);
  }

  /** A time of the engine's wall clock (Unix ms) on CLOCK_MONOTONIC, in milliseconds. */
  toMonotonic(wallMs: number): number {
    return this.#events.clock.toMonotonic(wallMs);
  }

  /** Fulfilled once the engine is up; rejected when the signal aborts first. */
  async whenUp(signal?: AbortSignal): Promise<EngineInfo> {
    while (this.#state.type !== 'up') {
      signal?.throwIfAborted();
      await new Promise<void>((resolve) => {
        const stop = this.onState(done);
        function done(): void {
          stop();
          signal?.removeEventListener('abort', done);
          resolve();
        }
        signal?.addEventListener('abort', done, { once: true });
      });
    }
    return this.#state.info;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#ended.abort();
    await this.#running;
  }

  async #stayConnected(attempted: () => void): Promise<void> {
    let failures = 0;
    while (!this.#ended.signal.aborted) {
      const connection = new AbortController();
      const both = AbortSignal.any([connection.signal, this.#ended.signal]);
      try {
        const info = await readInfo(this.docker, this.address, AbortSignal.any([both, AbortSignal.timeout(ANSWER_MS)]));
        const { ended } = await this.#events.open(both);
        failures = 0;
        this.#become({ type: 'up', info });
        attempted();
        await Promise.race([ended, this.#pulseLost(both)]);
        this.#become({ type: 'down', reason: 'the engine ended the connection' });
      } catch (error) {
        this.#become({ type: 'down', reason: engineMessage(error) });
      }
      connection.abort();
      attempted();
      await pause(backoffMs(failures), this.#ended.signal);
      failures += 1;
    }
  }

  /** Fulfilled when the engine no longer answers (or the signal aborts): a frozen daemon does not close its streams. */
  async #pulseLost(signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      await pause(PULSE_MS, signal);
      try {
        await requestJson(this.docker, { method: 'GET', path: '/_ping', signal: AbortSignal.any([signal, AbortSignal.timeout(ANSWER_MS)]) });
      } catch {
        return;
      }
    }
  }

  #become(state: EngineState): void {
    // Why it is away may change from attempt to attempt (reset, refused, no socket); that it is away is told once.
    const again = this.#state.type === 'down' && state.type === 'down' && this.#attempts > 0;
    this.#attempts += 1;
    this.#state = state;
    if (again || this.#ended.signal.aborted) return;
    if (state.type === 'up') this.log.info({ engine: this.addressText, ...state.info }, 'engine up');
    else this.log.warn({ engine: this.addressText, reason: state.reason }, 'engine down');
    for (const listener of [...this.#stateListeners]) listener(state);
  }
}

async function readInfo(docker: Docker, address: EngineAddress, signal: AbortSignal): Promise<EngineInfo> {
  const [version, info] = await Promise.all(['/version', '/info'].map((path) => requestJson(docker, { method: 'GET', path, signal })));
  const { Version, ApiVersion, Components } = VERSION.parse(version);
  const { CgroupVersion, MemoryLimit, PidsLimit, CpuCfsQuota, NCPU, MemTotal } = INFO.parse(info);
  return {
    kind: Components?.some((component) => /podman/i.test(component.Name)) === true ? 'podman' : 'docker',
    version: Version,
    api: ApiVersion,
    cgroup: CgroupVersion === '2' ? 'v2' : 'v1',
    cpus: NCPU ?? 1,
    memory: MemTotal ?? 0,
    limits: { memory: MemoryLimit ?? true, pids: PidsLimit ?? true, cpu: CpuCfsQuota ?? true },
    pid: enginePid(address),
  };
}
