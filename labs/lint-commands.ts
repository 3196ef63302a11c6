/** [LAB5] Lines that can be performed, in an order that makes sense. [LAB6] Images: those that are used, and no others. */
import type { TypedCommand } from '@/model/docker-command/command';
import type { LabFile, LabStep } from '@/protocol/lab';
import type { Note } from './mistake';
import { isCommand, parseCommand } from '@/model/docker-command/parse';
import { problemText } from '@/model/docker-command/problem';

export function lintCommands(file: LabFile, note: Note): void {
  const used = new Set<string>();
  file.steps.forEach((step, index) => {
    const names = new Set<string>();
    // A line that cannot be read may have made what later ones need: one mistake is told as one.
    const readable = isReadable(step, index);
    const tags = new Set([...Object.keys(file.images), ...(step.modify?.image === undefined ? [] : [step.modify.image])]);
    for (const { line, path } of linesOf(step, index)) {
      const command = parseCommand(line);
      if (!isCommand(command)) {
        note('LAB5', path, problemText(command));
        continue;
      }
      const image = imageOf(command);
      if (image !== undefined) used.add(image);
      if (image !== undefined && !tags.has(image)) note('LAB6', path, `the image ${image} is not among \`images\``);
      for (const name of containersOf(command)) {
        if (readable && !names.has(name)) note('LAB5', path, `there is no container ${name} yet: a reset to this step begins with nothing; make it in \`setup\``);
      }
      follow(command, names);
    }
  });
  for (const tag of Object.keys(file.images)) if (!used.has(tag)) note('LAB6', ['images', tag], `no line uses the image ${tag}`);
}

export interface Line {
  readonly line: string;
  readonly path: readonly PropertyKey[];
}

/** The lines of a step as a reset and a run perform them, one after the other. */
export function linesOf(step: LabStep, index: number): readonly Line[] {
  return [
    ...(step.setup ?? []).map((line, at) => ({ line, path: ['steps', index, 'setup', at] })),
    ...(step.modify?.command === undefined ? [] : [{ line: step.modify.solution, path: ['steps', index, 'modify', 'solution'] }]),
    ...step.run.map((line, at) => ({ line, path: ['steps', index, 'run', at] })),
  ];
}

/** Each of its lines is a command. */
export function isReadable(step: LabStep, index: number): boolean {
  return linesOf(step, index).every(({ line }) => isCommand(parseCommand(line)));
}

/** The names of the containers that a step's lines make. */
export function containersMade(step: LabStep, index: number): ReadonlySet<string> {
  const names = new Set<string>();
  for (const { line } of linesOf(step, index)) {
    const command = parseCommand(line);
    if (isCommand(command) && command.type !== 'rm') follow(command, names);
  }
  return names;
}

function imageOf(command: TypedCommand): string | undefined {
  return command.type === 'run' || command.type === 'create' ? command.spec.image : undefined;
}

function follow(command: TypedCommand, names: Set<string>): void {
  if ((command.type === 'run' || command.type === 'create') && command.spec.name !== undefined) names.add(command.spec.name);
  if (command.type === 'rename') names.add(command.name);
  if (command.type === 'rm') for (const name of command.containers) names.delete(name);
}

function containersOf(command: TypedCommand): readonly string[] {
  switch (command.type) {
    case 'exec':
    case 'top':
    case 'logs':
    case 'rename':
      return [command.container];
    case 'start':
    case 'stop':
    case 'restart':
    case 'kill':
    case 'rm':
    case 'pause':
    case 'unpause':
    case 'wait':
      return command.containers;
    case 'run':
    case 'create':
      return command.spec.pid?.type === 'container' ? [command.spec.pid.container] : [];
    case 'host-kill':
      return 'container' in command.target ? [command.target.container] : [];
    case 'inspect': // may name an image
    case 'ps':
    case 'images':
    case 'build':
    case 'events':
    case 'host-ps':
      return [];
    default:
      return command satisfies never;
  }
}
