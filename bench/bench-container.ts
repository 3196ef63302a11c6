/** One quiet container to run things in; it is removed with the benchmark. */
import type { Engine } from '@/server/docker/engine';
import { BASE_IMAGE, ensureBase } from '@/server/docker/base-image';
import { LABEL } from '@/server/docker/labels';

export interface BenchContainer {
  readonly id: string;
  /** Runs to its end, without output. */
  readonly exec: (argv: readonly string[]) => Promise<void>;
  readonly [Symbol.asyncDispose]: () => Promise<void>;
}

export async function benchContainer(engine: Engine): Promise<BenchContainer> {
  await ensureBase(engine.docker);
  const container = await engine.docker.createContainer({ Image: BASE_IMAGE, Cmd: ['sleep', '3600'], Labels: { [LABEL.owner]: engine.owner } });
  await container.start();
  return {
    id: container.id,
    async exec(argv) {
      const exec = await container.exec({ Cmd: [...argv], AttachStdout: true });
      const stream = await exec.start({});
      stream.resume();
      await new Promise((resolve, reject) => stream.once('end', resolve).once('error', reject));
    },
    [Symbol.asyncDispose]: () => container.remove({ force: true }),
  };
}
