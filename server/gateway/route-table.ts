/** Everything that the gateway performs. What is not here is refused. */
import { buildImage } from './build';
import { BUILD_QUERY } from './build-query';
import { attachContainer } from './container-attach';
import { createContainer } from './container-create';
import * as life from './container-life';
import { listContainers } from './container-list';
import { containerStats } from './container-stats';
import { streamEvents } from './events';
import { createExec, inspectExec, resizeExec, startExec } from './exec';
import { imageHistory, inspectImage, listImages, pullImage, removeImage, tagImage } from './images';
import { connectNetwork, createNetwork, disconnectNetwork, inspectNetwork, listNetworks, removeNetwork } from './networks';
import { ANY, COUNT, FILTERS, FLAG, NEVER, NO, PS_ARGS, SIGNAL, TEXT, TIME, WAIT, WHOLE } from './query-shapes';
import { REFUSED_ROUTES } from './refused-routes';
import type { Route } from './route';
import { ping, version } from './system';
import { diskUsage, info } from './system-info';
import { createVolume, inspectVolume, listVolumes, removeVolume } from './volumes';

const SYSTEM: readonly Route[] = [
  { method: 'HEAD', path: '/_ping', handle: ping },
  { method: 'GET', path: '/_ping', handle: ping },
  { method: 'GET', path: '/version', handle: version },
  { method: 'GET', path: '/info', handle: info },
  { method: 'GET', path: '/system/df', query: { type: TEXT }, repeated: ['type'], handle: diskUsage },
  { method: 'GET', path: '/events', query: { since: TIME, until: TIME, filters: FILTERS }, handle: streamEvents },
];

const CONTAINERS: readonly Route[] = [
  { method: 'GET', path: '/containers/json', query: { all: FLAG, limit: WHOLE, size: FLAG, filters: FILTERS }, handle: listContainers },
  { method: 'POST', path: '/containers/create', query: { name: TEXT, platform: NEVER }, body: 'json', handle: createContainer },
  { method: 'POST', path: '/containers/prune', query: { filters: FILTERS }, handle: life.pruneContainers },
  { method: 'GET', path: '/containers/{container}/json', query: { size: FLAG }, handle: life.inspectContainer },
  { method: 'GET', path: '/containers/{container}/top', query: { ps_args: PS_ARGS }, handle: life.containerTop },
  { method: 'GET', path: '/containers/{container}/logs', query: { stdout: FLAG, stderr: FLAG, follow: FLAG, timestamps: FLAG, details: FLAG, since: TIME, until: TIME, tail: COUNT }, handle: life.containerLogs },
  { method: 'GET', path: '/containers/{container}/changes', handle: life.containerChanges },
  { method: 'GET', path: '/containers/{container}/stats', query: { stream: FLAG, 'one-shot': FLAG }, handle: containerStats },
  { method: 'POST', path: '/containers/{container}/start', query: { detachKeys: TEXT }, handle: life.startContainer },
  { method: 'POST', path: '/containers/{container}/stop', query: { t: WHOLE, signal: SIGNAL }, handle: life.stopContainer },
  { method: 'POST', path: '/containers/{container}/restart', query: { t: WHOLE, signal: SIGNAL }, handle: life.restartContainer },
  { method: 'POST', path: '/containers/{container}/kill', query: { signal: SIGNAL }, handle: life.killContainer },
  { method: 'POST', path: '/containers/{container}/pause', handle: life.pauseContainer },
  { method: 'POST', path: '/containers/{container}/unpause', handle: life.unpauseContainer },
  { method: 'POST', path: '/containers/{container}/wait', query: { condition: WAIT }, handle: life.waitContainer },
  { method: 'POST', path: '/containers/{container}/rename', query: { name: TEXT }, handle: life.renameContainer },
  { method: 'POST', path: '/containers/{container}/resize', query: { h: WHOLE, w: WHOLE }, handle: life.resizeContainer },
  { method: 'POST', path: '/containers/{container}/update', body: 'json', handle: life.updateContainer },
  { method: 'POST', path: '/containers/{container}/attach', query: { stream: FLAG, stdin: FLAG, stdout: FLAG, stderr: FLAG, logs: FLAG, detachKeys: TEXT }, hijacks: true, handle: attachContainer },
  { method: 'DELETE', path: '/containers/{container}', query: { force: FLAG, v: FLAG, link: NO }, handle: life.removeContainer },
  { method: 'POST', path: '/containers/{container}/exec', body: 'json', handle: createExec },
  { method: 'POST', path: '/exec/{exec}/start', body: 'json', hijacks: true, handle: startExec },
  { method: 'POST', path: '/exec/{exec}/resize', query: { h: WHOLE, w: WHOLE }, handle: resizeExec },
  { method: 'GET', path: '/exec/{exec}/json', handle: inspectExec },
];

const IMAGES: readonly Route[] = [
  { method: 'POST', path: '/build', query: BUILD_QUERY, repeated: ['t'], body: 'tar', handle: buildImage },
  { method: 'GET', path: '/images/json', query: { all: FLAG, filters: FILTERS, digests: FLAG, 'shared-size': FLAG, manifests: FLAG }, handle: listImages },
  { method: 'POST', path: '/images/create', query: { fromImage: TEXT, fromSrc: ANY, repo: ANY, tag: ANY, message: ANY, platform: ANY, changes: ANY }, handle: pullImage },
  { method: 'GET', path: '/images/{image…}/json', query: { manifests: FLAG, platform: NEVER }, handle: inspectImage },
  { method: 'GET', path: '/images/{image…}/history', query: { platform: NEVER }, handle: imageHistory },
  { method: 'POST', path: '/images/{image…}/tag', query: { repo: TEXT, tag: TEXT }, handle: tagImage },
  { method: 'DELETE', path: '/images/{image…}', query: { force: FLAG, noprune: FLAG }, handle: removeImage },
];

const NETWORKS_AND_VOLUMES: readonly Route[] = [
  { method: 'GET', path: '/networks', query: { filters: FILTERS }, handle: listNetworks },
  { method: 'POST', path: '/networks/create', body: 'json', handle: createNetwork },
  { method: 'GET', path: '/networks/{network}', query: { verbose: FLAG, scope: /^(|local)$/ }, handle: inspectNetwork },
  { method: 'DELETE', path: '/networks/{network}', handle: removeNetwork },
  { method: 'POST', path: '/networks/{network}/connect', body: 'json', handle: connectNetwork },
  { method: 'POST', path: '/networks/{network}/disconnect', body: 'json', handle: disconnectNetwork },
  { method: 'GET', path: '/volumes', query: { filters: FILTERS }, handle: listVolumes },
  { method: 'POST', path: '/volumes/create', body: 'json', handle: createVolume },
  { method: 'GET', path: '/volumes/{volume}', handle: inspectVolume },
  { method: 'DELETE', path: '/volumes/{volume}', query: { force: FLAG }, handle: removeVolume },
];

/** The first that fits counts. */
export const ROUTES: readonly Route[] = [...SYSTEM, ...CONTAINERS, ...IMAGES, ...NETWORKS_AND_VOLUMES, ...REFUSED_ROUTES];
