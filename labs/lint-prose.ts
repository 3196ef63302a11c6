/** [LAB3] Every step is told in every language, and nothing else is. */
import type { Mistake } from './mistake';
import type { LabSource } from './read-lab';
import { LANGUAGES } from '@/protocol/lab';

export function lintProse({ lab, prose }: LabSource): readonly Mistake[] {
  return LANGUAGES.flatMap((language) => {
    const { sections } = prose[language];
    const mistakes: Mistake[] = [];
    const note = (line: number, what: string) => mistakes.push({ rule: 'LAB3', file: `${lab.slug}/${language}.md`, line, column: 1, path: '', what });
    const seen = new Set<string>();
    for (const { id, line, todo, explain } of sections) {
      if (!lab.steps.some((step) => step.id === id)) note(line, `“## ${id}” is no step of lab.yaml`);
      else if (seen.has(id)) note(line, `“## ${id}” stands here for the second time`);
      else if (todo === '') note(line, `“## ${id}” does not say what to do`);
      else if (explain === '') note(line, `“## ${id}” has no “### explain” with text below it`);
      seen.add(id);
    }
    for (const { id } of lab.steps) if (!seen.has(id)) note(1, `the section “## ${id}” is missing`);
    return mistakes;
  });
}
