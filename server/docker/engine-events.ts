/**
 * The engine's events about our containers, as facts with their time on CLOCK_MONOTONIC. Facts of one
 * container come in order; those of others do not wait for it.
 */
import type Docker from 'dockerode';
import type { ContainerEvent } from '@/model/event';
import { ProcFs } from '../kernel/proc-fs';
import { monotonic } from '../monotonic';
import { ClockOffset } from './clock-offset';
import { ContainerLedger, missedFacts, type Entry } from './container-ledger';
import { statusOf } from './engine-error';
import { messageName, messageSession, parseEngineMessage, plainFact, type EngineMessage } from './engine-message';
import { requestStream } from './engine-request';
import { LABEL, learnerImage, learnerName } from './labels';
import { readLines } from './text-lines';

export interface EngineFact {
  /** CLOCK_MONOTONIC, milliseconds. */
  readonly at: number;
  readonly session: string;
  /** The learner's name of the container. */
  readonly name: string;
  readonly fact: ContainerEvent;
  /** Told from the difference after the engine was away; its time is that of the look. */
  readonly inferred?: true;
}

export type EngineFactListener = (facts: readonly EngineFact[]) => void;

interface Told {
  readonly fact: ContainerEvent;
  readonly startedAt: string;
}

/** A look at a container must not hold up its facts for longer than this. */
const LOOK_MS = 2_000;
/** Keeps the last messages to tell doubled ones after a reconnect. */
const REMEMBERED = 512;

export class EngineEvents {
  readonly clock = new ClockOffset(() => Date.now(), monotonic);
  readonly #docker: Docker;
  readonly #owner: string;
  readonly #tell: EngineFactListener;
  readonly #proc = new ProcFs();
  readonly #ledger = new ContainerLedger();
  readonly #queues = new Map<string, Promise<void>>();
  readonly #oomSeen = new Set<string>();
  readonly #quietExecs = new Set<string>();
  readonly #seen: string[] = [];
  /** Unix milliseconds of the last look after a reconnect, by container. */
  readonly #caughtUpAt = new Map<string, number>();
  #lastNano: number | undefined;

  constructor(docker: Docker, owner: string, tell: EngineFactListener) {
    this.#docker = docker;
    this.#owner = owner;
    this.#tell = tell;
  }

  /** An exec of our own making, such as the ps panel's, that is not to be told. */
  keepQuiet(exec: string): void {
    this.#quietExecs.add(exec);
    if (this.#quietExecs.size > REMEMBERED) for (const oldest of this.#quietExecs) { this.#quietExecs.delete(oldest); break; }
  }

  /** Opens the stream, tells what was missed since the last one, and answers with a promise of its end. */
  async open(signal: AbortSignal): Promise<{ readonly ended: Promise<void> }> {
    for (let sample = 0; sample < 16; sample += 1) this.clock.measure();
    const filters = JSON.stringify({ type: ['container'], label: [`${LABEL.owner}=${this.#owner}`] });
    const since = this.#lastNano === undefined ? {} : { since: nanoText(this.#lastNano) };
    const stream = await requestStream(this.#docker, { method: 'GET', path: '/events', query: { filters, ...since }, signal });
    const ended = readLines(stream, (line) => this.#receive(line), { longest: 1 << 20 });
    await this.#catchUp();
    return { ended };
  }

  #receive(line: string): void {
    this.clock.measure();
    const message = parseEngineMessage(line);
    if (message === undefined || this.#isDouble(message)) return;
    this.#lastNano = Math.max(this.#lastNano ?? 0, message.timeNano);
    const id = message.Actor.ID;
    if (message.Action === 'oom') this.#oomSeen.add(id);
    const fact = plainFact(message, this.#oomSeen.has(id));
    if (fact === undefined) return;
    const at = this.clock.toMonotonic(message.timeNano / 1e6);
    void this.#enqueue(id, async () => {
      // What a catch-up saw is told already.
      if (message.timeNano / 1e6 <= (this.#caughtUpAt.get(id) ?? 0)) return;
      const known = fact === null ? await this.#look(message) : { fact, startedAt: '' };
      if (known === undefined || isTold(this.#ledger.get(id), known)) return;
      if (known.fact.type === 'container-started') this.#oomSeen.delete(id);
      if (known.fact.type === 'container-removed') this.#caughtUpAt.delete(id);
      this.#emit({ at, session: messageSession(message), name: messageName(message), fact: known.fact }, known.startedAt);
    });
  }

  /** The parts that the event itself does not carry. */
  async #look(message: EngineMessage): Promise<Told | undefined> {
    const id = message.Actor.ID;
    const attributes = message.Actor.Attributes;
    if (message.Action === 'create') {
      // Not inspected: the engine would answer only once the container runs, and the kernel is quicker than that.
      const image = attributes[LABEL.image] ?? learnerImage(attributes['image'] ?? '');
      return { fact: { type: 'container-created', id, name: messageName(message), image }, startedAt: '' };
    }
    if (message.Action === 'start') {
      const body = await this.#inspect(id);
      // A container that exits at once may be gone before it can be asked: pid 0 means "not known".
      const pid = body?.State.Pid ?? 0;
      return { fact: { type: 'container-started', id, pid, pidns: this.#pidns(pid) }, startedAt: body?.State.StartedAt ?? '' };
    }
    const exec = attributes['execID'];
    if (exec !== undefined && this.#quietExecs.has(exec)) return undefined;
    return { fact: { type: 'container-exec', id, argv: await this.#execArgv(exec, message.Action) }, startedAt: '' };
  }

  async #execArgv(exec: string | undefined, action: string): Promise<readonly string[]> {
    const spoken = action.replace(/^exec_start: ?/, '').trim();
    if (exec === undefined) return spoken.split(' ');
    try {
      const body = await this.#docker.getExec(exec).inspect({ abortSignal: AbortSignal.timeout(LOOK_MS) });
      return [body.ProcessConfig.entrypoint, ...body.ProcessConfig.arguments];
    } catch {
      return spoken.split(' ');
    }
  }

  async #inspect(id: string): Promise<Docker.ContainerInspectInfo | undefined> {
    try {
      return await this.#docker.getContainer(id).inspect({ abortSignal: AbortSignal.timeout(LOOK_MS) });
    } catch {
      return undefined;
    }
  }

  #pidns(pid: number): number | undefined {
    return pid === 0 ? undefined : this.#proc.namespace(pid, 'pid');
  }

  /** Tells what happened to known containers while nobody listened. Runs after each (re)connect. */
  async #catchUp(): Promise<void> {
    await Promise.all(
      this.#ledger.ids().map((id) =>
        this.#enqueue(id, async () => {
          const told = this.#ledger.get(id);
          if (told === undefined) return;
          this.#caughtUpAt.set(id, Date.now());
          const body = await this.#docker.getContainer(id).inspect().catch((error: unknown) => {
            if (statusOf(error) === 404) return undefined;
            throw error;
          });
          const now = body === undefined ? undefined : listed(told, body);
          const pid = body?.State.Pid ?? 0;
          for (const fact of missedFacts(id, told, now, pid, this.#pidns(pid))) {
            this.#emit({ at: monotonic(), session: told.session, name: now?.name ?? told.name, fact, inferred: true }, now?.startedAt ?? '');
          }
        }),
      ),
    );
  }

  #emit(fact: EngineFact, startedAt: string): void {
    this.#ledger.follow(fact.session, fact.name, fact.fact, startedAt);
    this.#tell([fact]);
  }

  #enqueue(id: string, job: () => Promise<void>): Promise<void> {
    const done = (this.#queues.get(id) ?? Promise.resolve()).then(job);
    const settled = done.catch(() => undefined).finally(() => {
      if (this.#queues.get(id) === settled) this.#queues.delete(id);
    });
    this.#queues.set(id, settled);
    return done;
  }

  #isDouble(message: EngineMessage): boolean {
    const key = `${message.timeNano} ${message.Actor.ID} ${message.Action}`;
    if (this.#seen.includes(key)) return true;
    this.#seen.push(key);
    if (this.#seen.length > REMEMBERED) this.#seen.splice(0, REMEMBERED / 2);
    return false;
  }
}

/** Whether the ledger has it already: after a reconnect a life may be told by a look and by a late message. */
function isTold(entry: Entry | undefined, { fact, startedAt }: Told): boolean {
  if (entry === undefined) return false;
  if (fact.type === 'container-started') return entry.running && startedAt !== '' && entry.startedAt === startedAt;
  return fact.type === 'container-died' && !entry.running && entry.startedAt !== '';
}

function listed(told: Entry, body: Docker.ContainerInspectInfo) {
  const { State } = body;
  return {
    id: body.Id,
    session: told.session,
    name: learnerName(told.session, body.Name),
    running: State.Running,
    paused: State.Paused,
    startedAt: State.StartedAt.startsWith('0001-') ? '' : State.StartedAt,
    exitCode: State.ExitCode,
    oomKilled: State.OOMKilled,
  };
}

/** Seconds and nanoseconds as the engine's `since` takes them; a number of this size is right to a quarter of a microsecond. */
function nanoText(nano: number): string {
  const seconds = Math.floor(nano / 1e9);
  return `${seconds}.${String(Math.max(0, Math.floor(nano - seconds * 1e9) - 1_000)).padStart(9, '0')}`;
}
