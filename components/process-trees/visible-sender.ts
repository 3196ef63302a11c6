/**
 * Whose row a signal's arrow begins at. The engine sends through a runc that is gone a moment later: the nearest of
 * its ancestors that has a row stands for it, by the world or, where it has left that, by the log.
 */
import type { ProcKey } from '@/model/process';
import type { LogState } from '@/sources/event-log';

/** Ancestors that are asked for, and events that are looked back for a fork: a sender is no older than its signal is news. */
const GENERATIONS = 6;
const LOOK_BACK = 2000;

/** Null: nobody in sight. */
export function visibleSender(from: ProcKey, { world, events, count }: Pick<LogState, 'world' | 'events' | 'count'>, isShown: (key: ProcKey) => boolean): ProcKey | null {
  let key: ProcKey | null = from;
  for (let generation = 0; key !== null && generation < GENERATIONS; generation++) {
    if (isShown(key)) return key;
    key = world.processes.get(key)?.parent ?? parentInLog(key);
  }
  return null;

  function parentInLog(child: ProcKey): ProcKey | null {
    for (let index = count - 1; index >= Math.max(0, count - LOOK_BACK); index--) {
      const event = events[index];
      if (event?.type === 'fork' && event.proc === child) return event.parent;
    }
    return null;
  }
}
