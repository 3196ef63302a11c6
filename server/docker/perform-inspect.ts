import type { DockerCommand } from '@/model/docker-command/command';
import { fillTemplate, parseTemplate } from '@/model/docker-command/template';
import { inLearnersWords } from './labels';
import type { Performance } from './performance';
import { pickContainer } from './session-containers';

type Inspect = Extract<DockerCommand, { type: 'inspect' }>;

/** docker inspect, with the learner's names and without the lab's labels. */
export async function performInspect(performance: Performance, { names, format }: Inspect): Promise<number> {
  const template = format === undefined ? undefined : parseTemplate(format === 'json' ? '{{json .}}' : format);
  if (template?.type === 'problem') return performance.refuse(template, 64);
  const containers = await performance.containers();
  const found: unknown[] = [];
  const missing: string[] = [];
  for (const name of names) {
    const body = await inspectOne(performance, name, containers);
    if (body === undefined) missing.push(name);
    else found.push(body);
  }
  if (template === undefined) performance.say(JSON.stringify(found, null, 4));
  else for (const body of found) performance.say(fillTemplate(template, body));
  for (const name of missing) performance.complain(`Error: No such object: ${name}`);
  return missing.length === 0 ? 0 : 1;
}

async function inspectOne(performance: Performance, name: string, containers: Awaited<ReturnType<Performance['containers']>>): Promise<unknown> {
  const { docker, context, signal } = performance;
  const container = pickContainer(containers, name);
  if (container !== undefined) return cleaned(context.session, await docker.getContainer(container.id).inspect({ abortSignal: signal }));
  const image = context.images.resolve(name);
  return image === undefined ? undefined : cleaned(context.session, await docker.getImage(image).inspect());
}

function cleaned(session: string, body: unknown): unknown {
  return JSON.parse(inLearnersWords(session, JSON.stringify(body)), (key, value: unknown) => (key.startsWith('pid1lab.') ? undefined : value));
}
