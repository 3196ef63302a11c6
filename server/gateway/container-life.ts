/** What is done to a container of the session, and what is asked of it. */
import { realName } from '../docker/labels';
import { passJson, passStream, readJson, sendJson } from './answer';
import { readBody } from './body';
import { judgeUpdate } from './create-judge';
import { UPDATE_BODY } from './create-schema';
import { readFilters } from './filters';
import { checkedName } from './names';
import type { Handler, Visit } from './visit';

/** A request to the engine about the container that the path names, with those of the client's parameters that the route knows. */
function about(method: 'GET' | 'POST', action: string, pass: typeof passJson | typeof passStream = passJson): Handler {
  return async (visit) => {
    const { realm, query, signal } = visit;
    const { id } = await realm.container(visit.params['container'] ?? '', signal);
    await pass(visit, await realm.call({ method, version: visit.version, path: ['containers', id, action], query, signal }));
  };
}

export const inspectContainer = about('GET', 'json');
export const startContainer = about('POST', 'start');
export const stopContainer = about('POST', 'stop');
export const restartContainer = about('POST', 'restart');
export const killContainer = about('POST', 'kill');
export const pauseContainer = about('POST', 'pause');
export const unpauseContainer = about('POST', 'unpause');
export const resizeContainer = about('POST', 'resize');
export const waitContainer = about('POST', 'wait', passStream);
export const containerLogs = about('GET', 'logs', passStream);
export const containerChanges = about('GET', 'changes');

/** The engine runs ps on the host and keeps the container's rows, so not where the host's are the container's. */
export async function containerTop(visit: Visit): Promise<void> {
  const { realm, query, signal } = visit;
  const { id } = await realm.insideOf(visit.params['container'] ?? '', signal);
  await passJson(visit, await realm.call({ method: 'GET', version: visit.version, path: ['containers', id, 'top'], query, signal }));
}

export async function renameContainer(visit: Visit): Promise<void> {
  const { realm, query, signal } = visit;
  const { id } = await realm.container(visit.params['container'] ?? '', signal);
  const name = checkedName('container', (query['name'] ?? '').replace(/^\//, ''));
  await passJson(visit, await realm.call({ method: 'POST', version: visit.version, path: ['containers', id, 'rename'], query: { name: realName(realm.session, name) }, signal }));
}

export async function updateContainer(visit: Visit): Promise<void> {
  const { realm, signal } = visit;
  const asked = await readBody(visit, UPDATE_BODY);
  const { id } = await realm.container(visit.params['container'] ?? '', signal);
  await passJson(visit, await realm.call({ method: 'POST', version: visit.version, path: ['containers', id, 'update'], json: judgeUpdate(realm, asked), signal }));
}

/** Anonymous volumes always go with their container: nobody could say later whose they were. */
export async function removeContainer(visit: Visit): Promise<void> {
  const { realm, query, signal } = visit;
  const { id } = await realm.container(visit.params['container'] ?? '', signal);
  await passJson(visit, await realm.call({ method: 'DELETE', version: visit.version, path: ['containers', id], query: { force: query['force'], v: '1' }, signal }));
}

export async function pruneContainers(visit: Visit): Promise<void> {
  const { realm, signal } = visit;
  readFilters(visit.query['filters'], []);
  const removed: string[] = [];
  for (const { id, state } of await realm.containers(signal)) {
    if (!['created', 'exited', 'dead'].includes(state)) continue;
    await readJson(realm.session, await realm.call({ method: 'DELETE', version: visit.version, path: ['containers', id], query: { v: '1' }, signal }));
    removed.push(id);
  }
  sendJson(visit.response, 200, { ContainersDeleted: removed, SpaceReclaimed: 0 });
}

