/** The images of a lab for one session: prepared one after the other, since they share their first layers. */
import type { Logger } from 'pino';
import type { Lab, LabImage } from '@/protocol/lab-data';
import type { Images } from '../docker/images';
import { SessionImages } from '../docker/session-images';
import type { RunSession } from './run-session';

/** How Dockerfiles are called within their contexts: the content alone decides whether an image is built anew. */
export const DOCKERFILE = 'Dockerfile';

/** Characters of a builder's line that are told as progress. */
const MAX_PROGRESS = 200;

export class LabImages {
  readonly session = new SessionImages();
  readonly #run: RunSession;
  readonly #images: Images;
  readonly #log: Logger;
  readonly #told = new Map<string, 'building' | 'ready' | 'failed'>();
  #queue: Promise<unknown> = Promise.resolve();

  constructor(run: RunSession, images: Images, log: Logger) {
    this.#run = run;
    this.#images = images;
    this.#log = log;
  }

  /** Prepares all of a lab's images; one that fails is told as a fact, and tried again when a line needs it. */
  async prepareAll(lab: Lab, signal: AbortSignal): Promise<void> {
    for (const image of lab.images) {
      await this.prepare(image, signal).catch((error: unknown) => {
        if (!signal.aborted) this.#log.warn({ image: image.tag, error: messageOf(error) }, 'a lab’s image could not be built');
      });
    }
  }

  /** The image is there afterwards, built from this very text. Asks the engine each time: somebody may have removed it. Throws a sentence for people. */
  prepare(image: LabImage, signal: AbortSignal): Promise<void> {
    const turn = this.#queue.then(() => this.#build(image, signal));
    this.#queue = turn.catch(() => undefined);
    return turn;
  }

  async #build({ tag, dockerfile, files }: LabImage, signal: AbortSignal): Promise<void> {
    signal.throwIfAborted();
    if (this.#told.get(tag) !== 'ready') this.#tell(tag, 'building', '');
    try {
      const context = { dockerfile: DOCKERFILE, files: { ...files, [DOCKERFILE]: dockerfile } };
      const built = await this.#images.build(tag, context, { signal, listener: { step: (text) => this.#tell(tag, 'building', text) } });
      this.session.add(built);
      if (this.#told.get(tag) !== 'ready') this.#tell(tag, 'ready', '');
    } catch (error) {
      this.#tell(tag, 'failed', signal.aborted ? 'given up' : messageOf(error));
      throw error;
    }
  }

  #tell(image: string, state: 'building' | 'ready' | 'failed', progress: string): void {
    this.#told.set(image, state);
    this.#run.emit({ type: 'image', image, state, progress: progress.slice(0, MAX_PROGRESS) });
  }
}

export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
