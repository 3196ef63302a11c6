/** Lab images: built once per content, found at once afterwards, each by one build however many ask. */
import { Readable } from 'node:stream';
import type { Engine } from './engine';
import { BASE_IMAGE, ensureBase, imageId, type BaseOptions } from './base-image';
import { contextHash, dockerfileText, packContext, readContext, type BuildContext, type ContextEntry } from './build-context';
import { baseImages } from './dockerfile-from';
import { engineMessage } from './engine-error';
import { followProgress, type BuildListener } from './image-progress';
import { IMAGE_PREFIX, LABEL } from './labels';

export interface BuiltImage {
  /** The learner's tag, with `:latest` where none was given. */
  readonly name: string;
  /** The engine's tag. */
  readonly tag: string;
  readonly id: string;
  /** It was there already. */
  readonly reused: boolean;
}

export interface BuildOptions {
  readonly signal?: AbortSignal | undefined;
  readonly listener?: BuildListener | undefined;
  readonly noCache?: boolean | undefined;
}

/** What the steps of a build may take, in bytes: learners write Dockerfiles, too. */
const BUILD_MEMORY = 1024 ** 3;

/** A build that failed: at which step, and what it printed last. */
export class ImageBuildError extends Error {
  constructor(
    readonly image: string,
    readonly step: string | undefined,
    readonly tail: readonly string[],
    cause: string,
  ) {
    super(`Building ${image} failed${step === undefined ? '' : ` at ${step}`}: ${cause}`);
    this.name = 'ImageBuildError';
  }
}

interface Flight {
  readonly done: Promise<BuiltImage>;
  readonly controller: AbortController;
  readonly listeners: Set<BuildListener>;
  waiting: number;
  step: string | undefined;
}

export class Images {
  readonly #engine: Engine;
  readonly #base: BaseOptions;
  readonly #flights = new Map<string, Flight>();

  constructor(engine: Engine, base: BaseOptions = {}) {
    this.#engine = engine;
    this.#base = base;
  }

  /** The base image's id; it is there afterwards. */
  async ensureBase(options: BuildOptions = {}): Promise<string> {
    const built = await this.#share('base', options, async (signal, listener) => {
      const id = await ensureBase(this.#engine.docker, { ...this.#base, signal, listener });
      return { name: BASE_IMAGE, tag: BASE_IMAGE, id, reused: false };
    });
    return built.id;
  }

  /** Builds `name` (the learner's tag) from a context, or finds what was built from the same content. Throws ImageBuildError or a sentence for people. */
  async build(name: string, context: BuildContext, options: BuildOptions = {}): Promise<BuiltImage> {
    const entries = await readContext(context);
    const bases = await this.#baseIds(dockerfileText(entries, context.dockerfile), options);
    const full = name.includes(':') ? name : `${name}:latest`;
    const tag = `${IMAGE_PREFIX}${full}-${contextHash(entries, context.dockerfile, bases)}`;
    if (options.noCache !== true) {
      const id = await imageId(this.#engine.docker, tag);
      if (id !== undefined) return { name: full, tag, id, reused: true };
    }
    return this.#share(tag, options, (signal, listener) => this.#run(full, tag, entries, context.dockerfile, options.noCache ?? false, signal, listener));
  }

  async #baseIds(dockerfile: string, options: BuildOptions): Promise<readonly string[]> {
    const ids: string[] = [];
    // Other bases are left to the engine, which pulls them or says why not.
    for (const base of baseImages(dockerfile)) {
      ids.push(base === BASE_IMAGE ? await this.ensureBase(options) : `${base}@${(await imageId(this.#engine.docker, base)) ?? 'missing'}`);
    }
    return ids;
  }

  async #run(name: string, tag: string, entries: readonly ContextEntry[], dockerfile: string, nocache: boolean, signal: AbortSignal, listener: BuildListener): Promise<BuiltImage> {
    let stream: NodeJS.ReadableStream;
    try {
      stream = await this.#engine.docker.buildImage(Readable.from([await packContext(entries)]), {
        t: tag,
        dockerfile,
        nocache,
        rm: true,
        forcerm: true,
        memory: BUILD_MEMORY,
        memswap: BUILD_MEMORY,
        // Put at the end by the engine, so that steps stay shared between images.
        labels: { [LABEL.image]: name },
        abortSignal: signal,
      });
    } catch (error) {
      signal.throwIfAborted();
      throw new ImageBuildError(name, undefined, [], engineMessage(error));
    }
    const end = await followProgress(stream, listener);
    signal.throwIfAborted();
    if (end.error !== undefined) throw new ImageBuildError(name, end.step, end.tail, end.error);
    const id = await imageId(this.#engine.docker, tag);
    if (id === undefined) throw new ImageBuildError(name, end.step, end.tail, 'the engine ended the build without an image');
    return { name, tag, id, reused: false };
  }

  /** Joins the work under this key, or begins it. It is given up when everybody who waits has given up. */
  async #share(key: string, { signal, listener }: BuildOptions, work: (signal: AbortSignal, listener: BuildListener) => Promise<BuiltImage>): Promise<BuiltImage> {
    signal?.throwIfAborted();
    const flight = this.#flights.get(key) ?? this.#begin(key, work);
    flight.waiting += 1;
    if (listener !== undefined) {
      flight.listeners.add(listener);
      if (flight.step !== undefined) listener.step?.(flight.step);
    }
    const leave = new Promise<never>((_, reject) => {
      signal?.addEventListener('abort', () => reject(signal.reason as Error), { once: true });
    });
    try {
      return await Promise.race([flight.done, leave]);
    } finally {
      flight.waiting -= 1;
      if (listener !== undefined) flight.listeners.delete(listener);
      if (flight.waiting === 0) {
        // Whoever comes now begins anew and does not join what is being given up.
        if (this.#flights.get(key) === flight) this.#flights.delete(key);
        flight.controller.abort();
      }
    }
  }

  #begin(key: string, work: (signal: AbortSignal, listener: BuildListener) => Promise<BuiltImage>): Flight {
    const controller = new AbortController();
    const listeners = new Set<BuildListener>();
    const listener: BuildListener = {
      step: (text) => {
        flight.step = text;
        for (const one of listeners) one.step?.(text);
      },
      output: (text) => {
        for (const one of listeners) one.output?.(text);
      },
    };
    const done = work(controller.signal, listener).finally(() => {
      if (this.#flights.get(key) === flight) this.#flights.delete(key);
    });
    done.catch(() => undefined); // whoever waits is told; a flight that all have left fails unheard
    const flight: Flight = { done, controller, listeners, waiting: 0, step: undefined };
    this.#flights.set(key, flight);
    return flight;
  }
}
