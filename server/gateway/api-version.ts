/** Which version of the Engine API is spoken. */
import type { Engine } from '../docker/engine';
import { Refusal } from './refusal';

/** What the rules here have been written for; a newer engine speaks this one, too. */
const NEWEST = '1.47';
/** Before it, create bodies had their host part elsewhere. */
const OLDEST = '1.25';

/** The newest version that the engine and the gateway both know. Throws a Refusal while the engine is away. */
export function newestVersion(engine: Engine): string {
  const api = engine.info?.api;
  if (api === undefined) throw new Refusal(503, 'The engine does not answer just now. It is looked for again by itself; try once more in a moment.');
  return compare(api, NEWEST) < 0 ? api : NEWEST;
}

/** The version for a request that names one, or none. */
export function apiVersion(engine: Engine, asked: string | undefined): string {
  const newest = newestVersion(engine);
  if (asked === undefined) return newest;
  // The engine's own words; docker goes by them.
  if (compare(asked, newest) > 0) throw new Refusal(400, `client version ${asked} is too new. Maximum supported API version is ${newest}`);
  if (compare(asked, OLDEST) < 0) throw new Refusal(400, `client version ${asked} is too old. Minimum supported API version is ${OLDEST}, please upgrade your client to a newer version`);
  return asked;
}

export const OLDEST_VERSION = OLDEST;

function compare(a: string, b: string): number {
  const [left, right] = [a, b].map((text) => text.split('.').map(Number));
  return (left?.[0] ?? 0) - (right?.[0] ?? 0) || (left?.[1] ?? 0) - (right?.[1] ?? 0);
}
