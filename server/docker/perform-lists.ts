import type { ContainerInfo } from 'dockerode';
import { z } from 'zod';
import type { DockerCommand } from '@/model/docker-command/command';
import { humanDuration, humanSize } from '@/model/docker-command/human';
import { formatTable } from '@/model/docker-command/table';
import { fillTemplate, parseTemplate } from '@/model/docker-command/template';
import { BASE_IMAGE } from './base-image';
import { isGone, statusOf } from './engine-error';
import { requestJson } from './engine-request';
import { LABEL, learnerImage, learnerName } from './labels';
import { CommandFailure, type Performance } from './performance';

type Of<T extends DockerCommand['type']> = Extract<DockerCommand, { type: T }>;

const TOP = z.object({ Titles: z.array(z.string()), Processes: z.array(z.array(z.string())).nullable() });

/** What one row of docker ps is made of, by the names that --format uses. */
type Row = Readonly<Record<'ID' | 'Image' | 'Command' | 'CreatedAt' | 'RunningFor' | 'Status' | 'State' | 'Ports' | 'Names', string>>;

const HEADINGS: Row = { ID: 'CONTAINER ID', Image: 'IMAGE', Command: 'COMMAND', CreatedAt: 'CREATED AT', RunningFor: 'CREATED', Status: 'STATUS', State: 'STATE', Ports: 'PORTS', Names: 'NAMES' };

export async function performPs(performance: Performance, command: Of<'ps'>): Promise<number> {
  const { context, docker, signal } = performance;
  const filters = splitFilters(command.filters);
  const all = command.all || command.latest || filters.engine['status'] !== undefined || filters.engine['exited'] !== undefined;
  const listed = await docker.listContainers({ all, filters: { ...filters.engine, label: [`${LABEL.session}=${context.session}`] }, abortSignal: signal });
  const named = listed.filter((container) => filters.names.every((name) => matches(learnerName(context.session, container.Names[0] ?? ''), name)));
  const shown = command.latest ? named.slice(0, 1) : named;
  const rows = shown.map((container) => row(container, context.session, command.noTrunc));
  if (command.format !== undefined) return printRows(performance, rows, command.format);
  if (command.quiet) for (const { ID } of rows) performance.say(ID);
  else performance.write('stdout', formatTable([HEADINGS, ...rows].map((one) => [one.ID, one.Image, one.Command, one.RunningFor, one.Status, one.Ports, one.Names])));
  return 0;
}

function printRows(performance: Performance, rows: readonly Row[], format: string): number {
  const asTable = format.startsWith('table ');
  const template = parseTemplate(asTable ? format.slice('table '.length) : format === 'json' ? '{{json .}}' : format);
  if (template.type === 'problem') return performance.refuse(template, 1);
  if (!asTable) for (const one of rows) performance.say(fillTemplate(template, one));
  else performance.write('stdout', formatTable([HEADINGS, ...rows].map((one) => fillTemplate(template, one).split('\t'))));
  return 0;
}

function row(container: ContainerInfo, session: string, whole: boolean): Row {
  const argv = whole || container.Command.length <= 20 ? container.Command : `${container.Command.slice(0, 19)}…`;
  return {
    ID: whole ? container.Id : container.Id.slice(0, 12),
    Image: learnerImage(container.Image),
    Command: JSON.stringify(argv),
    CreatedAt: new Date(container.Created * 1000).toISOString().replace('T', ' ').replace(/\.\d+Z$/, ' +0000 UTC'),
    RunningFor: `${humanDuration(Date.now() - container.Created * 1000)} ago`,
    Status: container.Status,
    State: container.State,
    Ports: container.Ports.map(({ PrivatePort, Type }) => `${PrivatePort}/${Type}`).join(', '),
    Names: learnerName(session, container.Names[0] ?? ''),
  };
}

/** The engine filters by what it knows; names are compared as the learner writes them. */
function splitFilters(filters: readonly string[]): { readonly engine: Record<string, string[]>; readonly names: readonly string[] } {
  const engine: Record<string, string[]> = {};
  const names: string[] = [];
  for (const filter of filters) {
    const key = filter.slice(0, filter.indexOf('='));
    const value = filter.slice(key.length + 1);
    if (key === 'name') names.push(value);
    else if (['status', 'exited', 'id', 'health'].includes(key)) engine[key] = [...(engine[key] ?? []), value];
    else throw new CommandFailure(`docker ps --filter ${key}=… is not performed here. It knows name, status, exited and id.`, 1);
  }
  return { engine, names };
}

/** `^/web$`, `web`: anchors are heeded, anything else is plain text. */
function matches(name: string, wanted: string): boolean {
  const bare = wanted.replace(/^\^?\/?/, '').replace(/\$$/, '');
  if (wanted.startsWith('^') && wanted.endsWith('$')) return name === bare;
  if (wanted.startsWith('^') || wanted.startsWith('/')) return name.startsWith(bare);
  return wanted.endsWith('$') ? name.endsWith(bare) : name.includes(bare);
}

/** docker top: the engine's ps on the host, kept to the container's processes. It leaves out zombies: they have no cgroup any more. */
export async function performTop(performance: Performance, { container, psArgs }: Of<'top'>): Promise<number> {
  const found = await performance.find(container);
  performance.protectHost(found);
  const query = psArgs.length === 0 ? {} : { ps_args: psArgs.join(' ') };
  const { Titles, Processes } = TOP.parse(await requestJson(performance.docker, { method: 'GET', path: `/containers/${found.id}/top`, query, signal: performance.signal }));
  performance.write('stdout', formatTable([Titles, ...(Processes ?? [])], 20));
  return 0;
}

export async function performImages(performance: Performance, { quiet }: Of<'images'>): Promise<number> {
  const rows: string[][] = [];
  for (const { name, tag } of [...performance.context.images.list(), { name: BASE_IMAGE, tag: BASE_IMAGE }]) {
    try {
      const { Id, Size, Created } = await performance.docker.getImage(tag).inspect();
      const [repository = '', version = ''] = name.split(':');
      rows.push([repository, version, Id.replace('sha256:', '').slice(0, 12), `${humanDuration(Date.now() - Date.parse(Created))} ago`, humanSize(Size)]);
    } catch (error) {
      if (!isGone(error) || statusOf(error) === undefined) throw error;
    }
  }
  if (quiet) for (const cells of rows) performance.say(cells[2] ?? '');
  else performance.write('stdout', formatTable([['REPOSITORY', 'TAG', 'IMAGE ID', 'CREATED', 'SIZE'], ...rows]));
  return 0;
}
