/** What the engine is: ping and version. */
import { z } from 'zod';
import { readJson, sendJson } from './answer';
import { newestVersion, OLDEST_VERSION } from './api-version';
import type { Visit } from './visit';

export async function ping({ realm, request, response }: Visit): Promise<void> {
  response.writeHead(200, {
    'api-version': newestVersion(realm.engine),
    // 1: builds go the classic way, whose every step can be judged (docs/adr/0010-gateway.md).
    'builder-version': '1',
    'docker-experimental': 'false',
    ostype: 'linux',
    'cache-control': 'no-cache, no-store, must-revalidate',
    'content-type': 'text/plain; charset=utf-8',
    'content-length': 2,
  });
  response.end(request.method === 'HEAD' ? undefined : 'OK');
}

const VERSION = z.looseObject({ Components: z.array(z.looseObject({ Details: z.record(z.string(), z.string()).nullish() })).nullish() });

export async function version(visit: Visit): Promise<void> {
  const { realm, signal } = visit;
  const newest = newestVersion(realm.engine);
  const answer = await realm.call({ method: 'GET', version: visit.version, path: ['version'], signal });
  const told = VERSION.parse(await readJson(realm.session, answer));
  const spoken = { ApiVersion: newest, MinAPIVersion: OLDEST_VERSION };
  const components = told.Components?.map((one) => (one['Name'] === 'Engine' ? { ...one, Details: { ...one.Details, ...spoken } } : one));
  sendJson(visit.response, 200, { ...told, ...spoken, ...(components === undefined ? {} : { Components: components }) });
}
