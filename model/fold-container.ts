/** What container events do to a world. */
import type { CommandEvent, ContainerEvent, Event } from './event';
import type { Draft } from './draft';
import type { Container } from './world';
import { note } from './anomaly';

type ContainerFact = Extract<Event, { type: ContainerEvent['type'] | Extract<CommandEvent, { type: 'ps' }>['type'] }>;

export function foldContainer(draft: Draft, event: ContainerFact): void {
  if (event.type === 'container-created') {
    if (draft.containers.get(event.id) !== undefined) note(draft, event, 'CON1', `container ${event.name} is created twice`);
    draft.containers.set(event.id, created(event));
    return;
  }
  const container = draft.containers.get(event.id);
  if (container === undefined) {
    note(draft, event, 'CON2', `${event.type} of a container that is not known`);
    return;
  }
  switch (event.type) {
    case 'container-started': {
      forgetTheDead(draft, event.id);
      const pid1 = [...draft.processes.values()].find((process) => process.pid === event.pid && process.container === event.id && process.life === 'alive');
      draft.containers.set(event.id, {
        ...container,
        state: 'running',
        pid: event.pid,
        pid1: pid1?.key ?? null,
        pidns: event.pidns ?? pid1?.pidns ?? null,
        startedAt: event.t,
        diedAt: null,
        exitCode: null,
        oomKilled: false,
        killRequestedAt: null,
      });
      break;
    }
    case 'container-kill':
      draft.containers.set(event.id, { ...container, killRequestedAt: container.killRequestedAt ?? event.t });
      break;
    case 'container-died':
      draft.containers.set(event.id, { ...container, state: 'exited', diedAt: event.t, exitCode: event.exitCode, oomKilled: event.oomKilled, pid: null });
      break;
    case 'container-paused':
      draft.containers.set(event.id, { ...container, state: event.paused ? 'paused' : 'running' });
      break;
    case 'container-renamed':
      draft.containers.set(event.id, { ...container, name: event.name });
      break;
    case 'container-removed':
      forgetTheDead(draft, event.id);
      draft.containers.delete(event.id);
      draft.ps.delete(event.id);
      break;
    case 'ps':
      draft.ps.set(event.id, { t: event.t, text: event.text });
      break;
    case 'container-exec':
    case 'container-stopped':
    case 'log':
      break;
    default:
      event satisfies never;
  }
}

function created(event: Extract<ContainerFact, { type: 'container-created' }>): Container {
  return {
    id: event.id, name: event.name, image: event.image,
    state: 'created', pid1: null, pid: null, pidns: null,
    createdAt: event.t, startedAt: null, diedAt: null, exitCode: null, oomKilled: false, killRequestedAt: null,
  };
}

function forgetTheDead(draft: Draft, id: string): void {
  for (const process of [...draft.processes.values()]) {
    if (process.container === id && process.life === 'dead') draft.processes.delete(process.key);
  }
}
