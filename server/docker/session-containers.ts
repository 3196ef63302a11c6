/** The containers of one session, found by the names and ids that its learner uses. Those of others do not exist here. */
import type Docker from 'dockerode';
import { LABEL, learnerName } from './labels';

export interface FoundContainer {
  readonly id: string;
  /** The learner's name. */
  readonly name: string;
  readonly state: string;
  readonly seesHost: boolean;
}

/** All of them, newest first. */
export async function sessionContainers(docker: Docker, session: string, signal?: AbortSignal): Promise<readonly FoundContainer[]> {
  const listed = await docker.listContainers({ all: true, filters: { label: [`${LABEL.session}=${session}`] }, ...(signal === undefined ? {} : { abortSignal: signal }) });
  return listed.map(({ Id, Names, State, Labels }) => ({
    id: Id,
    name: learnerName(session, Names[0] ?? ''),
    state: State,
    seesHost: Labels[LABEL.hostPid] !== undefined,
  }));
}

/** The one meant by a name, a whole id or an unambiguous beginning of an id, in the order in which docker decides. */
export function pickContainer(containers: readonly FoundContainer[], reference: string): FoundContainer | undefined {
  const exact = containers.find(({ id }) => id === reference) ?? containers.find(({ name }) => name === reference);
  if (exact) return exact;
  const starting = /^[0-9a-f]+$/.test(reference) ? containers.filter(({ id }) => id.startsWith(reference)) : [];
  return starting.length === 1 ? starting[0] : undefined;
}
