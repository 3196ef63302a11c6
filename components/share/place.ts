/** What a link to this very picture carries beside lab and step: the moment, and which process is selected. */
import type { ProcKey, Process } from '@/model/process';
import type { World } from '@/model/world';
import { innerPid, pidOf } from '@/model/process';

export interface Place {
  /** Milliseconds of the log; null: no moment of its own. */
  readonly t: number | null;
  /** As it stands in the address; null: nothing is selected. */
  readonly sel: string | null;
}

export function placeOf(query: URLSearchParams): Place {
  const t = query.get('t');
  const seconds = t === null || !/^\d{1,7}(\.\d{1,3})?$/.test(t) ? null : Number(t);
  const sel = query.get('sel');
  return { t: seconds === null ? null : seconds * 1000, sel: sel === null || sel === '' || sel.length > 200 ? null : sel };
}

/** The address with this place in it, and everything else as it was. */
export function withPlace(address: URL, { t, sel }: Place): URL {
  const next = new URL(address);
  // The moment stands up to the millisecond: events that belong together are often nearer than a tenth of a second.
  if (t === null) next.searchParams.delete('t');
  else next.searchParams.set('t', String(Math.round(t) / 1000));
  if (sel === null) next.searchParams.delete('sel');
  else next.searchParams.set('sel', sel);
  return next;
}

/**
 * A process by what it is called in every session: `myredis:1` for PID 1 of that container. Host pids are other
 * ones each time, so they name only what lives on the host: `host:3022`.
 */
export function selectionText(world: World, key: ProcKey): string {
  const process = world.processes.get(key);
  const name = process === undefined ? undefined : containerOf(world, process);
  const inner = process === undefined ? null : innerPid(process);
  return name === undefined || inner === null ? `host:${pidOf(key)}` : `${name}:${inner}`;
}

/** The process that is meant; null: it is not there (yet). */
export function selectionKey(world: World, text: string): ProcKey | null {
  for (const key of world.processes.keys()) if (selectionText(world, key) === text) return key;
  return null;
}

function containerOf(world: World, process: Process): string | undefined {
  if (process.role !== 'member' || process.container === null) return undefined;
  return world.containers.get(process.container)?.name;
}
