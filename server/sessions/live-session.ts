/**
 * A session with people at it: its run, its viewers, and what it streams while somebody looks. It ends when
 * nobody has looked for a while, and removes what it made.
 */
import type { Logger } from 'pino';
import type { Lab } from '@/protocol/lab-data';
import type { Problem } from '@/protocol/wire';
import type { Engine } from '../docker/engine';
import type { Images } from '../docker/images';
import { LogFollower } from '../docker/log-follower';
import { LabRun } from '../lab-run/lab-run';
import { Terminals } from '../terminal/terminals';
import { PsWatch } from './ps-watch';
import type { Session } from './session';

export interface LiveSessionOptions {
  readonly session: Session;
  readonly lab: Lab;
  readonly engine: Engine;
  /** Shared by all sessions: an image is built once. */
  readonly images: Images;
  /** Where this server's own files are. */
  readonly root: string;
  readonly log: Logger;
  /** Milliseconds without a viewer after which the session ends. */
  readonly idleMs: number;
  readonly askPredictions: boolean;
  readonly onIdle: () => void;
}

export class LiveSession {
  readonly session: Session;
  readonly terminals: Terminals;
  readonly #run: LabRun;
  readonly #ps: PsWatch;
  readonly #logs: LogFollower;
  readonly #idleMs: number;
  readonly #onIdle: () => void;
  readonly #viewers = new Map<object, (lab: string) => void>();
  #lab: Lab;
  #idle: NodeJS.Timeout | undefined;

  static start(options: LiveSessionOptions): LiveSession {
    return new LiveSession(options);
  }

  private constructor({ session, lab, engine, images, root, log, idleMs, askPredictions, onIdle }: LiveSessionOptions) {
    this.session = session;
    this.#lab = lab;
    this.#idleMs = idleMs;
    this.#onIdle = onIdle;
    this.#run = LabRun.start({ lab, session, engine, images, askPredictions, log });
    this.terminals = Terminals.start({ session, engine, images, labImages: this.#run.images, lab: () => this.#lab, root, log });
    this.#ps = new PsWatch(session, engine, log);
    this.#logs = LogFollower.start({ engine, session: session.tag, emit: (fact, at) => session.emit(fact, at) });
    this.#rest();
  }

  /** Somebody looks; the answer is called when they leave. */
  join(viewer: object, onLabChanged: (lab: string) => void): () => void {
    clearTimeout(this.#idle);
    this.#viewers.set(viewer, onLabChanged);
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
    for (const tell of this.#viewers.values()) tell(lab.slug);
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
    this.#ps.dispose();
    await Promise.all([this.terminals[Symbol.asyncDispose](), this.#run[Symbol.asyncDispose]()]);
    this.#logs[Symbol.dispose]();
  }

  #rest(): void {
    clearTimeout(this.#idle);
    this.#idle = setTimeout(this.#onIdle, this.#idleMs);
    this.#idle.unref();
  }
}
