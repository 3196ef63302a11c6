/** Checks × event → checks. Pure: event by event gives what the whole log at once gives. */
import type { Event } from '../event';
import type { World } from '../world';
import type { Check, EdgeForm } from './check';
import type { CheckState, Tracked } from './check-state';
import type { Heard } from './engine-edges';
import type { Sighting } from './sighting';
import type { Scene } from './who';
import { trackedOf } from './check-state';
import { hear, lookForCommand, lookForDied, lookForLog } from './engine-edges';
import { holdsNow } from './levels';
import { lookForExeced, lookForExited, lookForForked, lookForReaped, lookForReparented } from './process-edges';
import { lookForHandled, lookForSent } from './signal-edges';
import { sighting } from './sighting';

/** Of each check this many first and this many last sightings are kept. */
const KEPT = 16;

/** The state after one more event; `before` and `after` are the worlds on both sides of it. */
export function advanceChecks(state: CheckState, event: Event, before: World, after: World): CheckState {
  const scene: Scene = { before, after };
  const changed: [string, Tracked][] = [];
  for (const check of state.checks) {
    const tracked = trackedOf(state, check.id);
    const next = advanceOne(check, tracked, event, scene, state.heard);
    if (next !== tracked) changed.push([check.id, next]);
  }
  const heard = state.checks.some(listens) ? hear(state.heard, event) : state.heard;
  if (changed.length === 0 && heard === state.heard) return state;
  return { ...state, heard, tracked: changed.length === 0 ? state.tracked : { ...state.tracked, ...Object.fromEntries(changed) } };
}

function advanceOne(check: Check, tracked: Tracked, event: Event, scene: Scene, heard: Heard): Tracked {
  if (check.type === 'between') return tracked;
  if (check.type === 'process' || check.type === 'container') {
    if (check.once !== true || tracked.hits.length > 0) return tracked;
    const held = holdsNow(check, scene.after);
    return held.holds ? record(tracked, sighting(event, true, held.seen ?? {})) : tracked;
  }
  let next = tracked;
  if (tracked.undecided.length > 0 && teachesNames(event)) {
    next = { ...next, undecided: [] };
    for (const waiting of tracked.undecided) next = consider(next, waiting, lookFor(check, waiting, scene, heard));
    if (sameWaiting(next, tracked)) next = tracked;
  }
  return consider(next, event, lookFor(check, event, scene, heard));
}

/** Events that can bring an NSpid or a container's name to light. */
function teachesNames(event: Event): boolean {
  return event.type === 'observed' || event.type === 'found' || event.type === 'snapshot' || event.type === 'container-created';
}

function sameWaiting(next: Tracked, tracked: Tracked): boolean {
  return next.hits === tracked.hits && next.near === tracked.near && next.undecided.length === tracked.undecided.length;
}

function lookFor(form: EdgeForm, event: Event, scene: Scene, heard: Heard): Sighting | undefined {
  switch (form.type) {
    case 'sent':
      return lookForSent(form, event, scene);
    case 'handled':
      return lookForHandled(form, event, scene);
    case 'forked':
      return lookForForked(form, event, scene);
    case 'execed':
      return lookForExeced(form, event, scene);
    case 'exited':
      return lookForExited(form, event, scene);
    case 'reaped':
      return lookForReaped(form, event, scene);
    case 'reparented':
      return lookForReparented(form, event, scene);
    case 'died':
      return lookForDied(form, event, scene);
    case 'command':
      return lookForCommand(form, event, scene, heard);
    case 'log':
      return lookForLog(form, event, scene, heard);
    default:
      return form satisfies never;
  }
}

function consider(tracked: Tracked, event: Event, found: Sighting | undefined): Tracked {
  if (found === undefined) return tracked;
  if (found.fits === 'unknown') return tracked.undecided.length >= KEPT * 2 ? tracked : { ...tracked, undecided: [...tracked.undecided, event] };
  return found.fits ? record(tracked, found) : { ...tracked, near: found };
}

function record(tracked: Tracked, hit: Sighting): Tracked {
  const hits = [...tracked.hits, hit];
  return { ...tracked, hits: hits.length <= KEPT * 2 ? hits : [...hits.slice(0, KEPT), ...hits.slice(-KEPT)] };
}

function listens(check: Check): boolean {
  return check.type === 'log' || (check.type === 'command' && check.output !== undefined);
}
