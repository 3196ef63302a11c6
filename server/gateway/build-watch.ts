/**
 * Keeps a build within its bounds while it runs. The engine gives a step's container no label and no limit on
 * processes; its output names the containers and images, and since a step may print such lines itself, what is named
 * counts only where it carries this build's own mark: a memory limit that no other build has.
 */
import { setTimeout } from 'node:timers';
import { z } from 'zod';
import { LABEL } from '../docker/labels';
import { readJson } from './answer';
import { newestVersion } from './api-version';
import type { Realm } from './realm';

const SIZED = z.looseObject({ SizeRw: z.number().nullish() });

const LOOK_MS = 1_500;

export interface BuildBounds {
  /** The memory limit that marks this build. */
  readonly mark: number;
  /** How many bytes may be written in all. */
  readonly most: number;
  /** Bytes of the images that it begins from. */
  readonly base: () => number;
  readonly stop: (why: string) => void;
}

export class BuildWatch {
  readonly #realm: Realm;
  readonly #bounds: BuildBounds;
  readonly #written = new Map<string, number>();
  /** Images that the output named, in order. */
  readonly images = new Set<string>();
  #looking: NodeJS.Timeout | undefined;
  #ended = false;

  constructor(realm: Realm, bounds: BuildBounds) {
    this.#realm = realm;
    this.#bounds = bounds;
  }

  /** Reads one text of the build's output. */
  follow(text: string): void {
    const container = /^ ---> Running in ([0-9a-f]{12})\n$/.exec(text)?.[1];
    if (container !== undefined) void this.#begin(container).catch(() => undefined); // gone already: a short step
    const image = /^ ---> ([0-9a-f]{12})\n$/.exec(text)?.[1];
    if (image !== undefined && this.images.size < 1_000) {
      this.images.add(image);
      void this.#weigh(image).catch(() => undefined); // what does not exist weighs nothing
    }
  }

  end(): void {
    this.#ended = true;
    clearTimeout(this.#looking);
  }

  async #begin(container: string): Promise<void> {
    const { engine } = this.#realm;
    const { Id, HostConfig, Config } = await engine.docker.getContainer(container).inspect();
    if (HostConfig.Memory !== this.#bounds.mark || Config.Labels[LABEL.session] !== undefined) return;
    if (engine.info?.limits.pids !== false) (await this.#realm.call({ method: 'POST', version: newestVersion(engine), path: ['containers', Id, 'update'], json: { PidsLimit: this.#realm.limits.pids * 2 } })).resume();
    this.#look(Id);
  }

  #look(id: string): void {
    clearTimeout(this.#looking);
    if (this.#ended) return;
    this.#looking = setTimeout(() => void this.#measure(id).catch(() => undefined), LOOK_MS); // an error: the step is over
    this.#looking.unref();
  }

  async #measure(id: string): Promise<void> {
    const { engine, session } = this.#realm;
    const answer = await this.#realm.call({ method: 'GET', version: newestVersion(engine), path: ['containers', id, 'json'], query: { size: '1' } });
    this.#written.set(id, SIZED.parse(await readJson(session, answer)).SizeRw ?? 0);
    this.#compare([...this.#written.values()].reduce((sum, bytes) => sum + bytes, 0));
    this.#look(id);
  }

  async #weigh(image: string): Promise<void> {
    const { Size } = await this.#realm.engine.docker.getImage(image).inspect();
    this.#compare(Size - this.#bounds.base());
  }

  #compare(bytes: number): void {
    if (!this.#ended && bytes > this.#bounds.most) this.#bounds.stop(`The build was stopped: it had written more than the ${Math.round(this.#bounds.most / 1024 ** 2)} MB that are left to this session. Remove images of yours with docker rmi NAME.`);
  }
}
