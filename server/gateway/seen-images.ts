/** The images that one session sees: its own builds, its lab's, and the well-known bases, each by the learner's name. */
import { z } from 'zod';
import { builtLabel, LABEL, namePrefix } from '../docker/labels';
import { readJson } from './answer';
import { newestVersion } from './api-version';
import { fullImageName } from './names';
import type { Realm } from './realm';
import { notThere } from './refusal';

export interface SeenImage {
  /** With its tag; empty for what was built without a name. */
  readonly name: string;
  /** What the engine knows it by. */
  readonly real: string;
  readonly id: string;
  readonly whose: 'own' | 'lab' | 'base';
  readonly listed: Listed;
}

const LISTED = z.looseObject({ Id: z.string(), RepoTags: z.array(z.string()).nullish(), Labels: z.record(z.string(), z.string()).nullish(), Size: z.number(), Created: z.number(), ParentId: z.string().nullish() });
type Listed = z.infer<typeof LISTED>;

/** Repositories of Docker's library that may be used where the engine has them. All others of the machine are its owner's business. */
const BASES = new Set(['alpine', 'busybox', 'debian', 'hello-world', 'httpd', 'memcached', 'nginx', 'node', 'postgres', 'python', 'redis', 'ubuntu']);

/** The session's own come first, and hide a lab's or a base of the same name. */
export async function seenImages(realm: Realm, signal?: AbortSignal): Promise<readonly SeenImage[]> {
  const answer = await realm.call({ method: 'GET', version: newestVersion(realm.engine), path: ['images', 'json'], signal });
  const text = z.array(LISTED).parse(await readJson(realm.session, answer));
  const labs = new Map(realm.images.list().map(({ tag, name }) => [tag, name]));
  const prefix = namePrefix(realm.session);
  const found = { own: [] as SeenImage[], lab: [] as SeenImage[], base: [] as SeenImage[] };
  for (const listed of text) {
    const tags = (listed.RepoTags ?? []).filter((tag) => tag !== '<none>:<none>');
    const see = (whose: SeenImage['whose'], name: string, real: string) => found[whose].push({ name, real, id: listed.Id, whose, listed });
    for (const tag of tags) {
      if (tag.startsWith(prefix)) see('own', tag.slice(prefix.length), tag);
      else if (labs.has(tag)) see('lab', labs.get(tag) ?? '', tag);
      else if (BASES.has(tag.slice(0, tag.lastIndexOf(':')))) see('base', tag, tag);
    }
    if (listed.Labels?.[LABEL.built] === builtLabel(realm.session, realm.engine.owner) && !tags.some((tag) => tag.startsWith(prefix))) see('own', '', listed.Id);
  }
  const names = new Set<string>();
  return [...found.own, ...found.lab, ...found.base].filter(({ name }) => {
    const isFirst = name === '' || !names.has(name);
    names.add(name);
    return isFirst;
  });
}

/** The image meant by a name, an id or the beginning of one. Throws the engine's 404. */
export async function findImage(realm: Realm, reference: string, signal?: AbortSignal): Promise<SeenImage> {
  const found = pickImage(await seenImages(realm, signal), reference);
  if (found === undefined) throw notThere('image', reference);
  return found;
}

export function pickImage(images: readonly SeenImage[], reference: string): SeenImage | undefined {
  const full = fullImageName(reference);
  const named = images.find(({ name }) => name === full);
  if (named) return named;
  const digits = /^(?:sha256:)?([0-9a-f]{2,64})$/.exec(reference)?.[1];
  const starting = digits === undefined ? [] : images.filter(({ id }) => id.startsWith(`sha256:${digits}`));
  return new Set(starting.map(({ id }) => id)).size === 1 ? starting[0] : undefined;
}
