/** docker attach, and the stream that docker run opens before it starts the container. */
import { badRequest } from './refusal';
import { isTrue } from './query-shapes';
import { joinStreams } from './upgraded-stream';
import type { Visit } from './visit';

export async function attachContainer(visit: Visit): Promise<void> {
  const { realm, query, hijack, signal } = visit;
  if (hijack === undefined && isTrue(query['stdin'])) throw badRequest('Standard input needs the connection itself: send Connection: Upgrade and Upgrade: tcp.');
  const { id } = await realm.container(visit.params['container'] ?? '', signal);
  await joinStreams(visit, { method: 'POST', version: visit.version, path: ['containers', id, 'attach'], query, signal }, hijack?.head ?? Buffer.alloc(0));
}
