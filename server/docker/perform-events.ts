import { z } from 'zod';
import type { DockerCommand } from '@/model/docker-command/command';
import { requestStream } from './engine-request';
import { LABEL, inLearnersWords } from './labels';
import { CommandFailure, type Performance } from './performance';
import { readLines } from './text-lines';

type Events = Extract<DockerCommand, { type: 'events' }>;

const MESSAGE = z.object({
  Type: z.string(),
  Action: z.string(),
  Actor: z.object({ ID: z.string(), Attributes: z.record(z.string(), z.string()).nullish() }),
  timeNano: z.number(),
});

/** docker events about the session's containers, until --until, for ever without it. */
export async function performEvents(performance: Performance, { since, until, filters }: Events): Promise<number> {
  const { context, docker, signal } = performance;
  const wanted: Record<string, string[]> = { label: [`${LABEL.session}=${context.session}`], type: ['container'] };
  for (const filter of filters) {
    const key = filter.slice(0, filter.indexOf('='));
    const value = filter.slice(key.length + 1);
    if (key !== 'container' && key !== 'event') throw new CommandFailure(`docker events --filter ${key}=… is not performed here. It knows container and event.`, 1);
    (wanted[key] ??= []).push(key === 'container' ? (await performance.find(value)).id : value);
  }
  const now = Date.now();
  const query = { filters: JSON.stringify(wanted), ...time('since', since, now), ...time('until', until, now) };
  const stream = await requestStream(docker, { method: 'GET', path: '/events', query, signal });
  await readLines(stream, (line) => {
    const text = formatEvent(context.session, line);
    if (text !== undefined) performance.say(text);
  }, { longest: 1 << 20 });
  signal.throwIfAborted();
  return 0;
}

/** A duration such as `1h30m` counts back from now for both: docker's GetTimestamp. */
export function time(name: string, text: string | undefined, now: number): Readonly<Record<string, string>> {
  if (text === undefined) return {};
  if (/^\d+(\.\d+)?$/.test(text)) return { [name]: text };
  if (/^(\d+[hms])+$/.test(text)) {
    const seconds = [...text.matchAll(/(\d+)([hms])/g)].reduce((sum, [, count, unit]) => sum + Number(count) * (unit === 'h' ? 3600 : unit === 'm' ? 60 : 1), 0);
    return { [name]: (now / 1000 - seconds).toFixed(3) };
  }
  return { [name]: (Date.parse(text) / 1000).toFixed(3) };
}

function formatEvent(session: string, line: string): string | undefined {
  let json: unknown;
  try {
    json = JSON.parse(line);
  } catch {
    return undefined;
  }
  const message = MESSAGE.safeParse(json);
  if (!message.success) return undefined;
  const { Type, Action, Actor, timeNano } = message.data;
  const attributes = Object.entries(Actor.Attributes ?? {}).filter(([key]) => !key.startsWith('pid1lab.')).sort(([a], [b]) => (a < b ? -1 : 1));
  const detail = attributes.map(([key, value]) => `${key}=${value}`).join(', ');
  return inLearnersWords(session, `${new Date(timeNano / 1e6).toISOString()} ${Type} ${Action} ${Actor.ID} (${detail})`);
}
