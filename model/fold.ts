/**
 * The fold: world × event → world. Total and pure: any sequence of well-formed events gives a world;
 * what cannot be becomes an anomaly in it, never an exception (docs/SPEC.md, LOG and PROC rules).
 */
import type { Event } from './event';
import type { Draft } from './draft';
import type { World } from './world';
import { beginDraft, finishDraft } from './draft';
import { foldContainer } from './fold-container';
import { foldLab } from './fold-lab';
import { foldProcess } from './fold-process';
import { note } from './anomaly';

/** The world after one more event. */
export function applyEvent(world: World, event: Event): World {
  return foldEvents(world, [event]);
}

/** The world after these events: the same as one at a time, for one copy of what changed. */
export function foldEvents(world: World, events: Iterable<Event>): World {
  const draft = beginDraft(world);
  for (const event of events) advance(draft, event);
  return finishDraft(draft);
}

function advance(draft: Draft, event: Event): void {
  if (event.seq <= draft.seq) {
    note(draft, event, 'LOG2', `event ${event.seq} again: it was doubled or came too late`);
    return;
  }
  if (event.seq !== draft.seq + 1) note(draft, event, 'LOG1', `events ${draft.seq + 1} to ${event.seq - 1} are missing`);
  if (event.t < draft.t) note(draft, event, 'LOG3', `event ${event.seq} lies ${(draft.t - event.t).toFixed(3)} ms before the one that came first`);
  draft.seq = event.seq;
  draft.t = Math.max(draft.t, event.t);

  switch (event.type) {
    case 'snapshot':
    case 'found':
    case 'fork':
    case 'exec':
    case 'observed':
    case 'exit':
    case 'reap':
    case 'reparent':
    case 'signal-sent':
    case 'signal-delivered':
      foldProcess(draft, event);
      break;
    case 'container-created':
    case 'container-started':
    case 'container-kill':
    case 'container-exec':
    case 'container-died':
    case 'container-stopped':
    case 'container-paused':
    case 'container-renamed':
    case 'container-removed':
    case 'log':
    case 'ps':
      foldContainer(draft, event);
      break;
    case 'command-waiting':
    case 'command-started':
    case 'command-output':
    case 'command-ended':
    case 'lab-opened':
    case 'step-entered':
    case 'step-predicted':
    case 'step-reset':
    case 'image':
    case 'observer':
    case 'engine':
    case 'lost':
      foldLab(draft, event);
      break;
    default:
      event satisfies never;
  }
}
