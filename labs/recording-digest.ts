/**
 * What a recording amounts to, small enough to be kept beside it and to be read in a diff: the golden test
 * compares it, so that nobody changes the fold without seeing what that does to every lab.
 */
import { createHash } from 'node:crypto';
import type { World } from '@/model/world';
import type { Process } from '@/model/process';
import type { StepChecks } from '@/model/checks/lab-checks';
import type { Recording } from '@/protocol/recording';
import { replayChecks } from '@/model/checks/replay-checks';
import { EMPTY_WORLD } from '@/model/world';
import { foldEvents } from '@/model/fold';
import { worldToJson } from '@/model/world-json';

export const DIGEST = 'recording.json';

export interface RecordingDigest {
  readonly events: number;
  /** Of the world after the last event, down to the last field that says something. */
  readonly world: string;
  /** The world at the end of each step, in order. */
  readonly steps: readonly StepDigest[];
}

interface StepDigest {
  readonly step: string;
  /** How many events had happened. */
  readonly at: number;
  readonly world: string;
  /** The ids of those that hold. */
  readonly checks: readonly string[];
  readonly containers: readonly string[];
  /** `container: pid inside, name, life`, in the order of the world. */
  readonly processes: readonly string[];
}

export function recordingDigest(steps: readonly StepChecks[], { begin, events }: Recording): RecordingDigest {
  const results = replayChecks(steps, events, begin ?? EMPTY_WORLD).results;
  const ends = events.flatMap((event, index) => (event.type === 'step-entered' && index > 0 ? [index] : [])).slice(1);
  let world = begin ?? EMPTY_WORLD;
  let from = 0;
  const told: StepDigest[] = [];
  for (const at of [...ends, events.length]) {
    world = foldEvents(world, events.slice(from, at));
    from = at;
    if (world.step !== null) told.push(stepDigest(world, world.step, at, (results[world.step] ?? []).filter(({ ok }) => ok).map(({ id }) => id)));
  }
  return { events: events.length, world: hashOf(world), steps: told };
}

/** As it stands in the file: one line for each thing, so that a diff shows which. */
export function digestText(digest: RecordingDigest): string {
  return `${JSON.stringify(digest, null, 1)}\n`;
}

function stepDigest(world: World, step: string, at: number, checks: readonly string[]): StepDigest {
  const nameOf = (id: string | null): string => (id === null ? 'host' : (world.containers.get(id)?.name ?? 'removed'));
  const line = ({ container, nspid, comm, life, role }: Process): string => `${role === 'member' ? nameOf(container) : role}: ${nspid?.at(-1) ?? '?'} ${comm} ${life}`;
  return {
    step, at, checks,
    world: hashOf(world),
    containers: [...world.containers.values()].map(({ name, state, exitCode }) => `${name} ${state}${exitCode === null ? '' : ` ${exitCode}`}`),
    processes: [...world.processes.values()].map(line),
  };
}

/** What says nothing (null, false) is left out: a new field of the world that no recording uses changes no digest. */
function hashOf(world: World): string {
  const said = JSON.stringify(worldToJson(world), (_, value: unknown) => (value === null || value === false ? undefined : value));
  return createHash('sha256').update(said).digest('hex').slice(0, 16);
}
