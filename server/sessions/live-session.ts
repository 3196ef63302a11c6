/**
 * A session with people at it: its run, its viewers, and what it streams while somebody looks. It ends when its
 * time is up, when nobody has looked for a while, or when it is asked to, and removes what it made.
 */
import type { Logger } from 'pino';
import type { Lab } from '@/protocol/lab-data';
import type { Ended, Problem, ServerMessage } from '@/protocol/wire';
import { problem } from '@/protocol/codec';
import type { Engine } from '../docker/engine';
import type { Images } from '../docker/images';
import { LogFollower } from '../docker/log-follower';
import { LabRun } from '../lab-run/lab-run';
import { Terminals } from '../terminal/terminals';
import { PsWatch } from './ps-watch';
import type { Session } from './session';
import type { SessionTimes } from './time-limit';
import { TimeLimit } from './time-limit';

/** A viewer's own clock goes on between two of these; this only keeps it right. */
const TELL_CLOCK_MS = 60_000;

export interface LiveSessionOptions {
  readonly session: Session;
  readonly lab: Lab;
  readonly engine: Engine;
  /** Shared by all sessions: an image is built once. */
  readonly images: Images;
  /** Where this server's own files are. */
  readonly root: string;
  readonly log: Logger;
  /** Null: it lasts until it is disposed of. */
  readonly times: SessionTimes | null;
  readonly askPredictions: boolean;
  readonly onOver: (why: Ended['why']) => void;
}

export class LiveSession {
  readonly session: Session;
  readonly terminals: Terminals;
  readonly #run: LabRun;
  readonly #ps: PsWatch;
  readonly #logs: LogFollower;
  readonly #limit: TimeLimit | null;
  #idleMs: number | null;
  readonly #onOver: (why: Ended['why']) => void;
  readonly #viewers = new Map<object, (message: ServerMessage) => void>();
  readonly #telling: NodeJS.Timeout;
  #lab: Lab;
  #idle: NodeJS.Timeout | undefined;

  static start(options: LiveSessionOptions): LiveSession {
    return new LiveSession(options);
  }

  private constructor({ session, lab, engine, images, root, log, times, askPredictions, onOver }: LiveSessionOptions) {
    this.session = session;
    this.#lab = lab;
    this.#limit = times === null ? null : TimeLimit.start(times, () => onOver('time'));
    this.#idleMs = times?.idle ?? null;
    this.#onOver = onOver;
    this.#telling = setInterval(() => this.#tellClock(), TELL_CLOCK_MS);
    this.#telling.unref();
    this.#run = LabRun.start({ lab, session, engine, images, askPredictions, log });
    this.terminals = Terminals.start({ session, engine, images, labImages: this.#run.images, lab: () => this.#lab, root, log });
    this.#ps = new PsWatch(session, engine, log);
    this.#logs = LogFollower.start({ engine, session: session.tag, emit: (fact, at) => session.emit(fact, at) });
    this.#rest();
  }

  /** Somebody looks, and is told what is not in the log; the answer is called when they leave. */
  join(viewer: object, tell: (message: ServerMessage) => void): () => void {
    clearTimeout(this.#idle);
    this.#viewers.set(viewer, tell);
    if (this.#limit !== null) tell(this.#limit.clock);
    return () => {
      this.#viewers.delete(viewer);
      this.#ps.watch(viewer, null);
      if (this.#viewers.size === 0) this.#rest();
    };
  }

  /** The lab's files changed on disk. */
  labChanged(lab: Lab): void {
    this.#lab = lab;
    this.#run.replaceLab(lab);
    this.tell({ type: 'lab-changed', lab: lab.slug });
  }

  /** Tells everybody who looks. */
  tell(message: ServerMessage): void {
    for (const tell of [...this.#viewers.values()]) tell(message);
  }

  extend(): Problem | null {
    const gained = this.#limit?.extend() ?? 0;
    this.#tellClock();
    if (gained > 0) return null;
    return problem('longest', 'The session was not extended.', 'It lasts as long already as a session may.', 'Finish what you are at; afterwards start anew, and what you have learned is kept.');
  }

  end(): null {
    this.#onOver('asked');
    return null;
  }

  enterStep(step: string): Promise<Problem | null> {
    return this.#run.enterStep(step);
  }

  predict(step: string, choice: number): Promise<Problem | null> {
    return this.#run.predict(step, choice);
  }

  run(step: string, line: number): Promise<Problem | null> {
    return this.#run.run(step, line);
  }

  modify(step: string, text: string): Promise<Problem | null> {
    return this.#run.modify(step, text);
  }

  reset(step: string): Promise<Problem | null> {
    return this.#run.reset(step);
  }

  cancel(): Promise<Problem | null> {
    return this.#run.cancel();
  }

  watchPs(viewer: object, container: string | null): null {
    this.#ps.watch(viewer, container);
    return null;
  }

  /** Ends the run and removes what it made. */
  async [Symbol.asyncDispose](): Promise<void> {
    clearTimeout(this.#idle);
    clearInterval(this.#telling);
    this.#idleMs = null; // viewers leave only now
    this.#limit?.[Symbol.dispose]();
    this.#ps.dispose();
    await Promise.all([this.terminals[Symbol.asyncDispose](), this.#run[Symbol.asyncDispose]()]);
    this.#logs[Symbol.dispose]();
  }

  #rest(): void {
    clearTimeout(this.#idle);
    if (this.#idleMs === null) return;
    this.#idle = setTimeout(() => this.#onOver('idle'), this.#idleMs);
    this.#idle.unref();
  }

  #tellClock(): void {
    if (this.#limit !== null) this.tell(this.#limit.clock);
  }
}
