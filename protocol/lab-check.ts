/**
 * A check in lab.yaml: `{ id, say, KIND: {…}, after?, needs?, not?, once? }` with exactly one kind.
 *
 * The kinds are keys of one object, not members of a union, so that a mistake inside one is reported where
 * it stands and not as "fits none of twelve".
 */
import * as z from 'zod';
import type { Check, CheckForm } from '@/model/checks/check';
import { containerName, exitCode, localizedText, range, signalName, slugSchema } from './lab-words';

const comm = z.string().min(1).max(15).describe('The kernel’s name for the process, at most 15 bytes: proc_pid_comm(5).');
const argvPart = z.string().min(1).max(300).describe('A piece of its command line, words joined by single blanks.');
const innerPid = z.int().min(0).max(4194304);

const whoShape = {
  container: containerName.optional().describe('The container, by the name that the learner gave it.'),
  nspid: innerPid.optional().describe('Its pid inside the container.'),
  comm: comm.optional(),
  argv: argvPart.optional(),
  role: z.enum(['init', 'engine', 'member', 'outside']).optional().describe('`engine`: dockerd, containerd, a shim or runc. `outside`: a process of the host that the lab may not tell of.'),
};
const who = z.strictObject(whoShape).refine((value) => Object.keys(value).length > 0, 'at least one of container, nspid, comm, argv, role').describe('Which process: everything given must fit.');

const verdict = z.enum(['delivered', 'ignored', 'pending', 'overflow', 'info-lost']).describe('What the kernel did with the signal when it was sent: delivered, ignored (dropped), or already pending.');
const cause = z.enum(['user', 'kernel', 'child', 'timer', 'other']).describe('`user`: kill(2). `kernel`: the kernel itself, such as when a PID namespace dies.');

const masks = z
  .strictObject({
    caught: z.array(signalName).optional().describe('A handler is set: SigCgt.'),
    ignored: z.array(signalName).optional().describe('SigIgn.'),
    default: z.array(signalName).optional().describe('Neither. Beware: tini and s6 take signals without a handler.'),
  })
  .describe('Dispositions as /proc/PID/status shows them.');

/** The kinds of checks. */
const kinds = {
  sent: z.strictObject({ signal: signalName, to: who, from: who.optional(), verdict: verdict.optional(), cause: cause.optional() }).optional().describe('Edge: a signal was sent.'),
  handled: z.strictObject({ signal: signalName, who }).optional().describe('Edge: a handler took the signal.'),
  forked: z.strictObject({ who, parent: who.optional() }).optional().describe('Edge: a process was born.'),
  execed: z.strictObject({ who, argv: argvPart.optional() }).optional().describe('Edge: a process called execve(2); `who` is what it became.'),
  exited: z.strictObject({ who, code: exitCode.optional(), signal: signalName.optional() }).optional().describe('Edge: a process ended, with an exit code or by a signal.'),
  reaped: z.strictObject({ who, by: who.optional() }).optional().describe('Edge: its parent waited for it; the zombie is gone.'),
  reparented: z.strictObject({ who, to: who }).optional().describe('Edge: an orphan got a new parent.'),
  died: z.strictObject({ container: containerName, exitCode: exitCode.optional() }).optional().describe('Edge: the engine reports the end of a container.'),
  command: z
    .strictObject({
      line: z.string().min(1).max(1000).optional().describe('How the command line begins, whole words.'),
      exitCode: exitCode.optional(),
      seconds: range.optional().describe('How long it took.'),
      output: z.string().min(1).max(500).optional().describe('A piece of what it printed.'),
    })
    .optional()
    .describe('Edge: a command ended.'),
  log: z.strictObject({ container: containerName, match: z.string().min(1).max(500).describe('A piece of the log.') }).optional().describe('Edge: the container logged this.'),
  process: z
    .strictObject({
      ...whoShape,
      ppid: innerPid.optional().describe('Its parent’s pid in its own namespace; 0: the parent lies outside.'),
      parent: who.optional().describe('Its parent as the host sees it.'),
      life: z.enum(['alive', 'zombie']).optional(),
      state: z.string().length(1).optional().describe('The letter that ps shows: R S D T Z.'),
      masks: masks.optional(),
      count: range.optional().describe('How many such processes there are; without it, at least one.'),
    })
    .optional()
    .describe('Level: a process is there.'),
  container: z
    .strictObject({
      name: containerName,
      state: z.enum(['created', 'running', 'paused', 'exited', 'removed']).optional(),
      exitCode: exitCode.optional(),
      oomKilled: z.boolean().optional(),
    })
    .optional()
    .describe('Level: a container is in this state.'),
  between: z.tuple([slugSchema, slugSchema]).optional().describe('Relation: the time from one check’s event to another’s. Needs `seconds`.'),
};
type Kind = keyof typeof kinds;
const KINDS = Object.keys(kinds) as Kind[];

export const checkSchema = z
  .strictObject({
    id: slugSchema.describe('Its name within the step.'),
    say: localizedText.describe('What the learner reads beside the tick.'),
    ...kinds,
    seconds: range.optional().describe('With `between`: the least and the most seconds.'),
    after: slugSchema.optional().describe('Counts only what comes after the event of this check.'),
    needs: z.array(slugSchema).min(1).max(8).optional().describe('Counts only while these checks are ok.'),
    not: z.literal(true).optional().describe('It must not have happened, or not hold. Needs `after` or `needs`: otherwise it would be true before anything was done.'),
    once: z.literal(true).optional().describe('For a level: once it held during the step, it stays ticked.'),
  })
  .superRefine((check, context) => {
    const given = KINDS.filter((kind) => check[kind] !== undefined);
    if (given.length !== 1) context.addIssue({ code: 'custom', message: `exactly one kind of check (${KINDS.join(', ')})${given.length > 1 ? `, not ${given.join(' and ')}` : ''}` });
    if ((check.between === undefined) !== (check.seconds === undefined)) context.addIssue({ code: 'custom', message: '`between` and `seconds` together' });
    if (check.not === true && check.after === undefined && check.needs === undefined) {
      context.addIssue({ code: 'custom', path: ['not'], message: '`after` or `needs` beside `not`: what has not happened is true before anything was done' });
    }
    if (check.once === true && check.process === undefined && check.container === undefined) {
      context.addIssue({ code: 'custom', path: ['once'], message: '`once` only with `process` or `container`: an edge stays ticked anyway' });
    }
  })
  .meta({ oneOf: KINDS.map((kind) => ({ required: [kind] })) })
  .describe('Something that must be seen: exactly one of the kinds.');

export type LabCheckFile = z.infer<typeof checkSchema>;

/** A check of a lab: what the model evaluates, and what the learner reads. */
export type LabCheck = Check & { readonly say: LabCheckFile['say'] };

/** The check as the model's union has it. */
export function labCheck(file: LabCheckFile): LabCheck {
  const { id, say, after, needs, not, once } = file;
  return { id, say, after, needs, not, once, ...form(file) };
}

/** Spelled out, so that the compiler holds each kind's schema against the model's form. */
function form(file: LabCheckFile): CheckForm {
  if (file.sent) return { type: 'sent', ...file.sent };
  if (file.handled) return { type: 'handled', ...file.handled };
  if (file.forked) return { type: 'forked', ...file.forked };
  if (file.execed) return { type: 'execed', ...file.execed };
  if (file.exited) return { type: 'exited', ...file.exited };
  if (file.reaped) return { type: 'reaped', ...file.reaped };
  if (file.reparented) return { type: 'reparented', ...file.reparented };
  if (file.died) return { type: 'died', ...file.died };
  if (file.command) return { type: 'command', ...file.command };
  if (file.log) return { type: 'log', ...file.log };
  if (file.process) return { type: 'process', ...file.process };
  if (file.container) return { type: 'container', ...file.container };
  if (file.between && file.seconds) return { type: 'between', between: file.between, seconds: file.seconds };
  throw new Error(`check ${file.id} has no kind: it did not come through checkSchema`);
}
