/** What a lab run needs of a session: its name on the engine, its world, and a place for facts. */
import type { Event, Fact } from '@/model/event';
import type { World } from '@/model/world';

export interface RunSession {
  readonly tag: string;
  readonly world: World;
  /** `at`: CLOCK_MONOTONIC in milliseconds, now by default. */
  emit(fact: Fact, at?: number): void;
  /** Calls with every event appended from now on; the answer ends that. */
  subscribe(listener: (events: readonly Event[]) => void): () => void;
}

/** Waits until the session's world is as asked; false when that took longer than `ms`, or was given up. */
export function whenWorld(session: RunSession, holds: (world: World) => boolean, ms: number, signal?: AbortSignal): Promise<boolean> {
  if (holds(session.world)) return Promise.resolve(true);
  return new Promise((resolve) => {
    const end = (value: boolean) => {
      unsubscribe();
      clearTimeout(timer);
      signal?.removeEventListener('abort', giveUp);
      resolve(value);
    };
    const giveUp = () => end(false);
    const unsubscribe = session.subscribe(() => {
      if (holds(session.world)) end(true);
    });
    const timer = setTimeout(giveUp, ms);
    signal?.addEventListener('abort', giveUp, { once: true });
    if (signal?.aborted === true) giveUp();
  });
}
