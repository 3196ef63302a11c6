import type { DockerCommand } from '@/model/docker-command/command';
import { requestStream } from './engine-request';
import type { Performance } from './performance';
import { pumpOutput } from './stream-frames';

type Logs = Extract<DockerCommand, { type: 'logs' }>;

export async function performLogs(performance: Performance, { container, follow, tail, timestamps }: Logs): Promise<number> {
  const found = await performance.find(container);
  const { Config } = await performance.docker.getContainer(found.id).inspect({ abortSignal: performance.signal });
  const query = { stdout: 1, stderr: 1, follow: follow ? 1 : 0, tail: tail ?? 'all', timestamps: timestamps ? 1 : 0 };
  const stream = await requestStream(performance.docker, { method: 'GET', path: `/containers/${found.id}/logs`, query, signal: performance.signal });
  await pumpOutput(stream, Config.Tty, performance.write);
  performance.signal.throwIfAborted();
  return 0;
}
