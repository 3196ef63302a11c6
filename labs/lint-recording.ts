/** [LAB14] A lab and the recording beside it tell the same: who edits one records the other again. */
import type { Mistake } from './mistake';
import type { LabSource } from './read-lab';
import type { ParsedRecording } from '@/protocol/recording';
import { replayChecks } from '@/model/checks/replay-checks';
import { pathText } from './mistake';
import { SHIPPED } from './shipped-recording';

/** A lab without a recording is a lab: only what is there can be wrong. */
export function lintRecording({ lab, yaml }: LabSource, parsed: ParsedRecording | null): readonly Mistake[] {
  if (parsed === null) return [];
  const again = `Record the lab again: npm run lab:record -- ${lab.slug}`;
  const file = `${lab.slug}/${SHIPPED}`;
  if (!parsed.ok) return [{ rule: 'LAB14', file, line: 1, column: 1, path: '', what: `${parsed.problem.what} ${parsed.problem.why} ${again}` }];

  const mistakes: Mistake[] = [];
  const note = (path: readonly PropertyKey[], what: string) => mistakes.push({ rule: 'LAB14', file: `${lab.slug}/lab.yaml`, ...yaml.at(path), path: pathText(path), what: `${what} ${again}` });
  const { header, events } = parsed.recording;
  if (header.lab !== lab.slug) return [{ rule: 'LAB14', file, line: 1, column: 1, path: '', what: `it is a recording of “${header.lab}”. ${again}` }];

  const entered = events.flatMap((event) => (event.type === 'step-entered' ? [event.step] : []));
  const lines = new Set(events.flatMap((event) => (event.type === 'command-started' && event.step !== null ? [`${event.step} ${event.line}`] : [])));
  const { results } = replayChecks(lab.steps, events);
  for (const [index, step] of lab.steps.entries()) {
    const path = ['steps', index];
    if (!entered.includes(step.id)) {
      note(path, `the step “${step.id}” is not in the recording.`);
      continue;
    }
    for (const [at, line] of step.run.entries()) if (!lines.has(`${step.id} ${line}`)) note([...path, 'run', at], 'this line is not in the recording.');
    for (const [at, check] of step.expect.entries()) {
      const result = results[step.id]?.find(({ id }) => id === check.id);
      if (result?.ok !== true) note([...path, 'expect', at], `the check “${check.id}” does not hold in the recording.`);
    }
  }
  for (const id of new Set(entered)) if (!lab.steps.some((step) => step.id === id)) note([], `the recording has a step “${id}”, which the lab no longer has.`);
  return mistakes;
}
