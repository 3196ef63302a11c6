import { readdir } from 'node:fs/promises';
import type { Lab, LabSummary } from '@/protocol/lab-data';
import { SLUG } from './lab-folder';
import { LabError } from './mistake';
import { readLab } from './read-lab';

export interface LabList {
  /** Along the catalogue's path. */
  readonly labs: readonly LabSummary[];
  /** Folders that are no lab, with the reasons. */
  readonly broken: readonly LabError[];
}

/** The labs below `root`: those that can be used, and what is wrong with the others. */
export async function listLabs(root: string): Promise<LabList> {
  const folders = (await readdir(root, { withFileTypes: true })).filter((entry) => entry.isDirectory() && SLUG.test(entry.name));
  const read = await Promise.all(
    folders.map(({ name }) =>
      readLab(root, name).catch((error: unknown) => {
        if (error instanceof LabError) return error;
        throw error;
      }),
    ),
  );
  const labs = read.filter((lab): lab is Lab => !(lab instanceof LabError)).sort((a, b) => (a.order ?? Infinity) - (b.order ?? Infinity) || (a.slug < b.slug ? -1 : 1));
  return {
    labs: labs.map(({ slug, title, summary, minutes, steps }) => ({ slug, title, summary, minutes, steps: steps.length })),
    broken: read.filter((lab): lab is LabError => lab instanceof LabError),
  };
}
