import type { DockerCommand } from '@/model/docker-command/command';
import type { Performance } from './performance';
import { pumpOutput } from './stream-frames';

type Exec = Extract<DockerCommand, { type: 'exec' }>;

/** docker exec: 126 or 127 where the program cannot be run, else its own code; 0 with -d. */
export async function performExec(performance: Performance, command: Exec): Promise<number> {
  const { docker, signal } = performance;
  const found = await performance.find(command.container);
  performance.protectHost(found);
  const { detach, tty, interactive } = command;
  const exec = await docker.getContainer(found.id).exec({
    Cmd: [...command.argv],
    Env: [...command.env],
    Tty: tty,
    AttachStdin: interactive && !detach,
    AttachStdout: !detach,
    AttachStderr: !detach,
    ...(command.user === undefined ? {} : { User: command.user }),
    ...(command.workdir === undefined ? {} : { WorkingDir: command.workdir }),
    abortSignal: signal,
  });
  if (detach) {
    await exec.start({ Detach: true, Tty: tty, abortSignal: signal });
    return 0;
  }
  const stream = await exec.start({ Detach: false, Tty: tty, hijack: interactive, stdin: interactive, abortSignal: signal });
  const close = () => stream.destroy();
  signal.addEventListener('abort', close, { once: true });
  await pumpOutput(stream, tty, performance.write);
  signal.removeEventListener('abort', close);
  signal.throwIfAborted();
  return (await exec.inspect({ abortSignal: signal })).ExitCode ?? 0;
}
