/** Edge forms over the life of a process: fork, exec, exit, reap, reparent. */
import type { Event } from '../event';
import type { ExitStatus } from '../process';
import type { EdgeForm, Seen } from './check';
import type { Scene } from './who';
import type { Sighting } from './sighting';
import { all, isWho, nameOf, seenOf } from './who';
import { sighting } from './sighting';

type Form<T extends EdgeForm['type']> = Extract<EdgeForm, { type: T }>;

export function lookForForked(form: Form<'forked'>, event: Event, scene: Scene): Sighting | undefined {
  if (event.type !== 'fork') return undefined;
  const fits = all(isWho(form.who, event.proc, scene), form.parent === undefined || isWho(form.parent, event.parent, scene));
  return fits === false ? undefined : sighting(event, fits, { ...seenOf(event.proc, scene), by: nameOf(event.parent, scene) });
}

export function lookForExeced(form: Form<'execed'>, event: Event, scene: Scene): Sighting | undefined {
  if (event.type !== 'exec') return undefined;
  const who = isWho(form.who, event.proc, scene);
  if (who === false) return undefined;
  const line = event.argv?.join(' ');
  const fits = all(who, form.argv === undefined || (line?.includes(form.argv) ?? false));
  return sighting(event, fits, { ...seenOf(event.proc, scene), ...(line === undefined ? {} : { text: line }) });
}

export function lookForExited(form: Form<'exited'>, event: Event, scene: Scene): Sighting | undefined {
  if (event.type !== 'exit') return undefined;
  const who = isWho(form.who, event.proc, scene);
  if (who === false) return undefined;
  const status = event.status;
  const fits = all(
    who,
    form.code === undefined || ('code' in status && status.code === form.code),
    form.signal === undefined || ('signal' in status && status.signal === form.signal),
  );
  return sighting(event, fits, { ...seenOf(event.proc, scene), ...seenStatus(status) });
}

function seenStatus(status: ExitStatus): Seen {
  if ('code' in status) return { exitCode: status.code };
  return 'signal' in status ? { signal: status.signal } : {};
}

export function lookForReaped(form: Form<'reaped'>, event: Event, scene: Scene): Sighting | undefined {
  if (event.type !== 'reap') return undefined;
  const who = isWho(form.who, event.proc, scene);
  if (who === false) return undefined;
  const fits = all(who, form.by === undefined || isWho(form.by, event.by, scene));
  return sighting(event, fits, { ...seenOf(event.proc, scene), by: nameOf(event.by, scene) });
}

export function lookForReparented(form: Form<'reparented'>, event: Event, scene: Scene): Sighting | undefined {
  if (event.type !== 'reparent') return undefined;
  const who = isWho(form.who, event.proc, scene);
  if (who === false) return undefined;
  const fits = all(who, isWho(form.to, event.parent, scene));
  return sighting(event, fits, { ...seenOf(event.proc, scene), by: nameOf(event.parent, scene) });
}
