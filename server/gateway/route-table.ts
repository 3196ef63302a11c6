/** Everything that the gateway performs. What is not here is refused. */
import { listContainers } from './container-list';
import { FILTERS, FLAG, WHOLE } from './query-shapes';
import type { Route } from './route';
import { ping, version } from './system';

export const ROUTES: readonly Route[] = [
  { method: 'HEAD', path: '/_ping', handle: ping },
  { method: 'GET', path: '/_ping', handle: ping },
  { method: 'GET', path: '/version', handle: version },
  { method: 'GET', path: '/containers/json', query: { all: FLAG, limit: WHOLE, size: FLAG, filters: FILTERS }, handle: listContainers },
];
