/** [LAB7] Checks that can never be true, or that are true before anything was done. */
import type { LabFile, LabStep } from '@/protocol/lab';
import type { LabCheckFile } from '@/protocol/lab-check';
import type { Note } from './mistake';
import { beginsWithWords } from '@/model/checks/engine-edges';
import { parseSignal } from '@/model/signals';
import { containersMade, isReadable, linesOf } from './lint-commands';

type Find = (path: readonly PropertyKey[], what: string) => void;

export function lintChecks(file: LabFile, note: Note): void {
  file.steps.forEach((step, index) => {
    const made = containersMade(step, index);
    const readable = isReadable(step, index);
    const lines = linesOf(step, index).filter(({ path }) => path.includes('run') || path.includes('modify')).map(({ line }) => line);
    step.expect.forEach((check, at) => {
      const find: Find = (path, what) => note('LAB7', ['steps', index, 'expect', at, ...path], what);
      for (const [path, name] of containersNamed(check)) if (readable && !made.has(name)) find(path, `can never be true: no line of this step or its \`setup\` makes a container ${name}`);
      lintOne(check, lines, find);
      lintBeginning(check, step, find);
    });
  });
}

function lintOne(check: LabCheckFile, lines: readonly string[], find: Find): void {
  const { handled, exited, process, container, command } = check;
  if (handled !== undefined && !catchable(handled.signal)) find(['handled', 'signal'], `can never be true: ${handled.signal} has no handler`);
  if (exited?.code !== undefined && exited.signal !== undefined) find(['exited'], 'can never be true: a process ends with a code or by a signal, not both');
  if (process !== undefined) lintProcess(process, find);
  if (container?.exitCode !== undefined && container.state !== undefined && container.state !== 'exited') find(['container'], `can never be true: a container that is ${container.state} has no exit code`);
  const line = command?.line;
  if (line !== undefined && !lines.some((one) => beginsWithWords(one, line))) find(['command', 'line'], `can never be true: no line of \`run\` begins with “${line}”`);
}

function lintProcess(process: NonNullable<LabCheckFile['process']>, find: Find): void {
  if (process.nspid === 1 && process.ppid !== undefined && process.ppid !== 0) find(['process', 'ppid'], 'can never be true: the parent of PID 1 lies outside, its PPID is 0');
  if (process.life !== undefined && process.state !== undefined && (process.life === 'zombie') !== (process.state === 'Z')) find(['process', 'state'], 'can never be true: Z is the state of zombies, and of no others');
  const { caught = [], ignored = [], default: neither = [] } = process.masks ?? {};
  const fixed = [...caught, ...ignored].find((signal) => !catchable(signal));
  if (fixed !== undefined) find(['process', 'masks'], `can never be true: ${fixed} can be neither caught nor ignored`);
  const twice = neither.find((signal) => caught.includes(signal) || ignored.includes(signal));
  if (twice !== undefined) find(['process', 'masks'], `can never be true: ${twice} is said to be at its default, and not`);
  if (process.role === 'outside') find(['process', 'role'], 'can never be true: a process outside is never in the world');
}

/** A check that already holds at the step's beginning ticks without anybody having done anything. */
function lintBeginning(check: LabCheckFile, step: LabStep, find: Find): void {
  if (check.needs !== undefined || check.after !== undefined || check.once === true) return;
  if (check.process?.count?.[1] === 0) find(['process', 'count'], 'is true before anything was done: add `needs`');
  if (check.container?.state === 'removed') find(['container', 'state'], 'is true before anything was done: add `needs`');
  if (check.between?.[0] !== undefined && check.between[0] === check.between[1]) find(['between'], `can never be true of step “${step.id}”: both are the same check`);
}

function catchable(signal: string): boolean {
  return parseSignal(signal)?.catchable ?? true;
}

/** Every container that a check names, with the place where. */
function containersNamed(check: LabCheckFile): readonly (readonly [readonly PropertyKey[], string])[] {
  const found: (readonly [readonly PropertyKey[], string])[] = [];
  const look = (value: unknown, path: readonly PropertyKey[]) => {
    if (typeof value !== 'object' || value === null) return;
    for (const [key, part] of Object.entries(value)) {
      if (key === 'container' && typeof part === 'string') found.push([[...path, key], part]);
      else look(part, [...path, key]);
    }
  };
  look({ ...check, container: undefined }, []);
  if (check.container !== undefined) found.push([['container', 'name'], check.container.name]);
  return found;
}
