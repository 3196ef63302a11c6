import type { DockerCommand } from '@/model/docker-command/command';
import { parseSignal } from '@/model/signals';
import { engineMessage, isGone, isNoChange, statusOf } from './engine-error';
import { requestJson, requestStream } from './engine-request';
import { realName } from './labels';
import { attach, readExit } from './perform-run';
import { CommandFailure, type Performance } from './performance';

type Of<T extends DockerCommand['type']> = Extract<DockerCommand, { type: T }>;

export async function performStart(performance: Performance, { containers, attach: attached, interactive }: Of<'start'>): Promise<number> {
  const { docker, signal } = performance;
  const [only] = containers;
  if ((!attached && !interactive) || only === undefined) {
    return performance.each(containers, async (_, container) => {
      await container.start({ abortSignal: signal }).catch(unlessNoChange);
    });
  }
  const found = await performance.find(only);
  const { Config } = await docker.getContainer(found.id).inspect({ abortSignal: signal });
  const output = await attach(performance, found.id, Config.Tty, interactive && Config.OpenStdin);
  const waited = await requestStream(docker, { method: 'POST', path: `/containers/${found.id}/wait`, query: { condition: 'next-exit' }, signal });
  const ended = readExit(waited);
  ended.catch(() => undefined);
  try {
    await docker.getContainer(found.id).start({ abortSignal: signal });
    await output.ended;
    return await ended;
  } finally {
    output.close();
    waited.destroy();
  }
}

/** docker stop and docker restart. The engine measures the grace period; the answer comes when the container has ended (or runs again). */
export function performStop(performance: Performance, command: Of<'stop' | 'restart'>): Promise<number> {
  const query = command.time === undefined ? {} : { t: command.time };
  return performance.each(command.containers, async (found) => {
    await requestJson(performance.docker, { method: 'POST', path: `/containers/${found.id}/${command.type}`, query, signal: performance.signal }).catch(unlessNoChange);
  });
}

export function performKill(performance: Performance, { containers, signal }: Of<'kill'>): Promise<number> {
  // By number: engines differ in which names of real-time signals they know.
  const number = String(parseSignal(signal)?.number ?? signal);
  return performance.each(containers, async (_, container) => {
    await container.kill({ signal: number, abortSignal: performance.signal });
  });
}

/** docker rm. With -f a container that is not there is no error, as docker has it. */
export async function performRemove(performance: Performance, { containers, force, volumes }: Of<'rm'>): Promise<number> {
  const exitCode = await performance.each(containers, async (found, container) => {
    await container.remove({ force, v: volumes, abortSignal: performance.signal }).catch(async (error: unknown) => {
      if (!isGone(error)) throw error;
      // Somebody else removes it just now: done when it is gone.
      await waitUntilGone(performance, found.id);
    });
  });
  return force ? 0 : exitCode;
}

async function waitUntilGone(performance: Performance, id: string): Promise<void> {
  try {
    await requestJson(performance.docker, { method: 'POST', path: `/containers/${id}/wait`, query: { condition: 'removed' }, signal: performance.signal });
  } catch (error) {
    if (statusOf(error) !== 404) throw error;
  }
}

export function performPause(performance: Performance, { type, containers }: Of<'pause' | 'unpause'>): Promise<number> {
  return performance.each(containers, async (_, container) => {
    await (type === 'pause' ? container.pause({ abortSignal: performance.signal }) : container.unpause({ abortSignal: performance.signal }));
  });
}

/** docker wait prints each container's exit code as it ends. */
export function performWait(performance: Performance, { containers }: Of<'wait'>): Promise<number> {
  return performance.each(containers, async (found) => {
    const stream = await requestStream(performance.docker, { method: 'POST', path: `/containers/${found.id}/wait`, query: { condition: 'not-running' }, signal: performance.signal });
    return String(await readExit(stream));
  });
}

export async function performRename(performance: Performance, { container, name }: Of<'rename'>): Promise<number> {
  const found = await performance.find(container);
  if ((await performance.containers()).some((other) => other.name === name)) throw new CommandFailure(`Error response from daemon: Error when allocating new name: Conflict. The container name "/${name}" is already in use.`, 1);
  await performance.docker.getContainer(found.id).rename({ name: realName(performance.context.session, name) });
  return 0;
}

function unlessNoChange(error: unknown): void {
  if (!isNoChange(error)) throw error instanceof Error ? error : new Error(engineMessage(error));
}
