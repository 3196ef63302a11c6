/** What the schema cannot see: prose without a step, checks that can never tick, images that nobody uses. */
import type { Mistake, Note } from './mistake';
import type { LabSource } from './read-lab';
import { lintChecks } from './lint-checks';
import { lintCommands } from './lint-commands';
import { lintProse } from './lint-prose';
import { lintReferences } from './lint-references';
import { pathText } from './mistake';

/** Everything that its author should mend, in the order of the files. */
export function lintLab(source: LabSource): readonly Mistake[] {
  const mistakes: Mistake[] = [];
  const note: Note = (rule, path, what) => {
    mistakes.push({ rule, file: `${source.lab.slug}/lab.yaml`, ...source.yaml.at(path), path: pathText(path), what });
  };
  lintReferences(source.file, note);
  lintCommands(source.file, note);
  lintChecks(source.file, note);
  mistakes.sort((a, b) => a.line - b.line || a.column - b.column);
  return [...mistakes, ...lintProse(source)];
}
