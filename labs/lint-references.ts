/** [LAB4] Ids: each once, and none that nobody has. [LAB9] The order of learning: predict first, modify last. */
import type { LabFile, LabStep } from '@/protocol/lab';
import type { LabCheckFile } from '@/protocol/lab-check';
import type { Note } from './mistake';

export function lintReferences(file: LabFile, note: Note): void {
  duplicates(file.steps, ['steps'], 'step', note);
  file.steps.forEach((step, index) => {
    const path = ['steps', index];
    duplicates(step.expect, [...path, 'expect'], 'check', note);
    lintChecksOf(step, path, note);
    (step.hints ?? []).forEach((hint, at) => {
      for (const key of ['unless', 'when'] as const) {
        const id = hint[key];
        if (id !== undefined && !step.expect.some((check) => check.id === id)) note('LAB4', [...path, 'hints', at, key], `no check of this step has the id “${id}”`);
      }
    });
    if (step.id === 'summary') note('LAB4', [...path, 'id'], '“summary” is what the address calls the page after the last step: choose another id');
    const last = index === file.steps.length - 1;
    if (step.predict === undefined && step.modify === undefined) note('LAB9', path, 'the step asks for no prediction: add `predict`');
    if (step.predict !== undefined && step.observe === undefined) note('LAB9', path, 'the step never asks “what did you see?”, and the explanation comes after that: add `observe`');
    if (last && step.modify === undefined) note('LAB9', path, 'the last step lets the learner change something: add `modify`');
    if (!last && step.modify !== undefined) note('LAB9', [...path, 'modify'], '`modify` belongs to the last step');
  });
}

function lintChecksOf(step: LabStep, path: readonly PropertyKey[], note: Note): void {
  const byId = new Map(step.expect.map((check) => [check.id, check]));
  step.expect.forEach((check, at) => {
    const here = [...path, 'expect', at];
    const named: readonly (readonly [readonly PropertyKey[], string])[] = [
      ...(check.after === undefined ? [] : [[[...here, 'after'], check.after] as const]),
      ...(check.needs ?? []).map((id, index) => [[...here, 'needs', index], id] as const),
      ...(check.between ?? []).map((id, index) => [[...here, 'between', index], id] as const),
    ];
    for (const [where, id] of named) if (!byId.has(id)) note('LAB4', where, `no check of this step has the id “${id}”`);
    for (const [where, id] of named.filter(([where]) => where.includes('after') || where.includes('between'))) {
      const other = byId.get(id);
      if (other !== undefined && !hasTime(other)) note('LAB4', where, `“${id}” has no moment: only an edge, or a level with \`once\`, can come first`);
    }
    if (dependsOn(check.id, check.id, byId)) note('LAB4', here, `“${check.id}” waits for itself`);
  });
}

function hasTime(check: LabCheckFile): boolean {
  return check.not !== true && (check.once === true || (check.process === undefined && check.container === undefined));
}

/** Whether `from` waits for `target`, directly or through others. */
function dependsOn(from: string, target: string, byId: ReadonlyMap<string, LabCheckFile>, passed = new Set<string>()): boolean {
  const check = byId.get(from);
  if (check === undefined || passed.has(from)) return false;
  passed.add(from);
  const next = [...(check.needs ?? []), ...(check.between ?? []), ...(check.after === undefined ? [] : [check.after])];
  return next.some((id) => id === target || dependsOn(id, target, byId, passed));
}

function duplicates(items: readonly { readonly id: string }[], path: readonly PropertyKey[], kind: string, note: Note): void {
  const seen = new Set<string>();
  items.forEach(({ id }, index) => {
    if (seen.has(id)) note('LAB4', [...path, index, 'id'], `a second ${kind} with the id “${id}”`);
    seen.add(id);
  });
}
