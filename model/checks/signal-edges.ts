/** Edge forms over signals: sent with the kernel's verdict, and taken by a handler. */
import type { Event } from '../event';
import type { EdgeForm } from './check';
import type { Scene } from './who';
import type { Sighting } from './sighting';
import { all, isWho, nameOf, seenOf } from './who';
import { sighting } from './sighting';

export function lookForSent(form: Extract<EdgeForm, { type: 'sent' }>, event: Event, scene: Scene): Sighting | undefined {
  if (event.type !== 'signal-sent' || event.signal !== form.signal) return undefined;
  const target = isWho(form.to, event.to, scene);
  if (target === false) return undefined;
  const fits = all(
    target,
    form.from === undefined || isWho(form.from, event.from, scene),
    form.verdict === undefined || form.verdict === event.verdict,
    form.cause === undefined || form.cause === event.cause,
  );
  return sighting(event, fits, { ...seenOf(event.to, scene), signal: event.signal, verdict: event.verdict, cause: event.cause, by: nameOf(event.from, scene) });
}

export function lookForHandled(form: Extract<EdgeForm, { type: 'handled' }>, event: Event, scene: Scene): Sighting | undefined {
  if (event.type !== 'signal-delivered' || event.signal !== form.signal) return undefined;
  const target = isWho(form.who, event.proc, scene);
  return target === false ? undefined : sighting(event, target, { ...seenOf(event.proc, scene), signal: event.signal });
}
