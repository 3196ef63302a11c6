/** Removing what was made: a session's containers at its end, a dead server's at the start, everything on demand. */
import type Docker from 'dockerode';
import { BASE_IMAGE } from './base-image';
import type { Engine } from './engine';
import { engineMessage, isGone } from './engine-error';
import { requestJson } from './engine-request';
import { builtLabel, IMAGE_PREFIX, LABEL, namePrefix } from './labels';
import { ownerFate, type OwnerId } from './owner';

export interface Removed {
  readonly containers: number;
  readonly networks: number;
  readonly volumes: number;
  readonly images: number;
  /** What could not be removed, and why; in the engine's words. */
  readonly kept: readonly string[];
}

interface Owned {
  readonly id: string;
  readonly owner: OwnerId;
  /** Unix milliseconds. */
  readonly createdAt: number;
  readonly running: boolean;
  readonly labels: Readonly<Record<string, string>>;
}

const MAX_ROUNDS = 5;

/** Removes every container of a session, running or not. Answers how many. */
export async function removeSession(engine: Engine, session: string): Promise<number> {
  let count = 0;
  // Again, until none is left: a create that was under way ends after the first look.
  for (let round = 0; round < MAX_ROUNDS; round += 1) {
    const found = await listContainers(engine.docker, [`${LABEL.session}=${session}`]);
    if (found.length === 0) break;
    const removed = await Promise.all(found.map(({ id }) => removeContainer(engine.docker, id)));
    count += removed.filter((problem) => problem === undefined).length;
    if (removed.every((problem) => problem !== undefined)) break;
  }
  return count;
}

/** Removes the session's workbench, running or not. */
export async function removeWorkbench(engine: Engine, session: string): Promise<void> {
  const found = await listContainers(engine.docker, [`${LABEL.workbench}=${session}`, LABEL.owner]);
  await Promise.all(found.map(({ id }) => removeContainer(engine.docker, id)));
}

/** Removes everything that a session has on the engine: containers, then networks, volumes and the images that its learner built. */
export async function removeBelongings(engine: Engine, session: string): Promise<Removed> {
  const containers = await removeSession(engine, session);
  const isOfSession = ({ labels }: Owned) => labels[LABEL.session] === session;
  const networks = await removeSimple(engine.docker, isOfSession, 'networks');
  const volumes = await removeSimple(engine.docker, isOfSession, 'volumes');
  const images = await removeBuilt(engine.docker, (tag, built) => tag?.startsWith(namePrefix(session)) === true || built === builtLabel(session, engine.owner));
  return { containers, networks: networks.count, volumes: volumes.count, images: images.count, kept: [...networks.kept, ...volumes.kept, ...images.kept] };
}

/** Removes the containers, networks, volumes and learners' images of servers that are gone. Those of living servers, and of servers that cannot be judged from here, stay. */
export async function sweepOrphans(engine: Engine, now: number = Date.now()): Promise<Removed> {
  const isOrphan = (object: Owned) => object.owner !== engine.owner && ownerFate(object.owner, object, now) === 'gone';
  const removed = await removeOwned(engine.docker, isOrphan);
  const images = await removeBuilt(engine.docker, (_, built, createdAt) => {
    const owner = built?.split('/')[1];
    return owner !== undefined && isOrphan({ id: '', owner, createdAt, running: false, labels: {} });
  });
  return { ...removed, images: images.count, kept: [...removed.kept, ...images.kept] };
}

/** Removes every container, network, volume and image that carries our labels, whoever made it. The kept base archive stays. */
export async function cleanEverything(engine: Engine): Promise<Removed> {
  const removed = await removeOwned(engine.docker, () => true);
  const images = await removeImages(engine.docker);
  return { ...removed, images: images.count, kept: [...removed.kept, ...images.kept] };
}

async function removeOwned(docker: Docker, wanted: (object: Owned) => boolean): Promise<Removed> {
  // The session's or the workbench's label, too: a stranger's container may inherit labels from an image, but never these.
  const listed = await Promise.all([LABEL.session, LABEL.workbench].map((label) => listContainers(docker, [LABEL.owner, label])));
  const containers = listed.flat().filter(wanted);
  const failed = await Promise.all(containers.map(({ id }) => removeContainer(docker, id)));
  const networks = await removeSimple(docker, wanted, 'networks');
  const volumes = await removeSimple(docker, wanted, 'volumes');
  return {
    containers: failed.filter((problem) => problem === undefined).length,
    networks: networks.count,
    volumes: volumes.count,
    images: 0,
    kept: [...failed.filter((problem) => problem !== undefined), ...networks.kept, ...volumes.kept],
  };
}

async function listContainers(docker: Docker, label: readonly string[]): Promise<readonly Owned[]> {
  const found = await docker.listContainers({ all: true, filters: { label: [...label] } });
  return found.map(({ Id, Labels, Created, State }) => ({ id: Id, owner: Labels[LABEL.owner] ?? '', createdAt: Created * 1000, running: State === 'running', labels: Labels }));
}

/** Undefined when it is gone afterwards, else why not. */
async function removeContainer(docker: Docker, id: string): Promise<string | undefined> {
  const container = docker.getContainer(id);
  try {
    await container.remove({ force: true, v: true });
    return undefined;
  } catch (error) {
    if (isGone(error)) return undefined;
  }
  // A paused one, or one that the engine was busy with: once more, in order.
  try {
    await container.unpause().catch(() => undefined);
    await container.kill().catch(() => undefined);
    await container.remove({ force: true, v: true });
    return undefined;
  } catch (error) {
    return isGone(error) ? undefined : `container ${id.slice(0, 12)}: ${engineMessage(error)}`;
  }
}

async function removeSimple(docker: Docker, wanted: (object: Owned) => boolean, kind: 'networks' | 'volumes'): Promise<{ readonly count: number; readonly kept: readonly string[] }> {
  const filters = { label: [LABEL.owner] };
  const listed = kind === 'networks' ? (await docker.listNetworks({ filters })).map(({ Id, Labels, Created }) => owned(Id, Labels, Created)) : (await docker.listVolumes({ filters })).Volumes.map(({ Name, Labels, ...rest }) => owned(Name, Labels, 'CreatedAt' in rest ? String(rest.CreatedAt) : ''));
  const kept: string[] = [];
  let count = 0;
  for (const object of listed.filter(wanted)) {
    try {
      await requestJson(docker, { method: 'DELETE', path: `/${kind}/${encodeURIComponent(object.id)}` });
      count += 1;
    } catch (error) {
      if (!isGone(error)) kept.push(`${kind.slice(0, -1)} ${object.id.slice(0, 12)}: ${engineMessage(error)}`);
    }
  }
  return { count, kept };
}

function owned(id: string, labels: Readonly<Record<string, string>> | null | undefined, created: string | undefined): Owned {
  const createdAt = Date.parse(created ?? '');
  return { id, owner: labels?.[LABEL.owner] ?? '', createdAt: Number.isNaN(createdAt) ? 0 : createdAt, running: false, labels: labels ?? {} };
}

/**
 * Images that learners built: by each of their own names, then, where no name is left, by id. Never by id with force:
 * somebody else may have named the same image.
 */
async function removeBuilt(docker: Docker, wanted: (tag: string | undefined, built: string | undefined, createdAt: number) => boolean): Promise<{ readonly count: number; readonly kept: readonly string[] }> {
  const kept: string[] = [];
  let count = 0;
  const remove = async (name: string) => {
    try {
      await requestJson(docker, { method: 'DELETE', path: `/images/${name}` });
      count += 1;
    } catch (error) {
      if (!isGone(error)) kept.push(`image ${name}: ${engineMessage(error)}`);
    }
  };
  // Newest first: an image goes before the one that it was built on.
  for (const { Id, RepoTags, Labels, Created } of [...(await docker.listImages())].sort((a, b) => b.Created - a.Created)) {
    const tags = (RepoTags ?? []).filter((tag) => tag !== '<none>:<none>');
    const built = (Labels as Readonly<Record<string, string>> | null)?.[LABEL.built];
    for (const tag of tags) if (/^pid1lab-[0-9a-f]{10}-/.test(tag) && wanted(tag, built, Created * 1000)) await remove(tag);
    if (tags.length === 0 && built !== undefined && wanted(undefined, built, Created * 1000)) await remove(Id);
  }
  return { count, kept };
}

/**
 * Lab images by their tags, then what their builds left untagged, then the base where we made it. An image that
 * somebody else tagged keeps that tag, even where it inherits our label from the base.
 */
async function removeImages(docker: Docker): Promise<{ readonly count: number; readonly kept: readonly string[] }> {
  const kept: string[] = [];
  let count = 0;
  const remove = async (name: string) => {
    try {
      await requestJson(docker, { method: 'DELETE', path: `/images/${name}` });
      count += 1;
    } catch (error) {
      if (!isGone(error)) kept.push(`image ${name}: ${engineMessage(error)}`);
    }
  };
  const built = await removeBuilt(docker, () => true);
  for (const { RepoTags } of await docker.listImages()) {
    for (const tag of RepoTags ?? []) if (tag.startsWith(IMAGE_PREFIX)) await remove(tag);
  }
  const leftovers = await docker.listImages({ filters: JSON.stringify({ dangling: ['true'], label: [LABEL.base] }) });
  for (const { Id } of leftovers) await remove(Id);
  const base = await docker.listImages({ filters: JSON.stringify({ label: [`${LABEL.base}=${BASE_IMAGE}`], reference: [BASE_IMAGE] }) });
  if (base.length > 0) await remove(BASE_IMAGE);
  return { count: count + built.count, kept: [...built.kept, ...kept] };
}
