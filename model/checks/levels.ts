/** Level forms: what holds in a world now. */
import type { Process } from '../process';
import type { World } from '../world';
import type { LevelForm, Masks, Seen } from './check';
import { isShim } from '../engine-process';
import { signalsIn } from '../signal-mask';
import { fitsWho, isWho, pidInContainer, seenOf } from './who';

export interface Held {
  readonly holds: boolean;
  readonly seen: Seen | null;
}

/** Whether the level holds in this world, and what is there (instead). */
export function holdsNow(form: LevelForm, world: World): Held {
  return form.type === 'container' ? containerHolds(form, world) : processHolds(form, world);
}

function containerHolds(form: Extract<LevelForm, { type: 'container' }>, world: World): Held {
  const container = [...world.containers.values()].filter((candidate) => candidate.name === form.name).at(-1);
  if (container === undefined) return { holds: form.state === 'removed', seen: null };
  const seen: Seen = { state: container.state, ...(container.exitCode === null ? {} : { exitCode: container.exitCode }) };
  const holds =
    (form.state === undefined || form.state === container.state) &&
    (form.exitCode === undefined || form.exitCode === container.exitCode) &&
    (form.oomKilled === undefined || form.oomKilled === container.oomKilled);
  return { holds, seen };
}

function processHolds(form: Extract<LevelForm, { type: 'process' }>, world: World): Held {
  const scene = { before: world, after: world };
  const candidates = [...world.processes.values()].filter(
    (process) => process.life !== 'dead' && fitsWho(form, process, scene) === true,
  );
  const fitting = candidates.filter((process) => detailsFit(form, process, world));
  const shown = fitting[0] ?? candidates[0];
  const seen: Seen | null = shown === undefined
    ? null
    : { ...seenOf(shown.key, scene), ...ppidOf(shown, world), state: shown.life === 'zombie' ? 'Z' : shown.state, ...(form.count === undefined ? {} : { count: fitting.length }) };
  const [least, most] = form.count ?? [1, Infinity];
  return { holds: fitting.length >= least && fitting.length <= most, seen };
}

function detailsFit(form: Extract<LevelForm, { type: 'process' }>, process: Process, world: World): boolean {
  if (form.life !== undefined && form.life !== process.life) return false;
  if (form.state !== undefined && form.state !== process.state) return false;
  if (form.ppid !== undefined && ppidOf(process, world).ppid !== form.ppid) return false;
  if (form.parent !== undefined && isWho(form.parent, process.parent, { before: world, after: world }) !== true) return false;
  return form.masks === undefined || masksFit(form.masks, process);
}

/** Its parent's pid as the process itself reads it: 0 where the parent lies outside its PID namespace (pid_namespaces(7)). */
function ppidOf(process: Process, world: World): { readonly ppid?: number } {
  const parent = process.parent === null ? undefined : world.processes.get(process.parent);
  const nspid = process.container === null || isShim(process) ? process.pid : pidInContainer(process);
  if (nspid === null) return {};
  if (process.container === null || isShim(process)) return { ppid: parent?.pid ?? 0 };
  const inside = parent !== undefined && !isShim(parent) && shareNamespace(parent, process) ? pidInContainer(parent) : null;
  return { ppid: inside ?? 0 };
}

/** A zombie that was not seen alive has no namespace to read any more (its link is gone), but still its numbers. */
function shareNamespace(a: Process, b: Process): boolean {
  if (a.pidns !== null && b.pidns !== null) return a.pidns === b.pidns;
  return a.container === b.container && a.nspid?.length === b.nspid?.length;
}

function masksFit(masks: Masks, process: Process): boolean {
  if (process.masks === null) return false;
  const caught = signalsIn(process.masks.SigCgt);
  const ignored = signalsIn(process.masks.SigIgn);
  return (
    (masks.caught ?? []).every((signal) => caught.has(signal)) &&
    (masks.ignored ?? []).every((signal) => ignored.has(signal)) &&
    (masks.default ?? []).every((signal) => !caught.has(signal) && !ignored.has(signal))
  );
}
