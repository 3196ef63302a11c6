/** What `docker exec CONTAINER ps -ef` prints, for the ps panel: a real ps in the real container. */
import { setTimeout } from 'node:timers';
import type { Engine } from './engine';
import { isUnreachable } from './engine-error';
import { pumpOutput } from './stream-frames';

export interface ContainerPs {
  /** As it was printed; cut at the cap. */
  readonly text: string;
  readonly exitCode: number;
  /** The ps process itself, by its host pid, so that whoever draws trees can leave it out; 0 where not known. */
  readonly pid: number;
}

const TIMEOUT_MS = 5_000;
const MAX_TEXT = 128 * 1024;

/** Runs `ps -ef` in a container. Undefined when it does not run (any more), is paused, has no ps in time, or the engine is away. */
export async function containerPs(engine: Engine, id: string, signal?: AbortSignal): Promise<ContainerPs | undefined> {
  const timeout = new AbortController();
  const timer = setTimeout(() => timeout.abort(), TIMEOUT_MS);
  const both = AbortSignal.any([timeout.signal, ...(signal === undefined ? [] : [signal])]);
  try {
    const exec = await engine.docker.getContainer(id).exec({ Cmd: ['ps', '-ef'], AttachStdout: true, AttachStderr: true, abortSignal: both });
    engine.keepQuiet(exec.id);
    const stream = await exec.start({ Detach: false, Tty: false, abortSignal: both });
    both.addEventListener('abort', () => stream.destroy(), { once: true });
    let text = '';
    await pumpOutput(stream, false, (_, part) => {
      if (text.length < MAX_TEXT) text = (text + part).slice(0, MAX_TEXT);
    });
    if (both.aborted) return undefined;
    const { ExitCode, Pid } = await exec.inspect({ abortSignal: both });
    return { text, exitCode: ExitCode ?? 0, pid: Pid };
  } catch (error) {
    // 404: gone, 409: not running or paused.
    if (both.aborted || isUnreachable(error) || (error as { statusCode?: unknown }).statusCode !== undefined) return undefined;
    throw error;
  } finally {
    clearTimeout(timer);
  }
}
