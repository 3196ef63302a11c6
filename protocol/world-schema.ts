/** A world as it crosses the wire: the shape of model/world-json.ts, let in field by field. */
import * as z from './zod';
import type { WorldJson } from '@/model/world-json';
import { exitStatusSchema, procKeySchema } from './event-schema';

const n = z.number();
const nn = z.nullable(z.number());
const s = z.string();
const sn = z.nullable(z.string());
const key = procKeySchema;
const kn = z.nullable(procKeySchema);

const process = z.object({
  key, pid: n, startTime: n, role: z.enum(['init', 'engine', 'member']),
  parent: kn, parentInferred: z.boolean(), nspid: z.nullable(z.array(n)), pidns: nn, pgid: nn, sid: nn, tty: sn, uid: nn,
  comm: s, argv: z.nullable(z.array(s)), container: sn, life: z.enum(['alive', 'zombie', 'dead']), state: s,
  masks: z.nullable(z.object({ SigCgt: s, SigIgn: s, SigBlk: s, SigPnd: s })), cpuTicks: n,
  bornAt: n, execedAt: nn, exitedAt: nn, exit: z.nullable(exitStatusSchema), reapedAt: nn, reaper: kn,
});

const container = z.object({
  id: s, name: s, image: s, state: z.enum(['created', 'running', 'paused', 'exited']),
  pid1: kn, pid: nn, pidns: nn, createdAt: n, startedAt: nn, diedAt: nn, exitCode: nn, oomKilled: z.boolean(), killRequestedAt: nn,
});

const command = z.object({ id: s, line: s, step: sn, typed: z.boolean(), ahead: nn, startedAt: n, endedAt: nn, exitCode: nn, error: sn });

const signal = z.object({
  seq: n, t: n, signal: s, cause: z.enum(['user', 'kernel', 'child', 'timer', 'other']), from: kn, to: key,
  verdict: z.enum(['delivered', 'ignored', 'pending', 'overflow', 'info-lost']),
});

export const worldSchema: z.ZodMiniType<WorldJson> = z.object({
  seq: n,
  t: n,
  observer: z.object({ mode: z.enum(['kernel', 'polling', 'none']), reason: sn }),
  engine: z.object({ state: z.enum(['up', 'down', 'unknown']), kind: s, version: sn, api: sn, cgroup: sn }),
  processes: z.array(z.tuple([key, process])),
  containers: z.array(z.tuple([s, container])),
  commands: z.array(z.tuple([s, command])),
  images: z.array(z.tuple([s, z.object({ state: z.enum(['building', 'ready', 'failed']), progress: s })])),
  ps: z.array(z.tuple([s, z.object({ t: n, text: s })])),
  lab: sn,
  step: sn,
  predictions: z.array(z.tuple([s, n])),
  signals: z.array(signal),
  anomalies: z.array(z.object({ seq: n, t: n, rule: s, what: s })),
});
