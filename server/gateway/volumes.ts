/** The session's volumes: local ones without options, which could otherwise mount the host's folders. */
import { z } from 'zod';
import { LABEL, learnerName, namePrefix } from '../docker/labels';
import { passJson, readJson, sendEmpty, sendJson } from './answer';
import { newestVersion } from './api-version';
import { readBody } from './body';
import { LABELS, oneOf, refused, text } from './create-fields';
import { readFilters } from './filters';
import { checkedName, newRealName } from './names';
import type { Realm } from './realm';
import { Refusal } from './refusal';
import { toLearner } from './to-learner';
import type { Visit } from './visit';

const VOLUME = z.looseObject({ Name: z.string(), Labels: z.record(z.string(), z.string()).nullish() });
type Volume = z.infer<typeof VOLUME>;

const CREATE = z.strictObject({
  Name: text(120).nullish(),
  Labels: LABELS,
  Driver: refused('A volume driver', 'drivers can mount what is not yours.', 'Leave it out.', oneOf('local')),
  DriverOpts: refused('A volume option (-o)', 'options can mount the host’s folders.', 'Leave it out.'),
  ClusterVolumeSpec: refused('A cluster volume', 'there is no cluster here.', 'Leave it out.'),
});

export async function sessionVolumes(realm: Realm, signal?: AbortSignal): Promise<readonly Volume[]> {
  const answer = await realm.call({ method: 'GET', version: newestVersion(realm.engine), path: ['volumes'], query: { filters: JSON.stringify({ label: [`${LABEL.session}=${realm.session}`] }) }, signal });
  const { Volumes } = z.object({ Volumes: z.array(VOLUME).nullish() }).parse(await readJson(realm.session, answer));
  return (Volumes ?? []).filter(({ Name }) => Name.startsWith(namePrefix(realm.session)));
}

/** The volume of that name is there afterwards, and the session's. */
export async function ensureVolume(realm: Realm, name: string, signal: AbortSignal, labels: z.infer<typeof LABELS> = {}): Promise<unknown> {
  const real = newRealName(realm.session, 'volume', name);
  const existing = await sessionVolumes(realm, signal);
  if (!existing.some(({ Name }) => Name === real) && existing.length >= realm.limits.volumes) {
    throw new Refusal(403, `You have ${existing.length} volumes, as many as a session may, since the machine is shared. Remove one with docker volume rm NAME.`);
  }
  const json = { Name: real, Driver: 'local', Labels: { ...labels, [LABEL.owner]: realm.engine.owner, [LABEL.session]: realm.session } };
  return readJson(realm.session, await realm.call({ method: 'POST', version: newestVersion(realm.engine), path: ['volumes', 'create'], json, signal }));
}

async function findVolume(realm: Realm, name: string, signal: AbortSignal): Promise<string> {
  const found = (await sessionVolumes(realm, signal)).find(({ Name }) => learnerName(realm.session, Name) === name);
  if (found === undefined) throw new Refusal(404, `get ${name}: no such volume`);
  return found.Name;
}

export async function createVolume(visit: Visit): Promise<void> {
  const { realm, signal } = visit;
  const { Name, Labels } = await readBody(visit, CREATE);
  await realm.inTurn(async () => {
    const name = Name ? checkedName('volume', Name) : crypto.randomUUID().replaceAll('-', '');
    sendJson(visit.response, 201, toLearner(realm.session, await ensureVolume(realm, name, signal, Labels)));
  });
}

export async function listVolumes(visit: Visit): Promise<void> {
  const { realm, signal } = visit;
  const { name: names = [], label = [], dangling = [], driver = [] } = readFilters(visit.query['filters'], ['name', 'label', 'dangling', 'driver']);
  const own = new Set((await sessionVolumes(realm, signal)).map(({ Name }) => Name));
  const filters = { label: [...label, `${LABEL.session}=${realm.session}`], ...(dangling.length === 0 ? {} : { dangling }), ...(driver.length === 0 ? {} : { driver }) };
  const answer = await realm.call({ method: 'GET', version: visit.version, path: ['volumes'], query: { filters: JSON.stringify(filters) }, signal });
  const told = z.looseObject({ Volumes: z.array(VOLUME).nullish() }).parse(await readJson(realm.session, answer));
  const shown = (told.Volumes ?? []).filter(({ Name }) => own.has(Name) && (names.length === 0 || names.some((part) => learnerName(realm.session, Name).includes(part))));
  sendJson(visit.response, 200, toLearner(realm.session, { ...told, Volumes: shown }));
}

export async function inspectVolume(visit: Visit): Promise<void> {
  const { realm, params, signal } = visit;
  const real = await findVolume(realm, params['volume'] ?? '', signal);
  await passJson(visit, await realm.call({ method: 'GET', version: visit.version, path: ['volumes', real], signal }));
}

export async function removeVolume(visit: Visit): Promise<void> {
  const { realm, params, query, signal } = visit;
  const real = await findVolume(realm, params['volume'] ?? '', signal);
  await readJson(realm.session, await realm.call({ method: 'DELETE', version: visit.version, path: ['volumes', real], query: { force: query['force'] }, signal }));
  sendEmpty(visit.response, 204);
}

