/** docker events: the engine's, of all sessions, kept to what is this one's. */
import { pipeline } from 'node:stream/promises';
import { z } from 'zod';
import { LABEL, namePrefix, realName } from '../docker/labels';
import { pickContainer } from '../docker/session-containers';
import { passJson } from './answer';
import { readFilters, type Filters } from './filters';
import { pickImage, seenImages } from './seen-images';
import { streamLines } from './stream-lines';
import { toLearner } from './to-learner';
import type { Visit } from './visit';
import type { Realm } from './realm';

const MESSAGE = z.looseObject({ Type: z.string(), Action: z.string(), Actor: z.looseObject({ ID: z.string(), Attributes: z.record(z.string(), z.string()).nullish() }) });
type Message = z.infer<typeof MESSAGE>;

const KNOWN = ['container', 'event', 'image', 'label', 'network', 'scope', 'type', 'volume'];

export async function streamEvents(visit: Visit): Promise<void> {
  const { realm, query, response, signal } = visit;
  const { type: types, event: actions, ...others } = readFilters(query['filters'], KNOWN);
  const filters = JSON.stringify(await realFilters(realm, others, signal));
  const own = new Set((await realm.containers(signal)).map(({ id }) => id));
  const answer = await realm.call({ method: 'GET', version: visit.version, path: ['events'], query: { since: query['since'], until: query['until'], filters }, signal });
  if (answer.statusCode !== 200) return passJson(visit, answer);
  response.writeHead(200, { 'content-type': 'application/json' }).flushHeaders();
  await pipeline(answer, async function* (source: AsyncIterable<Buffer>) {
    for await (const line of streamLines(source)) {
      const message = parse(line);
      // Kind and action are compared here, so that the containers' names are learnt whatever is asked for.
      if (message === undefined || !isOwn(realm.session, message, own)) continue;
      if (types !== undefined && !types.includes(message.Type)) continue;
      if (actions !== undefined && !actions.some((action) => message.Action === action || message.Action.startsWith(`${action}:`))) continue;
      yield `${inWords(realm.session, message, line)}\n`;
    }
  }, response);
}

async function realFilters(realm: Realm, filters: Filters, signal: AbortSignal): Promise<Filters> {
  const real: Record<string, readonly string[]> = { ...filters };
  if (filters['container']) {
    const containers = await realm.containers(signal);
    // One that is gone is still known by its name.
    real['container'] = filters['container'].map((reference) => pickContainer(containers, reference)?.id ?? (/^[0-9a-f]{12,64}$/.test(reference) ? reference : realName(realm.session, reference)));
  }
  for (const kind of ['network', 'volume']) {
    if (filters[kind]) real[kind] = filters[kind].map((name) => (name === 'bridge' ? name : realName(realm.session, name)));
  }
  if (filters['image']) {
    const images = await seenImages(realm, signal);
    real['image'] = filters['image'].map((reference) => pickImage(images, reference)?.real ?? realName(realm.session, reference));
  }
  return real;
}

function isOwn(session: string, { Type, Actor }: Message, containers: Set<string>): boolean {
  const attributes = Actor.Attributes ?? {};
  const prefix = namePrefix(session);
  switch (Type) {
    case 'container':
      if (attributes[LABEL.session] !== session) return false;
      containers.add(Actor.ID);
      return true;
    case 'network':
      return (attributes['name'] ?? '').startsWith(prefix) || containers.has(attributes['container'] ?? '');
    case 'volume':
      return Actor.ID.startsWith(prefix) || containers.has(attributes['container'] ?? '');
    case 'image':
      return (attributes['name'] ?? '').startsWith(prefix);
    default:
      return false;
  }
}

function parse(line: string): Message | undefined {
  try {
    return MESSAGE.safeParse(JSON.parse(line)).data;
  } catch {
    return undefined;
  }
}

/** JSON.parse rounds nanoseconds; the engine's own digits are put back. */
function inWords(session: string, message: Message, line: string): string {
  const nano = /"timeNano":(\d+)\}\s*$/.exec(line)?.[1];
  const text = JSON.stringify(toLearner(session, message));
  return nano === undefined ? text : text.replace(/"timeNano":\d+\}$/, `"timeNano":${nano}}`);
}
