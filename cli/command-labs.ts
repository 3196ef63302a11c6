/** `pid1 labs`: which labs there are; with `--lint`, what is wrong with them. */
import { lintLab } from '@/labs/lint-lab';
import { lintRecording } from '@/labs/lint-recording';
import { listLabs } from '@/labs/list-labs';
import type { Mistake } from '@/labs/mistake';
import { LabError, mistakeLine } from '@/labs/mistake';
import { readLab, readLabSource } from '@/labs/read-lab';
import { shippedRecording } from '@/labs/shipped-recording';
import type { Language } from '@/protocol/lab';
import { labsFolder } from './lab-session';
import { print, printJson, styleFor } from './printed';
import type { Setting } from './setting';

/** True when every lab can be used. */
export async function showLabs({ json, lang }: { readonly json: boolean; readonly lang: Language }, { root }: Setting): Promise<boolean> {
  const folder = labsFolder(root);
  const { labs, broken } = await listLabs(folder);
  if (json) {
    const read = await Promise.all(labs.map(({ slug }) => readLab(folder, slug)));
    printJson(read.map(({ slug, title, steps }) => ({ slug, title: title[lang], steps: steps.map(({ id }) => id) })));
  } else {
    const style = styleFor(process.stdout);
    for (const { slug, title, steps, minutes } of labs) print(`${slug.padEnd(16)} ${title[lang]} ${style.dim(`${steps} steps, ${minutes} minutes`)}`);
  }
  for (const error of broken) process.stderr.write(`${error.message}\n`);
  return broken.length === 0;
}

/** True when no lab has a mistake. */
export async function lintLabs({ json }: { readonly json: boolean }, { root }: Setting): Promise<boolean> {
  const folder = labsFolder(root);
  const { labs, broken } = await listLabs(folder);
  const mistakes: Mistake[] = broken.flatMap((error) => error.mistakes);
  for (const { slug } of labs) mistakes.push(...(await lintOne(folder, slug)));
  if (json) printJson({ ok: mistakes.length === 0, mistakes });
  else if (mistakes.length === 0) print(`${labs.length} labs, no mistakes.`);
  else for (const mistake of mistakes) print(mistakeLine(mistake));
  return mistakes.length === 0;
}

async function lintOne(folder: string, slug: string): Promise<readonly Mistake[]> {
  try {
    const source = await readLabSource(folder, slug);
    return [...lintLab(source), ...lintRecording(source, await shippedRecording(folder, slug))];
  } catch (error) {
    if (error instanceof LabError) return error.mistakes;
    throw error;
  }
}
