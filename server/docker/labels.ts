/** The names and labels that objects carry on the engine, and the way back to what the learner calls them. */

export const LABEL = {
  /** On containers, networks and volumes: the server that made them. */
  owner: 'pid1lab.owner',
  /** On containers, networks and volumes: the session's tag. Images never carry it, so nothing of a stranger inherits it. */
  session: 'pid1lab.session',
  /** On containers: the name at creation. */
  name: 'pid1lab.name',
  /** On the container with a learner's shells: the session's tag. It is none of the session's own containers, and no list shows it. */
  workbench: 'pid1lab.workbench',
  /** On lab images, and inherited by their containers: the learner's tag. */
  image: 'pid1lab.image',
  /** On images that a learner built, and inherited by their containers: whose they are, see `builtLabel`. */
  built: 'pid1lab.built',
  /** On base images made on the spot, and inherited by whatever is built on them. */
  base: 'pid1lab.base',
  /** On containers that see the host's processes: nothing that lists processes may run in them for a learner. */
  hostPid: 'pid1lab.hostpid',
} as const;

/** All lab images live under this repository. */
export const IMAGE_PREFIX = 'pid1lab/';

export function namePrefix(session: string): string {
  return `pid1lab-${session}-`;
}

/** What the engine calls the learner's container. */
export function realName(session: string, name: string): string {
  return namePrefix(session) + name;
}

/** What the learner calls it, given the engine's name with or without its slash. A rename changes the name, not the labels. */
export function learnerName(session: string, real: string): string {
  const bare = real.startsWith('/') ? real.slice(1) : real;
  return bare.startsWith(namePrefix(session)) ? bare.slice(namePrefix(session).length) : bare;
}

/** A text of the engine with every container's and image's real name as the learner writes it. */
export function inLearnersWords(session: string, text: string): string {
  return text.replaceAll(namePrefix(session), '').replace(/pid1lab\/([a-z0-9._/-]+:[\w.-]+?)-[0-9a-f]{12}(?![0-9a-f])/g, '$1');
}

/** The learner's tag of a lab image's real tag; any other name stays. */
export function learnerImage(real: string): string {
  return /^pid1lab\/(.+)-[0-9a-f]{12}$/.exec(real)?.[1] ?? real;
}

/** One value for both, since each label of a build is a step of it: the session's tag and the server that made it. */
export function builtLabel(session: string, owner: string): string {
  return `${session}/${owner}`;
}
