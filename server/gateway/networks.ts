/** The session's networks, and the engine's bridge as far as the session's containers are in it. */
import { z } from 'zod';
import { LABEL, learnerName, namePrefix } from '../docker/labels';
import { readJson, sendEmpty, sendJson } from './answer';
import { newestVersion } from './api-version';
import { readBody } from './body';
import { isNeutral, LABELS, oneOf, refused, text } from './create-fields';
import { ENDPOINT } from './create-schema';
import { readFilters } from './filters';
import { newRealName } from './names';
import type { Realm } from './realm';
import { Refusal } from './refusal';
import { toLearner } from './to-learner';
import type { Visit } from './visit';

const NETWORK = z.looseObject({ Id: z.string(), Name: z.string(), Labels: z.record(z.string(), z.string()).nullish(), Containers: z.record(z.string(), z.unknown()).nullish() });
type Network = z.infer<typeof NETWORK>;

export interface FoundNetwork {
  readonly id: string;
  readonly name: string;
  readonly real: string;
  readonly isOwn: boolean;
}

/** Shown, since docker always has them, and not to be changed. */
const ENGINES = ['bridge', 'none'];

const LEAVE = 'Leave it out.';
const CREATE = z.strictObject({
  Name: text(120),
  Internal: z.boolean().nullish(),
  Labels: LABELS,
  CheckDuplicate: z.boolean().nullish(),
  EnableIPv4: z.boolean().nullish(),
  Driver: refused('A network driver', 'others than bridge reach the host’s network.', LEAVE, oneOf('bridge')),
  Scope: refused('A network’s scope', 'there is no cluster here.', LEAVE, oneOf('local')),
  EnableIPv6: refused('--ipv6', 'it is not needed here.', LEAVE),
  Attachable: refused('--attachable', 'there is no cluster here.', LEAVE),
  Ingress: refused('--ingress', 'there is no cluster here.', LEAVE),
  ConfigOnly: refused('--config-only', 'it is not needed here.', LEAVE),
  ConfigFrom: refused('--config-from', 'it is not needed here.', LEAVE, (value) => isNeutral(value) || isNeutral((value as { Network?: unknown }).Network)),
  Options: refused('A network option (-o)', 'options change the host’s network.', LEAVE),
  IPAM: refused('A fixed subnet', 'addresses are shared out by the engine.', LEAVE, (value) => isNeutral(value) || z.strictObject({ Driver: z.enum(['', 'default']).nullish(), Options: z.unknown().refine(isNeutral), Config: z.unknown().refine(isNeutral) }).partial().safeParse(value).success),
});

const CONNECT = z.strictObject({ Container: text(200).min(1), EndpointConfig: ENDPOINT.nullish() });
const DISCONNECT = z.strictObject({ Container: text(200).min(1), Force: z.boolean().nullish() });

async function allNetworks(realm: Realm, signal: AbortSignal | undefined): Promise<readonly Network[]> {
  const answer = await realm.call({ method: 'GET', version: newestVersion(realm.engine), path: ['networks'], signal });
  return z.array(NETWORK).parse(await readJson(realm.session, answer));
}

function isOwn(realm: Realm, { Name, Labels }: Network): boolean {
  return Name.startsWith(namePrefix(realm.session)) && Labels?.[LABEL.session] === realm.session;
}

/** By name, id or the beginning of an id. Throws the engine's 404. */
export async function findNetwork(realm: Realm, reference: string, signal?: AbortSignal): Promise<FoundNetwork> {
  const seen = (await allNetworks(realm, signal)).filter((network) => isOwn(realm, network) || ENGINES.includes(network.Name));
  const found = seen.map((network) => ({ id: network.Id, name: learnerName(realm.session, network.Name), real: network.Name, isOwn: isOwn(realm, network) }));
  const starting = /^[0-9a-f]{2,64}$/.test(reference) ? found.filter(({ id }) => id.startsWith(reference)) : [];
  const network = found.find(({ name, isOwn: own }) => own && name === reference) ?? found.find(({ name }) => name === reference) ?? (starting.length === 1 ? starting[0] : undefined);
  if (network === undefined) throw new Refusal(404, `network ${reference} not found`);
  return network;
}

export async function listNetworks(visit: Visit): Promise<void> {
  const { realm, signal } = visit;
  const { name: names = [], id: ids = [], label: labels = [], driver = [], type = [], dangling = [], scope = [] } = readFilters(visit.query['filters'], ['name', 'id', 'label', 'driver', 'type', 'dangling', 'scope']);
  const filters = { ...(driver.length ? { driver } : {}), ...(type.length ? { type } : {}), ...(dangling.length ? { dangling } : {}), ...(scope.length ? { scope } : {}), ...(labels.length ? { label: labels } : {}), ...(ids.length ? { id: ids } : {}) };
  const answer = await realm.call({ method: 'GET', version: visit.version, path: ['networks'], query: { filters: JSON.stringify(filters) }, signal });
  const told = z.array(NETWORK).parse(await readJson(realm.session, answer));
  const shown = told.filter((network) => isOwn(realm, network) || ENGINES.includes(network.Name)).filter(({ Name }) => names.length === 0 || names.some((part) => learnerName(realm.session, Name).includes(part)));
  sendJson(visit.response, 200, toLearner(realm.session, await onlyOwnContainers(realm, shown, signal)));
}

export async function inspectNetwork(visit: Visit): Promise<void> {
  const { realm, params, query, signal } = visit;
  const { id } = await findNetwork(realm, params['network'] ?? '', signal);
  const answer = await realm.call({ method: 'GET', version: visit.version, path: ['networks', id], query: { verbose: query['verbose'] }, signal });
  const [network] = await onlyOwnContainers(realm, [NETWORK.parse(await readJson(realm.session, answer))], signal);
  sendJson(visit.response, 200, toLearner(realm.session, network));
}

async function onlyOwnContainers(realm: Realm, networks: readonly Network[], signal: AbortSignal): Promise<readonly Network[]> {
  if (!networks.some(({ Containers }) => Containers && Object.keys(Containers).length > 0)) return networks;
  const own = new Set((await realm.containers(signal)).map(({ id }) => id));
  return networks.map((network) => ({ ...network, Containers: Object.fromEntries(Object.entries(network.Containers ?? {}).filter(([id]) => own.has(id))) }));
}

export async function createNetwork(visit: Visit): Promise<void> {
  const { realm, signal } = visit;
  const { Name, Internal, Labels } = await readBody(visit, CREATE);
  if ([...ENGINES, 'host', 'default'].includes(Name)) throw new Refusal(403, `operation is not permitted on predefined ${Name} network`);
  const real = newRealName(realm.session, 'network', Name);
  await realm.inTurn(async () => {
    const own = (await allNetworks(realm, signal)).filter((network) => isOwn(realm, network));
    if (own.some((network) => network.Name === real)) throw new Refusal(409, `network with name ${Name} already exists`);
    if (own.length >= realm.limits.networks) throw new Refusal(403, `You have ${own.length} networks, as many as a session may: an engine has about thirty in all. Remove one with docker network rm NAME.`);
    const json = { Name: real, CheckDuplicate: true, Driver: 'bridge', Internal: Internal ?? false, Labels: { ...Labels, [LABEL.owner]: realm.engine.owner, [LABEL.session]: realm.session } };
    const answer = await realm.call({ method: 'POST', version: visit.version, path: ['networks', 'create'], json, signal });
    sendJson(visit.response, 201, toLearner(realm.session, await readJson(realm.session, answer)));
  });
}

export async function removeNetwork(visit: Visit): Promise<void> {
  const { realm, params, signal } = visit;
  const network = await ownNetwork(visit, params['network'] ?? '');
  await readJson(realm.session, await realm.call({ method: 'DELETE', version: visit.version, path: ['networks', network.id], signal }));
  sendEmpty(visit.response, 204);
}

export async function connectNetwork(visit: Visit): Promise<void> {
  const { realm, params, signal } = visit;
  const { Container, EndpointConfig } = await readBody(visit, CONNECT);
  const network = await findNetwork(realm, params['network'] ?? '', signal);
  const { id } = await realm.container(Container, signal);
  const json = { Container: id, EndpointConfig: EndpointConfig?.Aliases ? { Aliases: EndpointConfig.Aliases } : {} };
  await readJson(realm.session, await realm.call({ method: 'POST', version: visit.version, path: ['networks', network.id, 'connect'], json, signal }));
  sendEmpty(visit.response, 200);
}

export async function disconnectNetwork(visit: Visit): Promise<void> {
  const { realm, params, signal } = visit;
  const { Container, Force } = await readBody(visit, DISCONNECT);
  const network = await findNetwork(realm, params['network'] ?? '', signal);
  const { id } = await realm.container(Container, signal);
  await readJson(realm.session, await realm.call({ method: 'POST', version: visit.version, path: ['networks', network.id, 'disconnect'], json: { Container: id, Force: Force ?? false }, signal }));
  sendEmpty(visit.response, 200);
}

async function ownNetwork({ realm, signal }: Visit, reference: string): Promise<FoundNetwork> {
  const network = await findNetwork(realm, reference, signal);
  if (!network.isOwn) throw new Refusal(403, `${network.name} is a pre-defined network and cannot be removed`);
  return network;
}
