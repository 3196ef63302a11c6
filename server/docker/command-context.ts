/** What performing a command needs to know of the session that asks. */
import type { BuildContext } from './build-context';
import type { Images } from './images';
import type { Limits } from './limits';
import type { OutputWriter } from './stream-frames';
import type { SessionImages } from './session-images';

export interface CommandContext {
  /** The session's tag: containers are named and labelled with it. */
  readonly session: string;
  /** Gives the command up, as Ctrl-C would: nothing that runs in a container is touched. */
  readonly signal: AbortSignal;
  /** What the docker command would print. */
  readonly write: OutputWriter;
  readonly builder: Images;
  /** Which images the session may use, by the learner's tags. */
  readonly images: SessionImages;
  /** What `docker build -f dockerfile folder` is made from; undefined where the session has no such folder. */
  readonly buildContext?: ((folder: string, dockerfile: string) => BuildContext | undefined) | undefined;
  readonly limits?: Partial<Limits> | undefined;
  /** Whether `--pid=host` may be performed: for a lab's own lines, never for what a learner types. */
  readonly allowHostPid?: boolean | undefined;
  /** The text of `host ps`: the session's processes as the host sees them. */
  readonly hostPs?: (() => string) | undefined;
}
