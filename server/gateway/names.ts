/** What the learner may call things, and what they are called on the engine. */
import { realName } from '../docker/labels';
import { badRequest } from './refusal';

/** The engine's rule for containers, networks and volumes, and a length that leaves room for our prefix. */
const NAME = /^[A-Za-z0-9][A-Za-z0-9_.-]{1,99}$/;

/** Throws a Refusal for what cannot be a name. */
export function checkedName(kind: string, name: string): string {
  if (!NAME.test(name)) throw badRequest(`Invalid ${kind} name (${name.slice(0, 120)}), only [a-zA-Z0-9][a-zA-Z0-9_.-] are allowed, two characters at least and a hundred at most`);
  return name;
}

export function isName(text: string): boolean {
  return NAME.test(text);
}

/** The engine's name for a new object of the learner's. */
export function newRealName(session: string, kind: string, name: string): string {
  return realName(session, checkedName(kind, name));
}

/** One repository path, lower case, and a tag: the grammar of distribution/reference without registries and digests. */
const IMAGE = /^[a-z0-9]+(?:(?:\.|_|__|-+)[a-z0-9]+)*(?:\/[a-z0-9]+(?:(?:\.|_|__|-+)[a-z0-9]+)*)*:\w[\w.-]{0,99}$/;

/** `docker.io/library/redis` is `redis:latest`, as docker has it. */
export function fullImageName(reference: string): string {
  const bare = reference.replace(/^(index\.)?docker\.io\//, '').replace(/^library\//, '');
  return bare.slice(bare.lastIndexOf('/') + 1).includes(':') ? bare : `${bare}:latest`;
}

/** The learner's name of a new image, with its tag. Throws a Refusal for what cannot be one. */
export function newImageName(reference: string): string {
  const full = fullImageName(reference);
  if (full.length > 200 || !IMAGE.test(full)) throw badRequest(`invalid reference format: ${JSON.stringify(reference.slice(0, 120))}. An image is called like myredis:shell, in lower case, without a registry.`);
  return full;
}
