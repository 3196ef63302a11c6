/** docker info and docker system df: the engine's make, and the session's part of what it holds. */
import { z } from 'zod';
import { LABEL } from '../docker/labels';
import { readJson, sendJson } from './answer';
import { seenImages } from './seen-images';
import { toLearner } from './to-learner';
import type { Visit } from './visit';
import { sessionVolumes } from './volumes';

/** What says how containers run here. Names, addresses, proxies, folders and the like of the machine are nobody's business. */
const TOLD = [
  'Architecture', 'BridgeNfIptables', 'BridgeNfIp6tables', 'CPUSet', 'CPUShares', 'CgroupDriver', 'CgroupVersion', 'ContainerdCommit', 'CpuCfsPeriod', 'CpuCfsQuota', 'Debug',
  'DefaultRuntime', 'Driver', 'DriverStatus', 'ExperimentalBuild', 'IPv4Forwarding', 'InitBinary', 'InitCommit', 'Isolation', 'KernelMemory', 'KernelMemoryTCP', 'KernelVersion',
  'LiveRestoreEnabled', 'LoggingDriver', 'MemTotal', 'MemoryLimit', 'NCPU', 'OSType', 'OSVersion', 'OomKillDisable', 'OperatingSystem', 'PidsLimit', 'Plugins', 'RuncCommit',
  'Runtimes', 'SecurityOptions', 'ServerVersion', 'SwapLimit', 'SystemTime', 'Warnings',
] as const;

export async function info(visit: Visit): Promise<void> {
  const { realm, signal } = visit;
  const [answer, containers, images] = await Promise.all([realm.call({ method: 'GET', version: visit.version, path: ['info'], signal }), realm.containers(signal), seenImages(realm, signal)]);
  const engine = z.record(z.string(), z.unknown()).parse(await readJson(realm.session, answer));
  const count = (state: string) => containers.filter((container) => container.state === state).length;
  sendJson(visit.response, 200, {
    ...Object.fromEntries(TOLD.filter((key) => key in engine).map((key) => [key, engine[key]])),
    ID: realm.session,
    Name: 'pid1-lab',
    Containers: containers.length,
    ContainersRunning: count('running'),
    ContainersPaused: count('paused'),
    ContainersStopped: containers.length - count('running') - count('paused'),
    Images: new Set(images.map(({ id }) => id)).size,
    Labels: [],
    Swarm: { LocalNodeState: 'inactive' },
  });
}

const USAGE = z.looseObject({
  Containers: z.array(z.looseObject({ Labels: z.record(z.string(), z.string()).nullish(), ImageID: z.string().optional() })).nullish(),
  Volumes: z.array(z.looseObject({ Name: z.string() })).nullish(),
  Images: z.array(z.looseObject({ Id: z.string() })).nullish(),
});

export async function diskUsage(visit: Visit): Promise<void> {
  const { realm, query, queries, signal } = visit;
  // The engine measures every container for this, so one at a time.
  await realm.inTurn(async () => {
    const answer = await realm.call({ method: 'GET', version: visit.version, path: ['system', 'df'], query: { ...query, type: queries['type'] }, signal });
    const [usage, images, volumes] = [USAGE.parse(await readJson(realm.session, answer)), await seenImages(realm, signal), await sessionVolumes(realm, signal)];
    const names = new Map<string, string[]>();
    for (const { id, name } of images) names.set(id, [...(names.get(id) ?? []), ...(name === '' ? [] : [name])]);
    const containers = (usage.Containers ?? []).filter(({ Labels }) => Labels?.[LABEL.session] === realm.session);
    const own = (usage.Images ?? []).filter(({ Id }) => names.has(Id));
    sendJson(visit.response, 200, toLearner(realm.session, {
      LayersSize: own.reduce((sum, { Size }) => Math.max(sum, Number(Size ?? 0)), 0),
      Images: own.map((image) => ({ ...image, ParentId: '', RepoTags: names.get(image.Id) ?? [], RepoDigests: [], Containers: containers.filter(({ ImageID }) => ImageID === image.Id).length })),
      Containers: containers,
      Volumes: (usage.Volumes ?? []).filter(({ Name }) => volumes.some((volume) => volume.Name === Name)),
      BuildCache: [],
    }));
  });
}
