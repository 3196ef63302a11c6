/** Matching a request against the table: what is not in it does not exist. */
import type { Target } from './request-target';
import { badRequest, Refusal } from './refusal';
import type { Handler } from './visit';

export interface Route {
  readonly method: 'GET' | 'HEAD' | 'POST' | 'PUT' | 'DELETE';
  /** `/containers/{container}/start`; `{image…}` takes one segment or more. */
  readonly path: string;
  /** Each parameter that is known, and how its value looks. */
  readonly query?: Readonly<Record<string, RegExp>> | 'any';
  /** Those that may come several times. */
  readonly repeated?: readonly string[];
  /** Read by the handler; without it the request must have none. */
  readonly body?: 'json' | 'tar' | 'refused';
  /** It takes over the connection where the client asks. */
  readonly hijacks?: true;
  readonly handle: Handler;
}

export interface Match {
  readonly route: Route;
  readonly params: Readonly<Record<string, string>>;
  readonly query: Readonly<Record<string, string>>;
  readonly queries: Readonly<Record<string, readonly string[]>>;
}

/** Throws a Refusal when the table has no such route, or it has no such parameter. */
export function matchRoute(routes: readonly Route[], method: string, { segments, query }: Target): Match {
  for (const route of routes) {
    if (route.method !== method) continue;
    const params = matchPath(route.path, segments);
    if (params !== undefined) return { route, params, ...readQuery(route, query) };
  }
  throw new Refusal(404, `${method} /${segments.join('/')} is not part of this lab’s Docker API. It has what the docker command needs for build, run, exec, logs, stop, inspect and the like.`);
}

function matchPath(pattern: string, segments: readonly string[]): Readonly<Record<string, string>> | undefined {
  const parts = pattern.slice(1).split('/');
  const many = parts.findIndex((part) => part.endsWith('…}'));
  if (many < 0 ? parts.length !== segments.length : segments.length < parts.length) return undefined;
  const params: Record<string, string> = {};
  const extra = segments.length - parts.length;
  let at = 0;
  for (const [index, part] of parts.entries()) {
    const taken = index === many ? extra + 1 : 1;
    const text = segments.slice(at, at + taken).join('/');
    at += taken;
    const place = /^\{(\w+)…?\}$/.exec(part)?.[1];
    if (place !== undefined) params[place] = text;
    else if (part !== text) return undefined;
  }
  return params;
}

function readQuery({ query: known = {}, repeated = [] }: Route, given: URLSearchParams): Pick<Match, 'query' | 'queries'> {
  if (known === 'any') return { query: {}, queries: {} };
  const query: Record<string, string> = {};
  const queries: Record<string, string[]> = {};
  for (const [name, value] of given) {
    const rule = Object.hasOwn(known, name) ? known[name] : undefined;
    if (rule === undefined) throw badRequest(`The parameter ${JSON.stringify(name.slice(0, 60))} is not known here, so it is refused rather than ignored.`);
    if (!rule.test(value)) throw badRequest(`The parameter ${name} cannot be ${JSON.stringify(value.slice(0, 200))}.`);
    if (repeated.includes(name)) (queries[name] ??= []).push(value);
    else if (Object.hasOwn(query, name)) throw badRequest(`The parameter ${name} is given twice.`);
    else query[name] = value;
  }
  return { query, queries };
}
