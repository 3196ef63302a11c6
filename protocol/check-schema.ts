/** A lab's checks as a recording carries them: the model's union, let in field by field. protocol/lab-check.ts is the form that authors write. */
import * as z from './zod';
import type { LabCheck } from './lab-check';

const word = z.string().check(z.maxLength(1000));
const words = z.array(word).check(z.maxLength(64));
const number = z.int().check(z.nonnegative());
const range = z.readonly(z.tuple([z.number(), z.number()]));
const optional = z.optional;

export const localizedSchema = z.object({ en: z.string().check(z.maxLength(2000)), zh: z.string().check(z.maxLength(2000)) });

const whoShape = {
  container: optional(word),
  nspid: optional(number),
  comm: optional(word),
  argv: optional(word),
  role: optional(z.enum(['init', 'engine', 'member', 'outside'])),
};
const who = z.object(whoShape);

const terms = {
  id: word,
  say: localizedSchema,
  after: optional(word),
  needs: optional(words),
  not: optional(z.boolean()),
  once: optional(z.boolean()),
};

function check<Type extends string, Shape extends z.core.$ZodLooseShape>(type: Type, shape: Shape) {
  return z.object({ type: z.literal(type), ...terms, ...shape });
}

const checkUnion = z.discriminatedUnion('type', [
  check('sent', {
    signal: word, to: who, from: optional(who),
    verdict: optional(z.enum(['delivered', 'ignored', 'pending', 'overflow', 'info-lost'])),
    cause: optional(z.enum(['user', 'kernel', 'child', 'timer', 'other'])),
  }),
  check('handled', { signal: word, who }),
  check('forked', { who, parent: optional(who) }),
  check('execed', { who, argv: optional(word) }),
  check('exited', { who, code: optional(number), signal: optional(word) }),
  check('reaped', { who, by: optional(who) }),
  check('reparented', { who, to: who }),
  check('died', { container: word, exitCode: optional(number) }),
  check('command', { line: optional(word), exitCode: optional(number), seconds: optional(range), output: optional(word) }),
  check('log', { container: word, match: word }),
  check('process', {
    ...whoShape,
    ppid: optional(number), parent: optional(who), life: optional(z.enum(['alive', 'zombie'])), state: optional(word), count: optional(range),
    masks: optional(z.object({ caught: optional(words), ignored: optional(words), default: optional(words) })),
  }),
  check('container', { name: word, state: optional(z.enum(['created', 'running', 'paused', 'exited', 'removed'])), exitCode: optional(number), oomKilled: optional(z.boolean()) }),
  check('between', { between: z.readonly(z.tuple([word, word])), seconds: range }),
]);

/** What is let in is a LabCheck: the compiler compares the schema with the model. */
export const labCheckSchema: z.ZodMiniType<LabCheck> = checkUnion;

type Missing = Exclude<LabCheck['type'], z.infer<typeof checkUnion>['type']>;
const nothingMissing: [Missing] extends [never] ? true : Missing = true;
void nothingMissing;
