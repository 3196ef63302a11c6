/** The labs on disk, read when they are asked for, and watched: an author's edit shows at once. */
import { existsSync, watch } from 'node:fs';
import type { FSWatcher } from 'node:fs';
import { join, sep } from 'node:path';
import type { Logger } from 'pino';
import { LabError } from '@/labs/mistake';
import { readLab } from '@/labs/read-lab';
import { problem } from '@/protocol/codec';
import type { Lab } from '@/protocol/lab-data';
import type { Problem } from '@/protocol/wire';

/** Editors write a file in several strokes; this many milliseconds of rest make it one change. */
const REST_MS = 150;

export class LabShelf {
  readonly #folder: string;
  readonly #watcher: FSWatcher | undefined;
  readonly #resting = new Map<string, NodeJS.Timeout>();

  static open(root: string, log: Logger, onChange: (slug: string) => Promise<void>): LabShelf {
    return new LabShelf(join(root, 'labs'), log, onChange);
  }

  private constructor(folder: string, log: Logger, onChange: (slug: string) => Promise<void>) {
    this.#folder = folder;
    try {
      this.#watcher = watch(folder, { recursive: true, persistent: false }, (_, file) => {
        const slug = file?.split(sep)[0];
        if (slug === undefined) return;
        clearTimeout(this.#resting.get(slug));
        this.#resting.set(slug, setTimeout(() => {
          this.#resting.delete(slug);
          onChange(slug).catch((error: unknown) => log.error({ error, slug }, 'a changed lab could not be read'));
        }, REST_MS));
      });
    } catch (error) {
      log.warn({ error }, 'labs are not watched: edits show after a restart');
    }
  }

  /** The lab of this name, or what is wrong: it is not there, or its files have a mistake. */
  async read(slug: string): Promise<Lab | Problem> {
    if (!existsSync(join(this.#folder, slug, 'lab.yaml'))) {
      return problem('unknown-lab', `There is no lab called ${slug}.`, 'The address may be mistyped, or the lab was renamed.', 'Choose one from the list of labs.');
    }
    try {
      return await readLab(this.#folder, slug);
    } catch (error) {
      if (!(error instanceof LabError)) throw error;
      return problem('bad-lab', `The lab ${slug} cannot be opened.`, error.message, '`npm run -s pid1 -- labs --lint` names every mistake.');
    }
  }

  close(): void {
    this.#watcher?.close();
    for (const timer of this.#resting.values()) clearTimeout(timer);
  }
}
