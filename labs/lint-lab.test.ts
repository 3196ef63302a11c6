import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import type { LabFile } from '@/protocol/lab';
import { labFileSchema } from '@/protocol/lab';
import { lintLab } from './lint-lab';
import { mistakeLine } from './mistake';
import { parseProse } from './parse-prose';
import { readLabSource } from './read-lab';

const ROOT = import.meta.dirname;

/** What the linter says of zombies once `change` has been at its data. */
async function complaints(change: (file: LabFile) => void): Promise<readonly string[]> {
  const source = await readLabSource(ROOT, 'zombies');
  const file = labFileSchema.parse(parse(await readFile(join(ROOT, 'zombies/lab.yaml'), 'utf8')));
  change(file);
  return lintLab({ ...source, file }).map(mistakeLine);
}

function step(file: LabFile, index: number) {
  const found = file.steps.at(index);
  if (found === undefined) throw new Error('no such step');
  return found;
}

function check(file: LabFile, index: number, id: string) {
  const found = step(file, index).expect.find((one) => one.id === id);
  if (found === undefined) throw new Error('no such check');
  return found;
}

describe('linting labs', () => {
  it('[LAB7] every lab that is shipped is without fault', async () => {
    for (const slug of ['two-views', 'born-and-gone', 'exec-parent', 'pid1-dies', 'shell-vs-exec', 'kill-9-1', 'zombies', 'orphans']) expect(lintLab(await readLabSource(ROOT, slug)).map(mistakeLine)).toEqual([]);
  });

  it('[LAB3] prose: missing, unknown, doubled, without explanation', async () => {
    const source = await readLabSource(ROOT, 'zombies');
    const text = (await readFile(join(ROOT, 'zombies/zh.md'), 'utf8')).replace('## limit', '## limits').replace(/### explain\n\n有些|### explain\n\n已经/, '\n');
    const said = lintLab({ ...source, prose: { ...source.prose, zh: parseProse(text) } }).map(mistakeLine);
    expect(said).toEqual([
      expect.stringMatching(/^zombies\/zh\.md:\d+:1: “## kill-it” has no “### explain”/),
      expect.stringMatching(/^zombies\/zh\.md:\d+:1: “## limits” is no step/),
      expect.stringMatching(/^zombies\/zh\.md:1:1: the section “## limit” is missing/),
    ]);
  });

  it('[LAB4] ids that nobody has, that two have, and circles', async () => {
    const said = await complaints((file) => {
      check(file, 2, 'still').needs = ['droped'];
      check(file, 1, 'topped').id = 'zombie';
      check(file, 2, 'success').after = 'looked';
      check(file, 3, 'reaped').after = 'none';
      step(file, 0).hints = [{ unless: 'nothing', say: { en: 'x', zh: 'x' } }];
      step(file, 4).id = 'summary';
    });
    expect(said.join('\n')).toContain('steps[2].expect[3].needs[0]: no check of this step has the id “droped”');
    expect(said.join('\n')).toContain('a second check with the id “zombie”');
    expect(said.join('\n')).toContain('“looked” waits for itself');
    expect(said.join('\n')).toContain('steps[4].id: “summary” is what the address calls the page after the last step');
    expect(said.join('\n')).toContain('“none” has no moment');
    expect(said.join('\n')).toContain('steps[0].hints[0].unless: no check of this step has the id “nothing”');
  });

  it('[LAB5] lines that cannot be performed, and steps that a reset does not prepare', async () => {
    const said = await complaints((file) => {
      step(file, 0).run[0] = 'docker rnu -d --name myredis myredis:exec';
      step(file, 1).setup = [];
    });
    expect(said.join('\n')).toMatch(/zombies\/lab\.yaml:\d+:\d+: steps\[0\]\.run\[0\]: docker has no command rnu\. Did you mean docker run\?/);
    expect(said.join('\n')).toContain('steps[1].run[0]: there is no container myredis yet');
  });

  it('[LAB5] a line that cannot be read is one mistake, not one for everything that needs its container', async () => {
    expect(await complaints((file) => (step(file, 0).run[0] = 'docker run -d --nmae myredis myredis:exec'))).toEqual([expect.stringContaining('docker run has no flag --nmae. Did you mean --name?')]);
  });

  it('[LAB6] images that nobody uses, and images that nobody builds', async () => {
    const said = await complaints((file) => {
      file.images['myredis:extra'] = 'Dockerfile_exec';
      step(file, 0).run[0] = 'docker run -d --name myredis redis';
    });
    expect(said.join('\n')).toContain('no line uses the image myredis:extra');
    expect(said.join('\n')).toContain('the image redis is not among `images`');
  });

  it('[LAB7] checks that can never be true, or are true at once', async () => {
    const said = await complaints((file) => {
      check(file, 0, 'reparented').reparented = { who: { container: 'nobody' }, to: { role: 'init' } };
      check(file, 0, 'looked').command = { line: 'docker top' };
      check(file, -1, 'handled').handled = { signal: 'SIGKILL', who: { container: 'mine' } };
      check(file, 1, 'zombie').process = { container: 'myredis', nspid: 1, ppid: 5 };
      check(file, 3, 'none').needs = undefined;
      check(file, 5, 'running').container = { name: 'full', state: 'running', exitCode: 0 };
    });
    expect(said).toHaveLength(6);
    expect(said.join('\n')).toContain('makes a container nobody');
    expect(said.join('\n')).toContain('no line of `run` begins with “docker top”');
    expect(said.join('\n')).toContain('SIGKILL has no handler');
    expect(said.join('\n')).toContain('its PPID is 0');
    expect(said.join('\n')).toContain('is true before anything was done');
    expect(said.join('\n')).toContain('has no exit code');
  });

  it('[LAB9] a step without a prediction or an observation, a lab without a task', async () => {
    const said = await complaints((file) => {
      step(file, 0).predict = undefined;
      step(file, 1).observe = undefined;
      file.steps.pop();
    });
    expect(said.join('\n')).toContain('steps[0]: the step asks for no prediction: add `predict`');
    expect(said.join('\n')).toContain('add `observe`');
    expect(said.join('\n')).toContain('add `modify`');
  });
});
