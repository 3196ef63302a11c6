/** What a build, pull or import says while it goes on: one JSON object a line. */
import { z } from 'zod';
import { readLines } from './text-lines';

export interface BuildListener {
  /** One line that says where it stands: `Step 3/7 : RUN apt-get update`. */
  readonly step?: ((text: string) => void) | undefined;
  /** Everything, as docker build prints it. */
  readonly output?: ((text: string) => void) | undefined;
}

const MESSAGE = z.object({
  stream: z.string().optional(),
  status: z.string().optional(),
  id: z.string().optional(),
  progressDetail: z.object({ current: z.number().optional(), total: z.number().optional() }).optional(),
  error: z.string().optional(),
  aux: z.object({ ID: z.string().optional() }).optional(),
});

export interface ProgressEnd {
  readonly error: string | undefined;
  readonly imageId: string | undefined;
  /** The last `Step n/m : …` before the end. */
  readonly step: string | undefined;
  /** The last lines of output. */
  readonly tail: readonly string[];
  /** The last status, which for an import is the image's id. */
  readonly status: string | undefined;
}

const TAIL_LINES = 20;

/** Follows a progress stream to its end. */
export async function followProgress(stream: NodeJS.ReadableStream, listener: BuildListener = {}): Promise<ProgressEnd> {
  let end: ProgressEnd = { error: undefined, imageId: undefined, step: undefined, tail: [], status: undefined };
  let broken: string | undefined;
  stream.on('error', (error: Error) => (broken = error.message));
  const take = (line: string) => {
    const message = parse(line);
    if (message === undefined) return;
    if (message.error !== undefined) end = { ...end, error: message.error };
    if (message.aux?.ID !== undefined) end = { ...end, imageId: message.aux.ID };
    if (message.status !== undefined) end = { ...end, status: message.status };
    const text = message.stream ?? (message.status === undefined || message.progressDetail !== undefined ? '' : `${message.id === undefined ? '' : `${message.id}: `}${message.status}\n`);
    if (text === '') return;
    const step = /^Step \d+\/\d+ : .*/.exec(text)?.[0];
    if (step !== undefined) {
      end = { ...end, step };
      listener.step?.(step.slice(0, 200));
    }
    end = { ...end, tail: [...end.tail, ...text.split('\n').filter((part) => part.trim() !== '')].slice(-TAIL_LINES) };
    listener.output?.(text);
  };
  await readLines(stream, take, { longest: 1 << 20 });
  return broken === undefined || end.error !== undefined ? end : { ...end, error: `the connection broke: ${broken}` };
}

function parse(line: string): z.infer<typeof MESSAGE> | undefined {
  try {
    return MESSAGE.safeParse(JSON.parse(line)).data;
  } catch {
    return undefined;
  }
}
