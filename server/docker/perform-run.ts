import { z } from 'zod';
import type { ContainerSpec, DockerCommand } from '@/model/docker-command/command';
import { BASE_IMAGE, imageId } from './base-image';
import { createBody } from './create-body';
import { engineMessage, isGone } from './engine-error';
import { requestStream } from './engine-request';
import { freeName } from './free-name';
import { DEFAULT_LIMITS, SESSION_QUOTA } from './limits';
import { CommandFailure, type Performance } from './performance';
import type { FoundContainer } from './session-containers';
import { pumpOutput } from './stream-frames';

type Run = Extract<DockerCommand, { type: 'run' }>;
type Create = Extract<DockerCommand, { type: 'create' }>;

const WAITED = z.object({ StatusCode: z.number(), Error: z.object({ Message: z.string() }).nullish() });

/** docker run: 125 where the engine refuses, 126 or 127 where the program cannot be run, else 0 or the container's own code. */
export async function performRun(performance: Performance, { spec, detach }: Run): Promise<number> {
  const { docker, signal } = performance;
  const id = await create(performance, spec, !detach, 'docker: ');
  if (detach) {
    await start(performance, id);
    performance.say(id);
    return 0;
  }
  const output = await attach(performance, id, spec.tty, spec.interactive);
  // Its head comes when the engine has begun to wait, so that even a container that ends at once is not missed.
  const waited = await requestStream(docker, { method: 'POST', path: `/containers/${id}/wait`, query: { condition: spec.rm ? 'removed' : 'next-exit' }, signal });
  const ended = readExit(waited);
  ended.catch(() => undefined);
  try {
    await start(performance, id);
    await output.ended;
    return await ended;
  } finally {
    output.close();
    waited.destroy();
  }
}

export async function performCreate(performance: Performance, { spec }: Create): Promise<number> {
  performance.say(await create(performance, spec, false, ''));
  return 0;
}

export interface Attachment {
  /** Fulfilled when the output has ended. */
  readonly ended: Promise<void>;
  close(): void;
}

/** Connects to a container's output, and holds its standard input open where it has one: a terminal at which nobody types. */
export async function attach(performance: Performance, id: string, tty: boolean, interactive: boolean): Promise<Attachment> {
  const stream = await performance.docker.getContainer(id).attach({ stream: true, stdout: true, stderr: true, stdin: interactive, hijack: interactive, abortSignal: performance.signal });
  const close = () => {
    if ('destroy' in stream && typeof stream.destroy === 'function') (stream.destroy as () => void).call(stream);
  };
  performance.signal.addEventListener('abort', close, { once: true });
  const ended = pumpOutput(stream, tty, performance.write).finally(() => performance.signal.removeEventListener('abort', close));
  return { ended, close };
}

/** The exit code in the answer of the engine's wait. */
export async function readExit(stream: NodeJS.ReadableStream): Promise<number> {
  let text = '';
  for await (const chunk of stream) text += String(chunk);
  const { StatusCode, Error: failure } = WAITED.parse(JSON.parse(text));
  if (failure && failure.Message !== '') throw new CommandFailure(`Error waiting for container: ${failure.Message}`, 125);
  return StatusCode;
}

async function start(performance: Performance, id: string): Promise<void> {
  try {
    await performance.docker.getContainer(id).start({ abortSignal: performance.signal });
  } catch (error) {
    performance.signal.throwIfAborted();
    throw new CommandFailure(`docker: ${performance.words(error)}`, startFailureCode(engineMessage(error)));
  }
}

/** The docker command line's own reading of the engine's words: cli/command/container/run.go, runStartContainerErr. */
export function startFailureCode(message: string): number {
  if (/executable file not found|no such file or directory|system cannot find the file specified/.test(message)) return 127;
  return /permission denied|is a directory/.test(message) ? 126 : 125;
}

async function create(performance: Performance, spec: ContainerSpec, attached: boolean, prefix: string): Promise<string> {
  const { context, engine, docker, signal } = performance;
  const failure = prefix === '' ? 1 : 125;
  const image = context.images.resolve(spec.image);
  if (image === undefined) {
    throw new CommandFailure(`Unable to find image '${withTag(spec.image)}' in this lab. It has ${context.images.names().join(', ')}. Build others with docker build -t NAME .`, failure);
  }
  if (image === BASE_IMAGE && (await imageId(docker, BASE_IMAGE)) === undefined) await context.builder.ensureBase({ signal, listener: { step: (text) => performance.complain(text) } });
  if (spec.pid?.type === 'host' && context.allowHostPid !== true) {
    throw new CommandFailure(`${prefix}--pid=host is not performed here: the container would see everybody's processes. The lab's own steps do it where it is the lesson; for sharing with another container use --pid container:NAME.`, failure);
  }
  const shared = spec.pid?.type === 'container' ? await sharedContainer(performance, spec.pid.container, prefix, failure) : undefined;
  const existing = await performance.containers();
  if (existing.length >= SESSION_QUOTA.containers) {
    throw new CommandFailure(`${prefix}You have ${existing.length} containers, as many as a session may, since the machine is shared. Remove one with docker rm -f NAME.`, failure);
  }
  const taken = new Set(existing.map(({ name }) => name));
  const name = spec.name ?? freeName(taken);
  const body = createBody({
    spec,
    name,
    image,
    session: context.session,
    owner: engine.owner,
    limits: { ...DEFAULT_LIMITS, ...context.limits },
    supports: engine.info?.limits ?? { memory: true, pids: true, cpu: true },
    pidMode: shared ? `container:${shared.id}` : spec.pid?.type === 'host' ? 'host' : undefined,
    seesHost: spec.pid?.type === 'host' || (shared?.seesHost ?? false),
    attached,
  });
  if ('code' in body) return performance.refuse(body, failure);
  try {
    const created = await docker.createContainer({ ...body, abortSignal: signal });
    return created.id;
  } catch (error) {
    signal.throwIfAborted();
    if (isGone(error) && /no such image/i.test(engineMessage(error))) {
      throw new CommandFailure(`${prefix}The image ${spec.image} was removed from the engine. Open the lab anew to build it again.`, failure);
    }
    throw new CommandFailure(prefix + performance.words(error), failure);
  }
}

async function sharedContainer(performance: Performance, reference: string, prefix: string, failure: number): Promise<FoundContainer> {
  try {
    const found = await performance.find(reference);
    performance.protectHost(found);
    return found;
  } catch (error) {
    throw error instanceof CommandFailure ? new CommandFailure(prefix + error.message, failure) : error;
  }
}

function withTag(image: string): string {
  return image.includes(':') ? image : `${image}:latest`;
}
