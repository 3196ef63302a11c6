/** docker build, the classic way: the context streams through, the Dockerfile is written anew, the image is the session's own. */
import { randomBytes, randomInt } from 'node:crypto';
import { finished } from 'node:stream/promises';
import { builtLabel, LABEL, realName } from '../docker/labels';
import { readJson } from './answer';
import { filterContext } from './build-context-filter';
import { readBuildQuery, type AskedBuild } from './build-query';
import { BuildOutput } from './build-output';
import { BuildWatch } from './build-watch';
import { judgeDockerfile } from './dockerfile';
import { sendEngine } from './engine-call';
import { checkImageCount } from './images';
import { networkMode } from './network-mode';
import { fullImageName } from './names';
import { Refusal } from './refusal';
import { pickImage, seenImages, type SeenImage } from './seen-images';
import { streamLines } from './stream-lines';
import type { Visit } from './visit';

/** A build that says nothing new for so long, or takes so long in all, is given up. */
const LONGEST_MS = 15 * 60_000;
const PAGE = 4_096;
const MARKS = 16_384;

export async function buildImage(visit: Visit): Promise<void> {
  const { realm } = visit;
  const asked = readBuildQuery(visit);
  const free = realm.beginBuild();
  try {
    await build(visit, asked);
  } finally {
    free();
  }
}

async function build(visit: Visit, asked: AskedBuild): Promise<void> {
  const { realm, request, response } = visit;
  const seen = await seenImages(realm, visit.signal);
  const own = seen.filter(({ whose }) => whose === 'own');
  checkImageCount(own, asked.tags.length === 0 ? ['one more'] : asked.tags, realm.limits.images);
  const left = realm.limits.imageBytes - weightOf(seen);
  if (left <= 0) throw new Refusal(403, `Your images hold ${Math.round(realm.limits.imageBytes / 1024 ** 2)} MB, as much as a session may. Remove some with docker rmi NAME.`);
  const stop = new AbortController();
  const signal = AbortSignal.any([visit.signal, stop.signal, AbortSignal.timeout(LONGEST_MS)]);
  const mark = realm.limits.buildMemory - PAGE * (1 + randomInt(MARKS));
  const name = `.pid1lab.${randomBytes(8).toString('hex')}.dockerfile`;
  let base = 0;
  let failure: Error | undefined;

  const context = filterContext(request, {
    dockerfile: asked.dockerfile,
    most: realm.limits.contextBytes,
    finish: (dockerfile, hasArchive) => {
      const { text, bases } = judgeDockerfile(dockerfile, { args: given(asked), hasArchive, resolve: (image) => resolve(seen, image) });
      base = Math.min(...bases.map((real) => seen.find((image) => image.real === real)?.listed.Size ?? 0), Infinity);
      return Promise.resolve({ name, text });
    },
  });
  const call = { method: 'POST', version: visit.version, path: ['build'], query: await engineQuery(visit, asked, mark, name), signal } as const;
  const { request: upload, answer } = sendEngine(realm.engine, call, 'application/x-tar');
  answer.catch(() => undefined);
  context.on('error', (error: Error) => {
    failure = error;
    upload.destroy();
  });
  context.pipe(upload as unknown as Parameters<typeof context.pipe>[0]);

  const told = await answer.catch((error: unknown) => {
    throw failure ?? error;
  });
  if (told.statusCode !== 200) return void (await readJson(realm.session, told));
  response.writeHead(200, { 'content-type': 'application/json' }).flushHeaders();
  let stopped: string | undefined;
  const watch = new BuildWatch(realm, { mark, most: left, base: () => (Number.isFinite(base) ? base : 0), stop: (why) => {
    stopped = why;
    stop.abort();
  } });
  const output = new BuildOutput(realm.session, asked.quiet, (text) => watch.follow(text));
  try {
    for await (const line of streamLines(told)) {
      for (const part of output.take(line)) if (!response.write(part)) await Promise.race([new Promise((resolve) => response.once('drain', resolve)), finished(response)]);
    }
  } catch (error) {
    if (stopped === undefined) throw error;
    output.fail(stopped);
  } finally {
    watch.end();
    if (!output.isBuilt) await realm.leave(watch.images);
  }
  response.end(output.end());
}

function given({ args }: AskedBuild): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(args).filter((pair): pair is [string, string] => pair[1] !== null));
}

function resolve(seen: readonly SeenImage[], image: string): string {
  const found = pickImage(seen, image);
  if (found !== undefined) return found.real;
  const has = [...new Set(seen.map((one) => one.name).filter((one) => one !== ''))].slice(0, 12).join(', ');
  throw new Refusal(404, `${fullImageName(image).slice(0, 120)} is not here, and nothing is pulled from registries in this lab. There is ${has}.`);
}

/** Bytes of the session's images beyond the smallest base. */
function weightOf(seen: readonly SeenImage[]): number {
  const floor = Math.min(...seen.filter(({ whose }) => whose !== 'own').map(({ listed }) => listed.Size), Infinity);
  const own = new Map(seen.filter(({ whose }) => whose === 'own').map(({ id, listed }) => [id, listed.Size]));
  return [...own.values()].reduce((sum, size) => sum + Math.max(0, size - (Number.isFinite(floor) ? floor : 0)), 0);
}

async function engineQuery({ realm, signal }: Visit, asked: AskedBuild, mark: number, dockerfile: string): Promise<Readonly<Record<string, string | readonly string[]>>> {
  return {
    version: '1',
    dockerfile,
    t: asked.tags.map((tag) => realName(realm.session, tag)),
    target: asked.target,
    buildargs: JSON.stringify(asked.args),
    // Put at the end by the engine, so that steps stay shared with the lab's own builds.
    labels: JSON.stringify({ ...asked.labels, [LABEL.built]: builtLabel(realm.session, realm.engine.owner) }),
    networkmode: await networkMode(realm, asked.network, signal),
    nocache: asked.noCache ? '1' : '0',
    rm: '1',
    forcerm: '1',
    memory: String(mark),
    memswap: String(mark),
    cpuperiod: '100000',
    cpuquota: String(Math.round(100_000 * realm.limits.cpus)),
  };
}
