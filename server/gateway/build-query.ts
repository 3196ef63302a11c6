/** The parameters of a build: what the docker command always sends is known, limits are ours, the rest is refused. */
import { z } from 'zod';
import { isNeutral, LABELS, text } from './create-fields';
import { newImageName } from './names';
import { isTrue, NEVER, NO, TEXT, WHOLE, FLAG, ANY } from './query-shapes';
import { badRequest, notAllowed, Refusal } from './refusal';
import type { Visit } from './visit';

/** A JSON value that says nothing. */
const NOTHING = /^(|null|\[\]|\{\})$/;

export const BUILD_QUERY: Readonly<Record<string, RegExp>> = {
  t: TEXT, dockerfile: TEXT, target: /^[\w.-]{0,100}$/, buildargs: ANY, labels: ANY, networkmode: TEXT, cachefrom: ANY, version: ANY,
  q: FLAG, nocache: FLAG, rm: FLAG, forcerm: FLAG, pull: FLAG, squash: NO, remote: ANY, shmsize: WHOLE, memory: WHOLE, memswap: WHOLE,
  cpushares: /^0?$/, cpuperiod: /^0?$/, cpuquota: /^0?$/, cpusetcpus: NEVER, cpusetmems: NEVER, cgroupparent: NEVER, isolation: /^(|default)$/,
  ulimits: NOTHING, extrahosts: NOTHING, securityopt: NOTHING, outputs: NOTHING, platform: NEVER, session: ANY, buildid: ANY,
};

export interface AskedBuild {
  /** The learner's names. */
  readonly tags: readonly string[];
  readonly dockerfile: string;
  readonly target: string;
  readonly args: Readonly<Record<string, string | null>>;
  readonly labels: Readonly<Record<string, string>>;
  readonly network: string;
  readonly noCache: boolean;
  readonly quiet: boolean;
}

const ARGS = z.record(text(200), z.string().max(8_000).nullable());

export function readBuildQuery({ query, queries }: Visit): AskedBuild {
  if (query['version'] === '2' || (query['session'] ?? '') !== '') throw notAllowed('BuildKit', 'its builds cannot be judged step by step.', 'Use the classic builder: DOCKER_BUILDKIT=0 docker build -t NAME .');
  if ((query['remote'] ?? '') !== '' && query['remote'] !== 'client-session') throw notAllowed('Building from an address', 'the engine would fetch it from the host’s network.', 'Build from a folder: docker build -t NAME .');
  if (isTrue(query['pull'])) throw notAllowed('--pull', 'nothing is pulled from registries.', 'Leave it out.');
  const dockerfile = (query['dockerfile'] || 'Dockerfile').replace(/^(\.\/)+/, '');
  if (dockerfile.startsWith('/') || dockerfile.split('/').some((part) => part === '..' || part === '')) throw badRequest('The Dockerfile lies in the build context: name it as in -f folder/Dockerfile.');
  return {
    tags: [...new Set((queries['t'] ?? []).filter((tag) => tag !== '').map(newImageName))],
    dockerfile,
    target: query['target'] ?? '',
    args: json('buildargs', query['buildargs'], ARGS) ?? {},
    labels: json('labels', query['labels'], LABELS) ?? {},
    network: query['networkmode'] ?? 'default',
    noCache: isTrue(query['nocache']),
    quiet: isTrue(query['q']),
  };
}

function json<T>(name: string, given: string | undefined, schema: z.ZodType<T>): T | undefined {
  if (given === undefined || given === '' || given.length > 64_000) return undefined;
  let value: unknown;
  try {
    value = JSON.parse(given);
  } catch {
    throw badRequest(`The parameter ${name} is not JSON.`);
  }
  if (isNeutral(value)) return undefined;
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  throw new Refusal(400, parsed.error.issues[0]?.message ?? `The parameter ${name} is not as it should be.`);
}
