/** docker images, inspect, history, tag and rmi, within what the session sees. */
import { z } from 'zod';
import { LABEL, namePrefix, realName } from '../docker/labels';
import { readJson, sendEmpty, sendJson } from './answer';
import { readFilters } from './filters';
import { fullImageName, newImageName } from './names';
import { notAllowed, Refusal } from './refusal';
import { findImage, pickImage, seenImages, type SeenImage } from './seen-images';
import { toLearner } from './to-learner';
import type { Visit } from './visit';

const IMAGE = z.looseObject({ Id: z.string() });
const LAYERS = z.array(z.looseObject({ Id: z.string(), CreatedBy: z.string().nullish(), Tags: z.array(z.string()).nullish() }));
const DELETED = z.array(z.strictObject({ Untagged: z.string().optional(), Deleted: z.string().optional() }));

export async function listImages(visit: Visit): Promise<void> {
  const { realm, signal } = visit;
  const { reference = [], dangling = [], label = [] } = readFilters(visit.query['filters'], ['reference', 'dangling', 'label']);
  const wantsDangling = dangling.length === 0 ? undefined : /^(1|true)$/i.test(dangling[0] ?? '');
  const images = (await seenImages(realm, signal)).filter((image) => {
    if (reference.length > 0 && !reference.some((pattern) => matchesReference(image.name, pattern))) return false;
    if (wantsDangling !== undefined && (image.name === '') !== wantsDangling) return false;
    return label.every((one) => hasLabel(image, one));
  });
  const byId = new Map<string, SeenImage[]>();
  for (const image of images) byId.set(image.id, [...(byId.get(image.id) ?? []), image]);
  const rows = [...byId.values()].map((same) => ({ ...same[0]?.listed, ParentId: '', RepoTags: tagsOf(same), RepoDigests: [] }));
  sendJson(visit.response, 200, toLearner(realm.session, rows.sort((a, b) => (b.Created ?? 0) - (a.Created ?? 0))));
}

function tagsOf(images: readonly SeenImage[]): readonly string[] {
  return images.map(({ name }) => name).filter((name) => name !== '');
}

function hasLabel({ listed }: SeenImage, wanted: string): boolean {
  const [key = '', ...value] = wanted.split('=');
  if (key.startsWith('pid1lab.')) return false;
  const labels = listed.Labels ?? {};
  return value.length === 0 ? key in labels : labels[key] === value.join('=');
}

/** `redis`, `redis:7`, `my*`, `*:shell`: a star stands for anything but a slash, as path.Match has it. */
export function matchesReference(name: string, pattern: string): boolean {
  const full = pattern.slice(pattern.lastIndexOf('/') + 1).includes(':') ? pattern : `${pattern}:*`;
  return matchesGlob(name, full.replace(/^docker\.io\//, ''));
}

/** Linear in the name for each star, whatever the pattern. */
function matchesGlob(text: string, pattern: string): boolean {
  const [first = '', ...rest] = pattern.split('*');
  if (!text.startsWith(first)) return false;
  let at = first.length;
  for (const [index, part] of rest.entries()) {
    const found = index === rest.length - 1 && part !== '' ? (text.endsWith(part) && text.length - part.length >= at ? text.length - part.length : -1) : text.indexOf(part, at);
    if (found < 0 || text.slice(at, found).includes('/')) return false;
    at = found + part.length;
  }
  return rest.at(-1) === '' ? !text.slice(at).includes('/') : at === text.length;
}

export async function inspectImage(visit: Visit): Promise<void> {
  const { realm, signal } = visit;
  const seen = await seenImages(realm, signal);
  const image = await findImage(realm, visit.params['image'] ?? '', signal);
  const told = IMAGE.parse(await readJson(realm.session, await realm.call({ method: 'GET', version: visit.version, path: ['images', image.real, 'json'], signal })));
  // Others may have given the same image names of theirs.
  sendJson(visit.response, 200, toLearner(realm.session, { ...told, RepoTags: tagsOf(seen.filter(({ id }) => id === image.id)), RepoDigests: [] }));
}

export async function imageHistory(visit: Visit): Promise<void> {
  const { realm, signal } = visit;
  const seen = await seenImages(realm, signal);
  const image = await findImage(realm, visit.params['image'] ?? '', signal);
  const layers = LAYERS.parse(await readJson(realm.session, await realm.call({ method: 'GET', version: visit.version, path: ['images', image.real, 'history'], signal })));
  sendJson(visit.response, 200, toLearner(realm.session, layers.filter(({ CreatedBy }) => CreatedBy?.includes(`LABEL ${LABEL.built}=`) !== true).map((layer) => ({ ...layer, Tags: tagsOf(seen.filter(({ id }) => id === layer.Id)) }))));
}

export async function tagImage(visit: Visit): Promise<void> {
  const { realm, query, signal } = visit;
  const image = await findImage(realm, visit.params['image'] ?? '', signal);
  // A name of the session's on an image that is not: nobody could say after a crash whose it was.
  if (image.whose !== 'own') throw notAllowed(`Another name for ${image.name}`, 'it is not of your making.', `Build on it: a Dockerfile that begins FROM ${image.name}`);
  const name = newImageName(query['tag'] ? `${query['repo'] ?? ''}:${query['tag']}` : (query['repo'] ?? ''));
  await realm.inTurn(async () => {
    const own = (await seenImages(realm, signal)).filter(({ whose }) => whose === 'own');
    checkImageCount(own, [name], realm.limits.images);
    const real = realName(realm.session, name);
    const colon = real.lastIndexOf(':');
    await readJson(realm.session, await realm.call({ method: 'POST', version: visit.version, path: ['images', image.real, 'tag'], query: { repo: real.slice(0, colon), tag: real.slice(colon + 1) }, signal }));
    sendEmpty(visit.response, 201);
  });
}

export function checkImageCount(own: readonly SeenImage[], names: readonly string[], most: number): void {
  const more = names.filter((name) => !own.some((image) => image.name === name));
  if (own.length + more.length > most) throw new Refusal(403, `You have ${own.length} images of your own, as many as a session may, since the engine’s disk is shared. Remove one with docker rmi NAME.`);
}

/** By its own name only: another session may hold the same image under another one. */
export async function removeImage(visit: Visit): Promise<void> {
  const { realm, query, signal } = visit;
  const reference = visit.params['image'] ?? '';
  const seen = await seenImages(realm, signal);
  const image = pickImage(seen, reference);
  if (image === undefined) throw new Refusal(404, `No such image: ${fullImageName(reference)}`);
  if (image.whose !== 'own') throw notAllowed(`Removing ${image.name}`, 'others use it, too.', 'Your own build of that name takes its place: docker build -t NAME .');
  const isById = image.name !== fullImageName(reference);
  const wanted = isById ? seen.filter(({ id, whose }) => id === image.id && whose === 'own') : [image];
  if (wanted.length > 1 && query['force'] === undefined) throw new Refusal(409, `conflict: unable to delete ${reference} (must be forced) - image is referenced in multiple repositories`);
  const deleted: z.infer<typeof DELETED> = [];
  for (const { real } of wanted) {
    const answer = await realm.call({ method: 'DELETE', version: visit.version, path: ['images', real], query: { force: query['force'], noprune: query['noprune'] }, signal });
    deleted.push(...DELETED.parse(await readJson(realm.session, answer)));
  }
  const prefix = namePrefix(realm.session);
  sendJson(visit.response, 200, toLearner(realm.session, deleted.filter(({ Untagged }) => Untagged === undefined || Untagged.startsWith(prefix))));
}

/** docker pull, which docker run also tries when it does not find an image. */
export async function pullImage({ realm, query, signal }: Visit): Promise<void> {
  const has = [...new Set((await seenImages(realm, signal)).map(({ name }) => name).filter((name) => name !== ''))].slice(0, 12);
  throw new Refusal(404, `${query['fromImage'] ?? 'An image'} is not here, and nothing is pulled from registries in this lab. There is ${has.join(', ') || 'no image yet'}. Build others with docker build -t NAME .`);
}
