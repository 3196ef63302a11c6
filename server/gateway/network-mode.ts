/** Which network a container joins: none, the engine's bridge, one of the session's, or another container's. */
import type { z } from 'zod';
import type { ENDPOINT } from './create-schema';
import { findNetwork } from './networks';
import type { Realm } from './realm';
import { notAllowed } from './refusal';

type Endpoint = z.infer<typeof ENDPOINT>;

const PLAIN = ['default', 'bridge', 'none'];

export async function networkMode(realm: Realm, mode: string, signal: AbortSignal): Promise<string> {
  if (mode === '') return 'default';
  if (PLAIN.includes(mode)) return mode;
  if (mode.startsWith('container:')) return `container:${(await realm.container(mode.slice('container:'.length), signal)).id}`;
  if (mode === 'host') throw notAllowed('--network host', 'the host’s network is everybody’s.', 'Leave it out, or make a network of yours: docker network create NAME');
  return (await findNetwork(realm, mode, signal)).real;
}

/** `--network-alias` and several networks; the keys are names of networks. */
export async function endpointsOf(realm: Realm, asked: Readonly<Record<string, Endpoint | null>>, signal: AbortSignal): Promise<Readonly<Record<string, object>>> {
  const endpoints: Record<string, object> = {};
  for (const [name, endpoint] of Object.entries(asked)) {
    const real = await networkMode(realm, name, signal);
    const aliases = endpoint?.Aliases ?? [];
    // What the docker command sends for every container says nothing.
    if ((PLAIN.includes(real) || real.startsWith('container:')) && aliases.length === 0) continue;
    endpoints[real] = aliases.length === 0 ? {} : { Aliases: aliases };
  }
  return endpoints;
}
