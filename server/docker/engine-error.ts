/** What the engine's errors mean, and how the docker command line words them. */
import { z } from 'zod';

const DOCKER_ERROR = z.object({ statusCode: z.number(), json: z.unknown().optional(), message: z.string() });
const BODY = z.object({ message: z.string() });

/** HTTP status of an answer of the engine; undefined when it did not answer. */
export function statusOf(error: unknown): number | undefined {
  const parsed = DOCKER_ERROR.safeParse(error);
  return parsed.success ? parsed.data.statusCode : undefined;
}

/** The engine's own words, without dockerode's frame around them. */
export function engineMessage(error: unknown): string {
  const parsed = DOCKER_ERROR.safeParse(error);
  if (!parsed.success) return error instanceof Error ? error.message : String(error);
  const body = BODY.safeParse(parsed.data.json);
  if (body.success) return body.data.message.trim();
  return parsed.data.message.replace(/^\(HTTP code \d+\) [^-]*- /, '').trim();
}

/** The container (or image) is not there, or is going just now: for whoever wants it gone, that is the wish fulfilled. */
export function isGone(error: unknown): boolean {
  const status = statusOf(error);
  return status === 404 || (status === 409 && /removal of container .* is already in progress/i.test(engineMessage(error)));
}

/** The engine was asked for what already is: HTTP 304. */
export function isNoChange(error: unknown): boolean {
  return statusOf(error) === 304;
}

/** The connection failed: no engine there, or it went away in the middle. */
export function isUnreachable(error: unknown): boolean {
  if (statusOf(error) !== undefined || !(error instanceof Error)) return false;
  const code = (error as NodeJS.ErrnoException).code ?? '';
  return ['ECONNREFUSED', 'ENOENT', 'ECONNRESET', 'EPIPE', 'ETIMEDOUT', 'EHOSTUNREACH', 'ENOTFOUND', 'EAI_AGAIN', 'EACCES'].includes(code) || /socket hang up|aborted/.test(error.message);
}
