import { pipeline } from 'node:stream/promises';
import { inLearnersWords } from '../docker/labels';
import { passJson } from './answer';
import { streamLines } from './stream-lines';
import type { Visit } from './visit';

/** docker stats: one JSON object a line. As text, since its largest numbers do not survive JSON.parse. */
export async function containerStats(visit: Visit): Promise<void> {
  const { realm, query, response, signal } = visit;
  const { id } = await realm.container(visit.params['container'] ?? '', signal);
  const answer = await realm.call({ method: 'GET', version: visit.version, path: ['containers', id, 'stats'], query, signal });
  if (answer.statusCode !== 200) return passJson(visit, answer);
  response.writeHead(200, { 'content-type': 'application/json' }).flushHeaders();
  await pipeline(answer, async function* (source: AsyncIterable<Buffer>) {
    for await (const line of streamLines(source)) yield `${inLearnersWords(realm.session, line)}\n`;
  }, response);
}
