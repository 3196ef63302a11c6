/** `pid1 clean`: removes everything on the engine that carries our label. */
import { cleanEverything } from '@/server/docker/sweep';
import { connectOrFail } from './lab-session';
import { print, printJson } from './printed';
import type { Setting } from './setting';

/** True when nothing of ours is left. */
export async function clean({ json }: { readonly json: boolean }, { log }: Setting): Promise<boolean> {
  const engine = await connectOrFail(log);
  try {
    const { containers, images, networks, volumes, kept } = await cleanEverything(engine);
    if (json) printJson({ containers, images, networks, volumes, kept });
    else {
      print(`Removed ${containers} containers, ${images} images, ${networks} networks and ${volumes} volumes.`);
      for (const line of kept) print(`Not removed: ${line}`);
    }
    return kept.length === 0;
  } finally {
    await engine[Symbol.asyncDispose]();
  }
}
