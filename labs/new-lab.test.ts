import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { lintLab } from './lint-lab';
import { newLabFiles } from './new-lab';
import { readLabSource } from './read-lab';

it('[LAB12] a new lab has no mistake', async () => {
  const root = await mkdtemp(join(tmpdir(), 'pid1lab-new-'));
  try {
    await mkdir(join(root, 'my-lab'));
    for (const [name, text] of Object.entries(newLabFiles('my-lab'))) await writeFile(join(root, 'my-lab', name), text);
    expect(lintLab(await readLabSource(root, 'my-lab'))).toEqual([]);
  } finally {
    await rm(root, { recursive: true });
  }
});
