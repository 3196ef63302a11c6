/**
 * Events as they cross the wire and stand in a recording. The model's types say what an event means; these
 * schemas say what is let in.
 */
import * as z from './zod';
import type { Event } from '@/model/event';
import type { ProcKey } from '@/model/process';

const text = z.string().check(z.maxLength(16_384));
const name = z.string().check(z.maxLength(256));
const count = z.int().check(z.nonnegative());
const nullable = <T extends z.ZodMiniType>(schema: T) => z.nullable(schema);
export const procKeySchema = z.custom<ProcKey>((value) => typeof value === 'string' && /^\d{1,10}\.\d{1,16}$/.test(value), 'a pid and a start time, such as 4038.120934');
const key = procKeySchema;
const container = z.string().check(z.regex(/^[0-9a-f]{64}$/, 'a container id of 64 hex digits'));
const argv = z.array(text).check(z.maxLength(256));
const role = z.enum(['init', 'engine', 'member']);
const mask = z.string().check(z.regex(/^[0-9a-f]{1,16}$/));

const facts = {
  ppid: z.optional(count),
  nspid: z.optional(z.array(count).check(z.maxLength(33))),
  pgid: z.optional(count),
  sid: z.optional(count),
  tty: z.optional(name),
  uid: z.optional(count),
  comm: z.optional(name),
  argv: z.optional(argv),
  state: z.optional(name),
  pidns: z.optional(count),
  masks: z.optional(z.object({ SigCgt: mask, SigIgn: mask, SigBlk: mask, SigPnd: mask })),
  cpuTicks: z.optional(count),
};

const seenProcess = z.object({ ...facts, key, role, parent: nullable(key), comm: name, container: z.optional(container) });

export const exitStatusSchema = z.union([
  z.strictObject({ code: z.int() }),
  z.strictObject({ signal: name, core: z.optional(z.boolean()) }),
  z.strictObject({ unknown: z.literal(true) }),
]);

const place = { seq: z.int().check(z.positive()), t: z.number(), inferred: z.optional(z.literal(true)) };

function event<Type extends string, Shape extends z.core.$ZodLooseShape>(type: Type, shape: Shape) {
  return z.object({ type: z.literal(type), ...place, ...shape });
}

const eventUnion = z.discriminatedUnion('type', [
  event('snapshot', { reason: z.enum(['start', 'lost', 'periodic']), processes: z.array(seenProcess) }),
  event('found', { process: seenProcess }),
  event('fork', {
    proc: key, parent: nullable(key), role, comm: name, container: z.optional(container), nspid: facts.nspid, pidns: facts.pidns,
  }),
  event('exec', { proc: key, comm: name, role, argv: nullable(argv) }),
  event('observed', { proc: key, facts: z.object(facts), parent: z.optional(nullable(key)) }),
  event('exit', { proc: key, status: exitStatusSchema }),
  event('reap', { proc: key, by: nullable(key), auto: z.optional(z.literal(true)) }),
  event('reparent', { proc: key, parent: nullable(key) }),
  event('signal-sent', {
    signal: name,
    cause: z.enum(['user', 'kernel', 'child', 'timer', 'other']),
    from: nullable(key),
    to: key,
    verdict: z.enum(['delivered', 'ignored', 'pending', 'overflow', 'info-lost']),
  }),
  event('signal-delivered', { signal: name, proc: key }),
  event('container-created', { id: container, name, image: name }),
  event('container-started', { id: container, pid: count, pidns: z.optional(count) }),
  event('container-kill', { id: container, signal: name }),
  event('container-exec', { id: container, argv }),
  event('container-died', { id: container, exitCode: nullable(z.int()), oomKilled: z.boolean() }),
  event('container-stopped', { id: container }),
  event('container-paused', { id: container, paused: z.boolean() }),
  event('container-renamed', { id: container, name }),
  event('container-removed', { id: container }),
  event('log', { id: container, stream: z.enum(['stdout', 'stderr']), text }),
  event('command-waiting', { command: name, line: text, step: nullable(name), ahead: z.int().check(z.nonnegative()) }),
  event('command-started', { command: name, line: text, step: nullable(name), typed: z.optional(z.literal(true)) }),
  event('command-output', { command: name, stream: z.enum(['stdout', 'stderr', 'progress']), text }),
  event('command-ended', { command: name, exitCode: z.int(), error: z.optional(text) }),
  event('ps', { id: container, text: z.string().check(z.maxLength(262_144)) }),
  event('lab-opened', { lab: name }),
  event('step-entered', { step: name }),
  event('step-predicted', { step: name, choice: count }),
  event('step-reset', { step: name }),
  event('image', { image: name, state: z.enum(['building', 'ready', 'failed']), progress: text }),
  event('observer', { mode: z.enum(['kernel', 'polling', 'none']), reason: nullable(text) }),
  event('engine', {
    state: z.enum(['up', 'down']), kind: name, version: nullable(name), api: nullable(name), cgroup: nullable(name),
  }),
  event('lost', { count, source: name }),
]);

/** What is let in is an Event: the compiler compares the schema with the model. */
export const eventSchema: z.ZodMiniType<Event> = eventUnion;

type Missing = Exclude<Event['type'], z.infer<typeof eventUnion>['type']>;
const nothingMissing: [Missing] extends [never] ? true : Missing = true;
void nothingMissing;
