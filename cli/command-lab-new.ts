/** `pid1 lab-new SLUG`: a folder with a lab that lints and passes, to be changed into another one. */
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { SLUG } from '@/labs/lab-folder';
import { newLabFiles } from '@/labs/new-lab';
import { Failure } from './failure';
import { labsFolder } from './lab-session';
import { print, printJson } from './printed';
import type { Setting } from './setting';

/** Never overwrites: a folder of that name is an error. */
export async function newLab(slug: string, { json }: { readonly json: boolean }, { root }: Setting): Promise<boolean> {
  if (!SLUG.test(slug)) throw new Failure({ what: `“${slug}” cannot be a lab’s name.`, why: 'A name is made of lower-case letters, digits and hyphens.', todo: 'Choose another: npm run lab:new my-lab' });
  const folder = join(labsFolder(root), slug);
  try {
    await mkdir(folder);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    throw new Failure({ what: `There is a lab called ${slug} already.`, why: `labs/${slug} exists, and nothing in it is overwritten.`, todo: 'Choose another name.' });
  }
  const files = newLabFiles(slug);
  for (const [name, text] of Object.entries(files)) await writeFile(join(folder, name), text, { flag: 'wx' });
  if (json) printJson({ lab: slug, files: Object.keys(files).map((name) => `labs/${slug}/${name}`) });
  else print(`labs/${slug} is there. Change it, and run it with: npm run -s pid1 -- run ${slug}`);
  return true;
}
