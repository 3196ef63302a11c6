import type { DockerCommand } from '@/model/docker-command/command';
import { ImageBuildError } from './images';
import { SESSION_QUOTA } from './limits';
import { CommandFailure, type Performance } from './performance';

type Build = Extract<DockerCommand, { type: 'build' }>;

/** docker build of the session's own folder; the image is then the session's under each of the given names. */
export async function performBuild(performance: Performance, { context: folder, file, tags, noCache }: Build): Promise<number> {
  const { context, signal } = performance;
  if (tags.length === 0) throw new CommandFailure('Give the image a name: docker build -t NAME . Without one it could not be run here.', 1);
  const source = context.buildContext?.(folder, file);
  if (source === undefined) throw new CommandFailure(`unable to prepare context: there is no folder ${folder} with a ${file} in this lab.`, 1);
  for (const name of tags) {
    if (context.images.isFull(name, SESSION_QUOTA.images)) {
      throw new CommandFailure(`${name} was not built: a session may have ${SESSION_QUOTA.images} images of its own, since the engine's disk is shared. Give it a name that you have built before.`, 1);
    }
    try {
      const image = await context.builder.build(name, source, { signal, noCache, listener: { output: (text) => (isVerdict(text) ? undefined : performance.write('stdout', text)) } });
      context.images.addOwn(image);
      if (image.reused) performance.say('Nothing has changed since it was built.');
      performance.say(`Successfully built ${image.id.replace('sha256:', '').slice(0, 12)}`);
      performance.say(`Successfully tagged ${image.name}`);
    } catch (error) {
      signal.throwIfAborted();
      // The output has been shown; what is left is the last word.
      throw new CommandFailure(error instanceof ImageBuildError ? error.message : performance.words(error), 1);
    }
  }
  return 0;
}

/** The engine's own last lines name the real tag; the learner's follow instead. */
function isVerdict(text: string): boolean {
  return /^Successfully (built|tagged) /.test(text);
}
