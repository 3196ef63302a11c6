/** From a create body that the learner may ask for to the one that the engine is sent: every reference resolved to the session's own, limits and labels put in. */
import type { ContainerSpec } from '@/model/docker-command/command';
import { problemText } from '@/model/docker-command/problem';
import { checkLimits, limitFields, type AskedLimits } from '../docker/container-limits';
import { LABEL } from '../docker/labels';
import type { AskedContainer, AskedUpdate } from './create-schema';
import { judgeBinds, judgeMounts } from './mounts';
import { endpointsOf, networkMode } from './network-mode';
import type { Realm } from './realm';
import { notAllowed, Refusal } from './refusal';
import type { SeenImage } from './seen-images';
import { ensureVolume } from './volumes';

type AskedHost = NonNullable<AskedContainer['HostConfig']>;

/** The body for the engine; volumes that it names exist afterwards. Throws a Refusal. */
export async function judgeCreate(realm: Realm, name: string, image: SeenImage, asked: AskedContainer, signal: AbortSignal): Promise<Readonly<Record<string, unknown>>> {
  const { HostConfig, NetworkingConfig, Labels, Image: _, ...config } = asked;
  const host: AskedHost = HostConfig ?? ({} as AskedHost);
  const limits = judgeLimits(realm, host);
  const network = await networkMode(realm, host.NetworkMode ?? 'default', signal);
  const endpoints = await endpointsOf(realm, NetworkingConfig?.EndpointsConfig ?? {}, signal);
  const pid = await sharedNamespace(realm, '--pid', host.PidMode, [''], signal);
  const ipc = await sharedNamespace(realm, '--ipc', host.IpcMode, ['', 'private', 'shareable', 'none'], signal);
  const volumesFrom = await Promise.all((host.VolumesFrom ?? []).map((one) => volumesOf(realm, one, signal)));
  const binds = judgeBinds(realm.session, host.Binds ?? []);
  const mounts = judgeMounts(realm.session, host.Mounts ?? []);
  const shm = shmSize(realm, host.ShmSize ?? 0);
  // Last: what is refused must leave nothing behind.
  for (const volume of new Set([...binds.volumes, ...mounts.volumes])) await ensureVolume(realm, volume, signal);
  return {
    ...defined(config),
    Image: image.real,
    // Last, so that neither the body nor the image can say otherwise.
    Labels: { ...Labels, [LABEL.owner]: realm.engine.owner, [LABEL.session]: realm.session, [LABEL.name]: name, [LABEL.image]: image.name === '' ? image.id.slice('sha256:'.length, 19) : image.name },
    HostConfig: {
      ...defined(pick(host, ['AutoRemove', 'Init', 'RestartPolicy', 'ReadonlyRootfs', 'ConsoleSize', 'OomScoreAdj', 'Tmpfs', 'GroupAdd', 'CapDrop', 'CpuShares', 'CpusetCpus'])),
      NetworkMode: network,
      ...(pid === '' ? {} : { PidMode: pid }),
      ...(ipc === '' ? {} : { IpcMode: ipc }),
      ...(volumesFrom.length === 0 ? {} : { VolumesFrom: volumesFrom }),
      Binds: binds.judged,
      Mounts: mounts.judged,
      ShmSize: shm,
      ...limits,
    },
    ...(Object.keys(endpoints).length === 0 ? {} : { NetworkingConfig: { EndpointsConfig: endpoints } }),
  };
}

/** The body of a change of limits. */
export function judgeUpdate(realm: Realm, asked: AskedUpdate): Readonly<Record<string, unknown>> {
  const { LogConfig: _, ...fields } = judgeLimits(realm, asked, 'only what is asked');
  return { ...defined(pick(asked, ['RestartPolicy', 'CpuShares', 'CpusetCpus'])), ...fields };
}

type HostLimits = Pick<AskedHost, 'Memory' | 'MemoryReservation' | 'NanoCpus' | 'CpuPeriod' | 'CpuQuota' | 'PidsLimit'>;

function judgeLimits(realm: Realm, host: HostLimits, scope: 'all' | 'only what is asked' = 'all'): Readonly<Record<string, unknown>> {
  // Zero is how the docker command says "not asked for".
  const asked: { -readonly [K in keyof AskedLimits]: AskedLimits[K] } = {};
  if (host.Memory) asked.memory = host.Memory;
  if (host.PidsLimit) asked.pidsLimit = host.PidsLimit;
  if (host.NanoCpus) asked.cpus = host.NanoCpus / 1e9;
  if (host.CpuPeriod) asked.cpuPeriod = host.CpuPeriod;
  if (host.CpuQuota) asked.cpuQuota = host.CpuQuota;
  const wrong = checkLimits(asked satisfies Partial<ContainerSpec>, realm.limits);
  if (wrong) throw new Refusal(403, problemText(wrong));
  if (asked.cpus !== undefined && (asked.cpuPeriod ?? asked.cpuQuota) !== undefined) throw new Refusal(400, 'Conflicting options: Nano CPUs and CPU Period cannot both be set.');
  const fields = limitFields(asked, realm.limits, realm.engine.info?.limits ?? { memory: true, pids: true, cpu: true });
  const reservation = host.MemoryReservation ? { MemoryReservation: Math.min(host.MemoryReservation, asked.memory ?? realm.limits.memory) } : {};
  if (scope === 'all') return { ...fields, ...reservation };
  const wanted = { Memory: asked.memory, MemorySwap: asked.memory, PidsLimit: asked.pidsLimit, NanoCpus: asked.cpus, CpuPeriod: asked.cpuPeriod ?? asked.cpuQuota, CpuQuota: asked.cpuPeriod ?? asked.cpuQuota };
  return { ...Object.fromEntries(Object.entries(fields).filter(([key]) => wanted[key as keyof typeof wanted] !== undefined)), ...reservation };
}

/** `container:NAME` of the learner's own becomes its id; the host's namespaces are refused. */
async function sharedNamespace(realm: Realm, flag: string, mode: string | null | undefined, plain: readonly string[], signal: AbortSignal): Promise<string> {
  const wanted = mode ?? '';
  if (plain.includes(wanted)) return wanted;
  if (wanted.startsWith('container:')) return `container:${(await realm.insideOf(wanted.slice('container:'.length), signal)).id}`;
  if (wanted === 'host') throw notAllowed(`${flag}=host`, 'the container would see everybody’s.', `Share with a container of yours: ${flag}=container:NAME.`);
  throw new Refusal(400, `${flag}: ${JSON.stringify(wanted)} is no such mode. Write ${flag}=container:NAME.`);
}

async function volumesOf(realm: Realm, reference: string, signal: AbortSignal): Promise<string> {
  const [name = '', mode, ...rest] = reference.split(':');
  if (rest.length > 0 || (mode !== undefined && mode !== 'ro' && mode !== 'rw')) throw new Refusal(400, `--volumes-from ${reference}: write NAME or NAME:ro.`);
  const { id } = await realm.container(name, signal);
  return mode === undefined ? id : `${id}:${mode}`;
}

function shmSize(realm: Realm, asked: number): number {
  if (asked > realm.limits.memory) throw new Refusal(403, `--shm-size ${asked} is more than the container’s memory. Ask for at most ${realm.limits.memory}.`);
  return asked;
}

function pick<T extends object, K extends keyof T>(from: T, keys: readonly K[]): Partial<Pick<T, K>> {
  return Object.fromEntries(keys.filter((key) => from[key] !== undefined && from[key] !== null).map((key) => [key, from[key]])) as Partial<Pick<T, K>>;
}

function defined(from: object): Readonly<Record<string, unknown>> {
  return Object.fromEntries(Object.entries(from).filter(([, value]) => value !== undefined && value !== null));
}
