/** docker exec: judged like a create body, and only in the session's own containers. */
import { z } from 'zod';
import { passJson, readJson, sendEmpty } from './answer';
import { parseBody, readBody, readUpgradeBody } from './body';
import { EXEC_BODY, EXEC_START_BODY } from './create-schema';
import { isNeutral } from './create-fields';
import { badRequest, notThere } from './refusal';
import { joinStreams } from './upgraded-stream';
import type { Visit } from './visit';

const EXEC = z.looseObject({ ID: z.string(), ContainerID: z.string() });

export async function createExec(visit: Visit): Promise<void> {
  const { realm, signal } = visit;
  const asked = await readBody(visit, EXEC_BODY);
  const { id } = await realm.insideOf(visit.params['container'] ?? '', signal);
  const json = Object.fromEntries(Object.entries(asked).filter(([, value]) => !isNeutral(value)));
  await passJson(visit, await realm.call({ method: 'POST', version: visit.version, path: ['containers', id, 'exec'], json, signal }));
}

export async function startExec(visit: Visit): Promise<void> {
  const { realm, hijack, signal } = visit;
  const { text, early } = hijack === undefined ? { text: undefined, early: Buffer.alloc(0) } : await readUpgradeBody(visit.request, hijack);
  const asked = text === undefined ? await readBody(visit, EXEC_START_BODY) : parseBody(text, EXEC_START_BODY);
  const id = await ownExec(visit);
  const call = { method: 'POST', version: visit.version, path: ['exec', id, 'start'], json: { Detach: asked.Detach ?? false, Tty: asked.Tty ?? false, ...(asked.ConsoleSize ? { ConsoleSize: asked.ConsoleSize } : {}) }, signal } as const;
  if (asked.Detach === true) {
    if (hijack !== undefined) throw badRequest('A detached exec has no stream to take over.');
    await readJson(realm.session, await realm.call(call));
    return sendEmpty(visit.response, 200);
  }
  await joinStreams(visit, call, early);
}

export async function inspectExec(visit: Visit): Promise<void> {
  const { realm, signal } = visit;
  await passJson(visit, await realm.call({ method: 'GET', version: visit.version, path: ['exec', await ownExec(visit), 'json'], signal }));
}

export async function resizeExec(visit: Visit): Promise<void> {
  const { realm, query, signal } = visit;
  await passJson(visit, await realm.call({ method: 'POST', version: visit.version, path: ['exec', await ownExec(visit), 'resize'], query, signal }));
}

/** The whole id of an exec that runs in a container of the session. Throws the engine's 404 for any other. */
async function ownExec({ realm, params, version, signal }: Visit): Promise<string> {
  const id = params['exec'] ?? '';
  const missing = notThere('exec instance', id);
  if (!/^[0-9a-f]{64}$/.test(id)) throw missing;
  const answer = await realm.call({ method: 'GET', version, path: ['exec', id, 'json'], signal });
  if (answer.statusCode !== 200) {
    answer.resume();
    throw missing;
  }
  const { ContainerID } = EXEC.parse(await readJson(realm.session, answer));
  const container = (await realm.containers(signal)).find((one) => one.id === ContainerID);
  if (container === undefined || container.seesHost) throw missing;
  return id;
}
