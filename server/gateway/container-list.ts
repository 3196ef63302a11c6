/** docker ps: the session's containers, under the learner's names. */
import { LABEL, namePrefix } from '../docker/labels';
import { passJson } from './answer';
import { readFilters } from './filters';
import { isTrue } from './query-shapes';
import type { Visit } from './visit';

const KNOWN = ['ancestor', 'before', 'exited', 'expose', 'health', 'id', 'is-task', 'isolation', 'label', 'name', 'network', 'publish', 'since', 'status', 'volume'];

export async function listContainers(visit: Visit): Promise<void> {
  const { realm, query, signal } = visit;
  const filters = readFilters(query['filters'], KNOWN);
  const references = async (values: readonly string[] = []) => Promise.all(values.map(async (value) => (await realm.container(value, signal)).id));
  const real = {
    ...filters,
    ...(filters['name'] === undefined ? {} : { name: filters['name'].map((pattern) => realPattern(realm.session, pattern)) }),
    ...(filters['before'] === undefined ? {} : { before: await references(filters['before']) }),
    ...(filters['since'] === undefined ? {} : { since: await references(filters['since']) }),
    label: [...(filters['label'] ?? []), `${LABEL.session}=${realm.session}`],
  };
  const { all, limit, size } = query;
  const answer = await realm.call({ method: 'GET', version: visit.version, path: ['containers', 'json'], query: { all: isTrue(all) ? '1' : undefined, limit, size: isTrue(size) ? '1' : undefined, filters: JSON.stringify(real) }, signal });
  await passJson(visit, answer);
}

/** The engine takes a name for a regular expression (RE2, of linear time) over the real name. */
export function realPattern(session: string, pattern: string): string {
  const anchored = /^\^\/?/.exec(pattern)?.[0];
  if (anchored !== undefined) return `^/?${namePrefix(session)}(?:${pattern.slice(anchored.length)})`;
  return `^/?${namePrefix(session)}.*(?:${pattern.replace(/^\//, '')})`;
}
