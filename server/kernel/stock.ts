/** Taking stock of /proc: who is there, with a look at those in scope and at those not known before. */
import { lookAt } from './proc-look';
import type { ProcLook } from './proc-look';
import type { ProcFs } from './proc-fs';
import type { Census } from './sighting';
import type { Tracker } from './tracker';

/** `now` is CLOCK_MONOTONIC in ms. */
export function takeStock(proc: ProcFs, tracker: Tracker, now: () => number, afterLoss: boolean): Census {
  const since = now();
  const pids = new Set(proc.pids());
  const told = new Set(tracker.toldPids());
  const looks: ProcLook[] = [];
  for (const pid of pids) {
    if (tracker.knows(pid) && !told.has(pid) && !afterLoss) continue;
    const look = lookAt(proc, pid, 'all', now());
    if (look === undefined) pids.delete(pid);
    else looks.push(look);
  }
  return { type: 'census', since, at: now(), pids, looks, afterLoss };
}
