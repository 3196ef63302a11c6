/** Whether a session's log has caught up with the engine. */
import { isShim } from '@/model/engine-process';
import type { World } from '@/model/world';
import { sessionContainers } from '../docker/session-containers';
import type { Engine } from '../docker/engine';
import type { RunSession } from './run-session';
import { whenWorld } from './run-session';

/** What an engine's events may be late by, in milliseconds, before the run goes on without them. */
const CATCH_UP_MS = 2000;

/**
 * Waits until the session's world shows what the engine says of its containers: their states, and who is PID 1; and until
 * no runc is at work in them any more. The engine answers while `runc init` has not yet become what it shall run.
 */
export async function caughtUp(engine: Engine, session: RunSession, signal: AbortSignal): Promise<boolean> {
  const containers = await sessionContainers(engine.docker, session.tag, signal);
  const seesProcesses = session.world.observer.mode !== 'none';
  return whenWorld(
    session,
    (world) =>
      !isRuncAtWork(world) &&
      world.containers.size === containers.length &&
      containers.every(({ id, state }) => {
        const shown = world.containers.get(id);
        if (shown === undefined) return false;
        return state === 'running' ? shown.state === 'running' && (shown.pid1 !== null || !seesProcesses) : shown.state !== 'running';
      }),
    CATCH_UP_MS,
    signal,
  );
}

function isRuncAtWork({ processes }: World): boolean {
  for (const process of processes.values()) if (process.container !== null && process.role === 'engine' && process.life === 'alive' && !isShim(process)) return true;
  return false;
}
