/** Where the labs are, and what they hold, read when a page asks: an author's edit shows at the next load. */
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Localized } from '@/protocol/lab';
import { LabError } from '@/labs/mistake';
import { readLab } from '@/labs/read-lab';

export function labRoot(): string {
  return join(/* turbopackIgnore: true */ process.env['PID1LAB_ROOT'] ?? process.cwd(), 'labs');
}

export interface ShelvedLab {
  readonly slug: string;
  readonly title: Localized;
  readonly summary: Localized;
  readonly minutes: number;
  readonly steps: readonly string[];
  readonly order: number;
}

export interface BrokenLab {
  readonly slug: string;
  readonly why: string;
}

/** Every lab in the order of the path, and those that cannot be read, with the reason. */
export async function shelvedLabs(): Promise<{ readonly labs: readonly ShelvedLab[]; readonly broken: readonly BrokenLab[] }> {
  const root = labRoot();
  const folders = (await readdir(root, { withFileTypes: true })).filter((entry) => entry.isDirectory());
  const labs: ShelvedLab[] = [];
  const broken: BrokenLab[] = [];
  for (const { name } of folders) {
    try {
      const { slug, title, summary, minutes, steps, order } = await readLab(root, name);
      labs.push({ slug, title, summary, minutes, steps: steps.map(({ id }) => id), order: order ?? 1000 });
    } catch (error) {
      if (!(error instanceof LabError)) throw error;
      broken.push({ slug: name, why: error.message });
    }
  }
  labs.sort((a, b) => a.order - b.order || (a.slug < b.slug ? -1 : 1));
  return { labs, broken };
}
