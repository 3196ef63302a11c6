/** Performs one command line and tells its beginning, its output and its end as facts. */
import type { TypedCommand } from '@/model/docker-command/command';
import type { Engine } from '../docker/engine';
import type { Images } from '../docker/images';
import { GIVEN_UP, needsTurn, performCommand } from '../docker/perform';
import type { Turn } from '../docker/turnstile';
import { monotonic } from '../monotonic';
import { caughtUp } from './caught-up';
import { hostPsText } from './host-ps';
import type { LabImages } from './lab-images';
import type { RunSession } from './run-session';

/** Characters of one output fact: what the wire takes. */
const MAX_TEXT = 16_000;
/** Characters of output that a caller gets back: enough to say why a line failed. */
const KEPT_OUTPUT = 2000;

export interface LineEnd {
  readonly exitCode: number;
  /** The last of what it printed. */
  readonly output: string;
}

export interface LineRunnerOptions {
  readonly session: RunSession;
  readonly engine: Engine;
  readonly builder: Images;
  readonly images: LabImages;
  /** The files that `docker build … .` finds. */
  readonly labFiles: () => Readonly<Record<string, string>>;
}

export class LineRunner {
  readonly #options: LineRunnerOptions;
  #count = 0;

  constructor(options: LineRunnerOptions) {
    this.#options = options;
  }

  /** `step`: whose line it is; null for a setup. Never throws: what went wrong is in the exit code and the output, as in a shell. */
  async perform(line: string, command: TypedCommand, step: string | null, signal: AbortSignal): Promise<LineEnd> {
    const { session, engine, builder, images, labFiles } = this.#options;
    this.#count += 1;
    const id = `c${this.#count}`;
    let output = '';
    let turn: Turn | undefined;
    try {
      if (needsTurn(command)) turn = await engine.turnstile.take({ signal, onWait: (ahead) => session.emit({ type: 'command-waiting', command: id, line, step, ahead }) });
    } catch {
      session.emit({ type: 'command-ended', command: id, exitCode: GIVEN_UP, error: 'given up' });
      return { exitCode: GIVEN_UP, output };
    }
    session.emit({ type: 'command-started', command: id, line, step });
    const exitCode = await performCommand(engine, command, {
      session: session.tag,
      signal,
      write: (stream, text) => {
        output = (output + text).slice(-KEPT_OUTPUT);
        for (let at = 0; at < text.length; at += MAX_TEXT) session.emit({ type: 'command-output', command: id, stream, text: text.slice(at, at + MAX_TEXT) });
      },
      builder,
      images: images.session,
      buildContext: (folder, dockerfile) => (folder === '.' ? { dockerfile, files: labFiles() } : undefined),
      hostPs: () => hostPsText(session.world),
      // A lab's author is trusted with it; what a learner types does not come here.
      allowHostPid: true,
    });
    turn?.[Symbol.dispose]();
    const endedAt = monotonic();
    // The engine tells of a container some time after it has started it. The log shows first what the command did, then its end.
    if (!signal.aborted) await caughtUp(engine, session, signal).catch(() => false);
    session.emit({ type: 'command-ended', command: id, exitCode, ...(exitCode === GIVEN_UP && signal.aborted ? { error: 'given up' } : {}) }, endedAt);
    return { exitCode, output };
  }
}
