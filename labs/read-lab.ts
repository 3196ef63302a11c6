/** A lab's folder to a `Lab`, or to the list of what is wrong with it. */
import { join } from 'node:path';
import type { LabFile, LabStep as StepFile, Language } from '@/protocol/lab';
import type { Lab, LabImage, LabStep, LabTask, StepProse } from '@/protocol/lab-data';
import type { Mistake } from './mistake';
import type { ParsedProse } from './parse-prose';
import type { ParsedYaml } from './parse-yaml';
import { LANGUAGES, labFileSchema } from '@/protocol/lab';
import { labCheck } from '@/protocol/lab-check';
import { SLUG, readLabFile } from './lab-folder';
import { LabError, pathText } from './mistake';
import { parseProse } from './parse-prose';
import { parseYaml } from './parse-yaml';
import { schemaMistakes } from './schema-mistakes';

/** A lab with what its linter needs: where everything stands. */
export interface LabSource {
  readonly lab: Lab;
  readonly file: LabFile;
  readonly yaml: ParsedYaml;
  readonly prose: Readonly<Record<Language, ParsedProse>>;
}

/** The lab of this name below `root`. Throws a LabError that lists file, line and what was expected. */
export async function readLab(root: string, slug: string): Promise<Lab> {
  return (await readLabSource(root, slug)).lab;
}

export async function readLabSource(root: string, slug: string): Promise<LabSource> {
  if (!SLUG.test(slug)) throw new LabError(slug, [{ rule: 'LAB2', file: 'labs', line: 1, column: 1, path: '', what: 'a lab’s name is made of lower-case letters, digits and hyphens' }]);
  const folder = join(root, slug);
  const mistakes: Mistake[] = [];
  const read = new Map<string, string>();

  const yamlName = `${slug}/lab.yaml`;
  const text = await readLabFile(folder, 'lab.yaml');
  if ('problem' in text) throw new LabError(slug, [{ rule: 'LAB2', file: yamlName, line: 1, column: 1, path: '', what: text.problem }]);
  const yaml = parseYaml(text.text);
  if (Array.isArray(yaml)) throw new LabError(slug, yaml.map((mistake) => ({ rule: 'LAB1', file: yamlName, path: '', ...mistake })));
  const parsed = labFileSchema.safeParse(yaml.value);
  if (!parsed.success) throw new LabError(slug, schemaMistakes(parsed.error.issues, yaml, yamlName));
  const file = parsed.data;

  const prose = { en: await readProse('en'), zh: await readProse('zh') };
  const images = await Promise.all(Object.entries(file.images).map(([tag, image]) => readImage(tag, image)));
  const steps = await Promise.all(file.steps.map((step, index) => readStep(step, index)));
  if (mistakes.length > 0) throw new LabError(slug, mistakes);
  const { title, summary, minutes } = file;
  const lab: Lab = { slug, title, summary, minutes, order: file.order ?? null, images, files: Object.fromEntries(read), intro: { en: prose.en.intro, zh: prose.zh.intro }, steps };
  return { lab, file, yaml, prose };

  async function readProse(language: Language): Promise<ParsedProse> {
    const content = await readLabFile(folder, `${language}.md`);
    if ('text' in content) return parseProse(content.text);
    mistakes.push({ rule: 'LAB3', file: `${slug}/${language}.md`, line: 1, column: 1, path: '', what: content.problem });
    return { intro: '', sections: [] };
  }

  async function readNamed(name: string, path: readonly PropertyKey[]): Promise<string> {
    const content = await readLabFile(folder, name);
    if ('text' in content) {
      if (path[0] === 'images') read.set(name, content.text);
      return content.text;
    }
    mistakes.push({ rule: 'LAB2', file: yamlName, ...(yaml as ParsedYaml).at(path), path: pathText(path), what: `${name}: ${content.problem}` });
    return '';
  }

  async function readAll(names: readonly string[], path: readonly PropertyKey[]): Promise<Readonly<Record<string, string>>> {
    return Object.fromEntries(await Promise.all(names.map(async (name, index) => [name, await readNamed(name, [...path, index])] as const)));
  }

  async function readImage(tag: string, image: LabFile['images'][string]): Promise<LabImage> {
    const path = ['images', tag];
    if (typeof image === 'string') return { tag, dockerfile: await readNamed(image, path), files: {} };
    return { tag, dockerfile: await readNamed(image.dockerfile, [...path, 'dockerfile']), files: await readAll(image.files ?? [], [...path, 'files']) };
  }

  async function readStep(step: StepFile, index: number): Promise<LabStep> {
    return {
      id: step.id,
      title: step.title,
      setup: step.setup ?? [],
      predict: step.predict ?? null,
      modify: step.modify === undefined ? null : await readTask(step.modify, ['steps', index, 'modify']),
      run: step.run,
      observe: step.observe ?? null,
      expect: step.expect.map(labCheck),
      hints: step.hints ?? [],
      prose: Object.fromEntries(LANGUAGES.map((language) => [language, proseOf(prose[language], step.id)])) as Record<Language, StepProse>,
    };
  }

  async function readTask(task: NonNullable<StepFile['modify']>, path: readonly PropertyKey[]): Promise<LabTask> {
    if (task.dockerfile === undefined || task.image === undefined) return { ask: task.ask, type: 'command', text: task.command ?? '', solution: task.solution };
    return {
      ask: task.ask,
      type: 'dockerfile',
      image: task.image,
      text: await readNamed(task.dockerfile, [...path, 'dockerfile']),
      files: await readAll(task.files ?? [], [...path, 'files']),
      solution: await readNamed(task.solution, [...path, 'solution']),
    };
  }
}

function proseOf(prose: ParsedProse, step: string): StepProse {
  const section = prose.sections.find(({ id }) => id === step);
  return { todo: section?.todo ?? '', explain: section?.explain ?? '' };
}
