/**
 * The base that the labs' Dockerfiles begin FROM. Where no registry answers, it is made on the spot from
 * Debian packages and tagged with that same name, so that an air-gapped room with a package mirror works.
 */
import type Docker from 'dockerode';
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, rename, rm, stat } from 'node:fs/promises';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import { engineMessage, statusOf } from './engine-error';
import { followProgress, type BuildListener } from './image-progress';
import { LABEL } from './labels';
import { readLines } from './text-lines';

export const BASE_IMAGE = 'debian:bookworm-slim';
const SUITE = 'bookworm';

/** A registry that says nothing for so long is not there. */
const PULL_SILENCE_MS = 15_000;
/** An unpacked Debian is more than ten times this; less is a torn one. */
const LEAST_BYTES = 10_000_000;

/**
 * What makes the official image slim, done after unpacking: as mmdebstrap's own path excludes it takes twice
 * as long, since every package then runs through a filter. `policy-rc.d` keeps packages from starting daemons.
 */
const SLIM_HOOK = `set -e
cd "$1"
find usr/share/doc -mindepth 1 ! -type d ! -name copyright -delete
find usr/share/doc -mindepth 1 -type d -empty -delete
rm -rf usr/share/man/* usr/share/locale/* usr/share/info/* usr/share/lintian/* var/cache/debconf/*-old
printf 'path-exclude /usr/share/doc/*\\npath-include /usr/share/doc/*/copyright\\npath-exclude /usr/share/man/*\\npath-exclude /usr/share/locale/*\\npath-exclude /usr/share/info/*\\npath-exclude /usr/share/lintian/*\\n' > etc/dpkg/dpkg.cfg.d/docker
printf '#!/bin/sh\\nexit 101\\n' > usr/sbin/policy-rc.d
chmod 0755 usr/sbin/policy-rc.d`;

export interface BaseOptions {
  readonly signal?: AbortSignal | undefined;
  readonly listener?: BuildListener | undefined;
  /** Where the unpacked base is kept between runs. */
  readonly cacheFolder?: string | undefined;
  /** A Debian mirror, where deb.debian.org cannot be reached. */
  readonly mirror?: string | undefined;
}

/** `$XDG_CACHE_HOME/pid1-lab`, else in the home folder. */
export function defaultCacheFolder(): string {
  const base = process.env['XDG_CACHE_HOME'] ?? (homedir() === '/' || homedir() === '' ? tmpdir() : join(homedir(), '.cache'));
  return join(base, 'pid1-lab');
}

/** The id of the base image, which is there afterwards: found, pulled, imported from the cache or made. Throws a sentence for people. */
export async function ensureBase(docker: Docker, options: BaseOptions = {}): Promise<string> {
  const found = await imageId(docker, BASE_IMAGE);
  if (found !== undefined) return found;
  const cached = join(options.cacheFolder ?? defaultCacheFolder(), `debian-${SUITE}-slim-${process.arch}.tar`);
  if (!existsSync(cached)) {
    const pulled = await pull(docker, options);
    if (pulled.id !== undefined) return pulled.id;
    await makeBase(cached, pulled.reason, options);
  }
  options.listener?.step?.(`Importing ${BASE_IMAGE}`);
  return importBase(docker, cached, options.signal);
}

/** Id of an image, undefined when there is none of that name. */
export async function imageId(docker: Docker, name: string): Promise<string | undefined> {
  try {
    return (await docker.getImage(name).inspect()).Id;
  } catch (error) {
    if (statusOf(error) === 404) return undefined;
    throw error;
  }
}

async function pull(docker: Docker, { signal, listener }: BaseOptions): Promise<{ readonly id?: string; readonly reason: string }> {
  listener?.step?.(`Pulling ${BASE_IMAGE}`);
  const silence = new AbortController();
  let timer = setTimeout(() => silence.abort(), PULL_SILENCE_MS);
  const heard = () => {
    clearTimeout(timer);
    timer = setTimeout(() => silence.abort(), PULL_SILENCE_MS);
  };
  try {
    const both = AbortSignal.any([silence.signal, ...(signal === undefined ? [] : [signal])]);
    const stream = await docker.createImage({ fromImage: BASE_IMAGE, abortSignal: both });
    stream.on('data', heard);
    const end = await followProgress(stream, listener);
    const id = await imageId(docker, BASE_IMAGE);
    return id === undefined ? { reason: end.error ?? 'the registry gave no image' } : { id, reason: '' };
  } catch (error) {
    signal?.throwIfAborted();
    return { reason: silence.signal.aborted ? `no answer within ${PULL_SILENCE_MS / 1000} s` : engineMessage(error) };
  } finally {
    clearTimeout(timer);
  }
}

async function makeBase(target: string, noRegistry: string, { signal, listener, mirror = process.env['PID1_DEBIAN_MIRROR'] }: BaseOptions): Promise<void> {
  listener?.step?.(`Making ${BASE_IMAGE} from Debian packages`);
  listener?.output?.(`No registry answers (${noRegistry}). Making ${BASE_IMAGE} from Debian packages.\n`);
  await mkdir(join(target, '..'), { recursive: true });
  const partial = `${target}.${process.pid}.partial`;
  try {
    await mmdebstrap(partial, mirror, signal, listener);
    if ((await stat(partial)).size < LEAST_BYTES) throw new Error('mmdebstrap wrote too little.');
    await rename(partial, target);
  } catch (error) {
    signal?.throwIfAborted();
    const why = error instanceof Error ? error.message : String(error);
    throw new Error(
      `The base image ${BASE_IMAGE} is missing. Pulling it failed: ${noRegistry}. Making it from Debian packages failed: ${why} ` +
        `Give the engine a way to a registry, or a Debian mirror with PID1_DEBIAN_MIRROR=http://…/debian, or copy a ${target} made elsewhere here.`,
    );
  } finally {
    await rm(partial, { force: true });
  }
}

function mmdebstrap(target: string, mirror: string | undefined, signal: AbortSignal | undefined, listener: BuildListener | undefined): Promise<void> {
  const options = [
    '--variant=minbase',
    '--aptopt=Dir::Cache::pkgcache ""',
    '--aptopt=Dir::Cache::srcpkgcache ""',
    '--aptopt=Acquire::Languages "none"',
    '--dpkgopt=force-unsafe-io',
    '--skip=chroot/policy-rc.d',
    `--customize-hook=${SLIM_HOOK}`,
    '--format=tar',
  ];
  return new Promise((resolve, reject) => {
    const child = spawn('mmdebstrap', [...options, SUITE, target, ...(mirror === undefined ? [] : [mirror])], { stdio: ['ignore', 'ignore', 'pipe'], ...(signal === undefined ? {} : { signal }) });
    const tail: string[] = [];
    const said = readLines(child.stderr, (line) => {
      tail.push(line);
      if (tail.length > 6) tail.shift();
      listener?.output?.(`${line}\n`);
    }, { longest: 4_096 });
    child.on('error', (error: NodeJS.ErrnoException) => {
      reject(error.code === 'ENOENT' ? new Error('mmdebstrap is not installed (on Debian and Ubuntu: apt-get install mmdebstrap).') : error);
    });
    child.on('close', (code, killedBy) => {
      void said.then(() => {
        if (code === 0) resolve();
        else reject(new Error(`mmdebstrap ended with ${killedBy ?? code}: ${tail.join(' / ')}`));
      });
    });
  });
}

async function importBase(docker: Docker, tar: string, signal: AbortSignal | undefined): Promise<string> {
  const changes = ['CMD ["bash"]', 'ENV PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin', `LABEL ${LABEL.base}=${BASE_IMAGE}`];
  // Untagged first: a name appears only on an image that is whole.
  const stream = await docker.importImage(tar, { changes, ...(signal === undefined ? {} : { abortSignal: signal }) });
  const end = await followProgress(stream);
  const id = /sha256:[0-9a-f]{64}/.exec(end.status ?? '')?.[0];
  if (end.error !== undefined || id === undefined) {
    signal?.throwIfAborted();
    throw new Error(`Importing ${tar} into the engine failed: ${end.error ?? 'it named no image'}. Remove that file if it is damaged, and try again.`);
  }
  const image = docker.getImage(id);
  if ((await image.inspect()).Size < LEAST_BYTES) {
    await image.remove();
    await rm(tar, { force: true });
    throw new Error(`The kept base ${tar} was empty or torn; it is removed now. Try again.`);
  }
  const [repo, tag] = BASE_IMAGE.split(':');
  await image.tag({ repo: repo ?? '', tag: tag ?? '' });
  return id;
}
