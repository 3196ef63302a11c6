import { freeName } from '../docker/free-name';
import { realName } from '../docker/labels';
import { passJson } from './answer';
import { readBody } from './body';
import { judgeCreate } from './create-judge';
import { CREATE_BODY } from './create-schema';
import { checkedName } from './names';
import { Refusal } from './refusal';
import { findImage } from './seen-images';
import type { Visit } from './visit';

/** One after the other within a session, so that racing creates do not pass the quota together. */
export async function createContainer(visit: Visit): Promise<void> {
  const { realm, query, signal } = visit;
  const asked = await readBody(visit, CREATE_BODY);
  const given = query['name']?.replace(/^\//, '');
  if (given !== undefined && given !== '') checkedName('container', given);
  await realm.inTurn(async () => {
    signal.throwIfAborted();
    const existing = await realm.containers(signal);
    if (existing.length >= realm.limits.containers) {
      throw new Refusal(403, `You have ${existing.length} containers, as many as a session may, since the machine is shared. Remove one with docker rm -f NAME.`);
    }
    const name = given || freeName(new Set(existing.map((one) => one.name)));
    const image = await findImage(realm, asked.Image, signal);
    // The docker command takes any 404 for a missing image, and would try to pull it.
    const json = await judgeCreate(realm, name, image, asked, signal).catch((error: unknown) => {
      throw error instanceof Refusal && error.status === 404 ? new Refusal(400, error.message) : error;
    });
    await passJson(visit, await realm.call({ method: 'POST', version: visit.version, path: ['containers', 'create'], query: { name: realName(realm.session, name) }, json, signal }));
  });
}
