/**
 * One session's run of a lab: enters steps, takes predictions, performs lines, resets. One action at a time;
 * what it does and sees goes into the session as facts. It removes its containers when it ends.
 */
import type { Logger } from 'pino';
import { isCommand, parseCommand } from '@/model/docker-command/parse';
import type { TypedCommand } from '@/model/docker-command/command';
import type { Lab, LabImage, LabStep } from '@/protocol/lab-data';
import type { Problem } from '@/protocol/wire';
import type { Engine } from '../docker/engine';
import { Images } from '../docker/images';
import type { SessionImages } from '../docker/session-images';
import { removeSession } from '../docker/sweep';
import { LabImages } from './lab-images';
import { LineRunner } from './line-runner';
import type { LineEnd } from './line-runner';
import * as problems from './problems';
import type { RunSession } from './run-session';
import { caughtUp } from './caught-up';

export interface LabRunOptions {
  readonly lab: Lab;
  readonly session: RunSession;
  readonly engine: Engine;
  /** Shared by all sessions of a server, so that an image is built once; by default this run's own. */
  readonly images?: Images | undefined;
  /** Whether a step's lines wait for its prediction. */
  readonly askPredictions?: boolean | undefined;
  readonly log: Logger;
}

/** A server that ends has no time for a long line. */
const END_TURN_MS = 5_000;

interface Work {
  readonly what: string;
  readonly controller: AbortController;
  readonly done: Promise<unknown>;
  /** It brings about a starting state: whoever orders something meanwhile means it for afterwards. */
  readonly prepares: boolean;
}

export class LabRun {
  readonly #session: RunSession;
  readonly #engine: Engine;
  readonly #log: Logger;
  readonly #images: LabImages;
  readonly #lines: LineRunner;
  readonly #askPredictions: boolean;
  readonly #ended = new AbortController();
  #lab: Lab;
  #work: Work | null = null;
  #preparing: Promise<void>;

  /** Begins to prepare the lab's images at once. */
  static start(options: LabRunOptions): LabRun {
    return new LabRun(options);
  }

  private constructor({ lab, session, engine, images, askPredictions = true, log }: LabRunOptions) {
    this.#lab = lab;
    this.#session = session;
    this.#engine = engine;
    this.#log = log;
    this.#askPredictions = askPredictions;
    const builder = images ?? new Images(engine);
    this.#images = new LabImages(session, builder, log);
    this.#lines = new LineRunner({ session, engine, builder, images: this.#images, labFiles: () => this.#lab.files });
    this.#preparing = this.#prepare();
  }

  /** The lab's images, by the names that the learner uses. */
  get images(): SessionImages {
    return this.#images.session;
  }

  /** The lab's files were edited: from now on the new ones count. */
  replaceLab(lab: Lab): void {
    this.#lab = lab;
    this.#preparing = this.#prepare();
  }

  /** Goes to a step. The first one entered, if it is not the lab's first, is given its starting state. */
  async enterStep(id: string): Promise<Problem | null> {
    const step = this.#step(id);
    if (step === undefined) return problems.unknownStep(id);
    if (this.#work !== null) return problems.busy(this.#work.what);
    const { step: current } = this.#session.world;
    if (current === id) return null;
    if (current === null && step.setup.length > 0) return this.reset(id);
    this.#session.emit({ type: 'step-entered', step: id });
    return null;
  }

  /** A prediction that comes while the step is being reset is one for the time afterwards. */
  async predict(id: string, choice: number): Promise<Problem | null> {
    while (this.#work?.prepares === true) await this.#work.done;
    return this.#predict(id, choice);
  }

  #predict(id: string, choice: number): Problem | null {
    const step = this.#step(id);
    if (step === undefined) return problems.unknownStep(id);
    if (this.#session.world.step !== id) return problems.notEntered(id, this.#session.world.step);
    const options = step.predict?.options.length ?? 0;
    if (choice >= options) return problems.badChoice(choice, options);
    if (this.#session.world.predictions.has(id)) return problems.predictedAlready();
    this.#session.emit({ type: 'step-predicted', step: id, choice });
    return null;
  }

  /** Performs one of the step's own lines, by its index. A line that fails is no problem: its exit code is in the log. */
  async run(id: string, line: number): Promise<Problem | null> {
    const step = this.#step(id);
    if (step === undefined) return problems.unknownStep(id);
    if (this.#session.world.step !== id) return problems.notEntered(id, this.#session.world.step);
    if (this.#askPredictions && step.predict !== null && !this.#session.world.predictions.has(id)) return problems.predictFirst();
    const text = step.run[line];
    if (text === undefined) return problems.unknownLine(line);
    return this.#alone(text, async (signal) => {
      const end = await this.#line(text, id, signal);
      return 'code' in end ? end : null;
    });
  }

  /** Takes what the learner made of the step's task: from the step's starting state, builds it and performs the step's lines. */
  async modify(id: string, text: string): Promise<Problem | null> {
    const step = this.#step(id);
    if (step === undefined) return problems.unknownStep(id);
    if (this.#session.world.step !== id) return problems.notEntered(id, this.#session.world.step);
    const task = step.modify;
    if (task === null) return problems.noTask();
    const parsed = task.type === 'command' ? parseCommand(text) : null;
    if (parsed !== null && !isCommand(parsed)) return problems.badLine(text, parsed);
    return this.#alone(task.type === 'command' ? text : task.image, async (signal) => {
      const unset = await this.#prepareStep(step, signal);
      if (unset !== null) return unset;
      if (task.type === 'dockerfile') {
        const failed = await this.#ready({ tag: task.image, dockerfile: text, files: task.files }, signal);
        if (failed !== null) return failed;
      }
      for (const line of task.type === 'command' ? [text, ...step.run] : step.run) {
        const end = await this.#line(line, id, signal);
        if ('code' in end) return end;
        if (signal.aborted) return problems.givenUp();
      }
      return null;
    });
  }

  /** Brings about the step's starting state: removes the session's containers, performs the step's setup. Whatever runs is given up first. */
  async reset(id: string): Promise<Problem | null> {
    const step = this.#step(id);
    if (step === undefined) return problems.unknownStep(id);
    const what = `reset of ${id}`;
    // A link to the step has begun the very same already.
    if (this.#work?.what === what) {
      await this.#work.done;
      return null;
    }
    await this.cancel();
    return this.#alone(what, (signal) => this.#prepareStep(step, signal), true);
  }

  /** Gives up what runs now, as Ctrl-C would; containers stay. */
  async cancel(): Promise<null> {
    const work = this.#work;
    work?.controller.abort(new Error('canceled'));
    await work?.done;
    return null;
  }

  /** Ends what runs, and removes the session's containers. */
  async [Symbol.asyncDispose](): Promise<void> {
    this.#ended.abort(new Error('the session ended'));
    await this.#work?.done;
    await this.#preparing;
    if (this.#engine.state.type !== 'up') return; // the next start sweeps what is left
    await this.#removeAll(AbortSignal.timeout(END_TURN_MS)).catch((error: unknown) => this.#log.error({ error }, 'a session’s containers could not be removed'));
  }

  /** Takes its turn like any command, so that nobody's `docker stop` is slowed down by it; once the signal aborts, without waiting. */
  async #removeAll(signal: AbortSignal): Promise<void> {
    const turn = await this.#engine.turnstile.take({ signal, onWait: () => undefined }).catch(() => undefined);
    await removeSession(this.#engine, this.#session.tag);
    turn?.[Symbol.dispose]();
  }

  #step(id: string): LabStep | undefined {
    return this.#lab.steps.find((step) => step.id === id);
  }

  async #prepare(): Promise<void> {
    try {
      await this.#engine.whenUp(this.#ended.signal);
      await this.#images.prepareAll(this.#lab, this.#ended.signal);
    } catch (error) {
      if (!this.#ended.signal.aborted) this.#log.warn({ error }, 'the lab’s images could not be prepared');
    }
  }

  /** The one place where actions begin: waits for a reset, refuses a second one, and ends each with the session. */
  async #alone(what: string, action: (signal: AbortSignal) => Promise<Problem | null>, prepares = false): Promise<Problem | null> {
    while (this.#work?.prepares === true) await this.#work.done;
    if (this.#work !== null) return problems.busy(this.#work.what);
    if (this.#ended.signal.aborted) return problems.givenUp();
    const state = this.#engine.state;
    if (state.type === 'down') return problems.engineAway(state.reason);
    const controller = new AbortController();
    const signal = AbortSignal.any([controller.signal, this.#ended.signal]);
    const done = action(signal).catch((error: unknown) => {
      if (signal.aborted) return problems.givenUp();
      const now = this.#engine.state;
      if (now.type === 'down') return problems.engineAway(now.reason);
      throw error;
    });
    const finished = done.finally(() => {
      if (this.#work === work) this.#work = null;
    });
    // Whoever waits for it finds the way free afterwards.
    const work: Work = { what, controller, done: finished.catch(() => undefined), prepares };
    this.#work = work;
    const end = await finished;
    // Whoever gave it up knows; it is news only where the session ended it.
    return end?.code === 'given-up' && controller.signal.aborted ? null : end;
  }

  async #prepareStep(step: LabStep, signal: AbortSignal): Promise<Problem | null> {
    if (this.#session.world.step !== step.id) this.#session.emit({ type: 'step-entered', step: step.id });
    await this.#removeAll(signal);
    for (const line of step.setup) {
      const end = await this.#line(line, null, signal);
      if ('code' in end) return end;
      if (signal.aborted) return problems.givenUp();
      if (end.exitCode !== 0) return problems.setupFailed(line, end.output);
    }
    // What the setup did must be in the log before the checks begin, or it would tick them.
    if (!(await caughtUp(this.#engine, this.#session, signal))) this.#log.warn({ step: step.id }, 'the log does not show yet what the engine has');
    this.#session.emit({ type: 'step-reset', step: step.id });
    return null;
  }

  async #line(line: string, step: string | null, signal: AbortSignal): Promise<LineEnd | Problem> {
    const command = parseCommand(line);
    if (!isCommand(command)) return problems.badLine(line, command);
    const image = this.#imageOf(command);
    const failed = image === undefined ? null : await this.#ready(image, signal);
    return failed ?? this.#lines.perform(line, command, step, signal);
  }

  /** The lab's image that a command needs. */
  #imageOf(command: TypedCommand): LabImage | undefined {
    if (command.type !== 'run' && command.type !== 'create') return undefined;
    return this.#lab.images.find(({ tag }) => tag === command.spec.image);
  }

  async #ready(image: LabImage, signal: AbortSignal): Promise<Problem | null> {
    try {
      await this.#images.prepare(image, signal);
      return null;
    } catch (error) {
      return signal.aborted ? problems.givenUp() : problems.imageFailed(error);
    }
  }
}
