import { BASE_IMAGE } from './base-image';
import type { BuiltImage } from './images';

/** The images of one session: what its lab built, what the learner built, and the base. */
export class SessionImages {
  readonly #images = new Map<string, BuiltImage>();
  /** Names that the learner built: these count towards the session's quota. */
  readonly #own = new Set<string>();

  /** Adds an image; a later one of the same name takes its place. */
  add(image: BuiltImage): void {
    this.#images.set(image.name, image);
  }

  /** Adds what the learner built. */
  addOwn(image: BuiltImage): void {
    this.#own.add(image.name);
    this.add(image);
  }

  /** Whether one more name would be more than the session may have. */
  isFull(name: string, most: number): boolean {
    const full = name.includes(':') ? name : `${name}:latest`;
    return !this.#own.has(full) && this.#own.size >= most;
  }

  /** The engine's tag for what the learner calls `redis` or `redis:latest`; undefined where the session has none. */
  resolve(name: string): string | undefined {
    const full = name.includes(':') ? name : `${name}:latest`;
    return full === BASE_IMAGE ? BASE_IMAGE : this.#images.get(full)?.tag;
  }

  /** In the order in which they were added; the base is not among them. */
  list(): readonly BuiltImage[] {
    return [...this.#images.values()];
  }

  names(): readonly string[] {
    return [...this.#images.keys(), BASE_IMAGE];
  }
}
