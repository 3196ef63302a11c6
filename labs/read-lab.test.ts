import { mkdtemp, mkdir, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { LabError } from './mistake';
import { readLab } from './read-lab';

const ROOT = import.meta.dirname;

/** The smallest lab that is one. */
const YAML = `title: { en: A lab, zh: 实验 }
summary: { en: It is small., zh: 很小。 }
minutes: 1
images:
  "tiny:one": Dockerfile
steps:
  - id: look
    title: { en: Look, zh: 看 }
    run: [docker run --name tiny tiny:one]
    expect:
      - id: ran
        say: { en: It ran, zh: 运行了 }
        command: { line: docker run, exitCode: 0 }
`;
const PROSE = '# x\n\n## look\n\nLook.\n\n### explain\n\nBecause.\n';

describe('reading labs', () => {
  let root: string;
  beforeEach(async () => {
    root = await mkdtemp(join(tmpdir(), 'labs-'));
    await write({});
  });
  afterEach(() => rm(root, { recursive: true }));

  async function write(files: Record<string, string>) {
    await mkdir(join(root, 'tiny'), { recursive: true });
    for (const [name, text] of Object.entries({ 'lab.yaml': YAML, 'en.md': PROSE, 'zh.md': PROSE, Dockerfile: 'FROM scratch\n', ...files })) await writeFile(join(root, 'tiny', name), text);
  }

  /** What the author of that lab.yaml reads. */
  async function complaint(slug = 'tiny'): Promise<string> {
    const error = await readLab(root, slug).then(() => undefined, (thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(LabError);
    return (error as LabError).message;
  }

  async function complaintOf(from: string, to: string): Promise<string> {
    expect(YAML).toContain(from);
    await write({ 'lab.yaml': YAML.replace(from, to) });
    return complaint();
  }

  it('[LAB1] a good lab comes with its prose and files', async () => {
    const lab = await readLab(root, 'tiny');
    expect(lab.images).toEqual([{ tag: 'tiny:one', dockerfile: 'FROM scratch\n', files: {} }]);
    expect(lab.steps[0]?.prose.en).toEqual({ todo: 'Look.', explain: 'Because.' });
    expect(lab.steps[0]?.expect).toEqual([expect.objectContaining({ id: 'ran', type: 'command', line: 'docker run' })]);
  });

  it('[LAB1] a mistake names file, line, column, place and what was expected', async () => {
    expect(await complaintOf('minutes: 1', 'minutes: soon')).toContain('tiny/lab.yaml:3:10: minutes: expected a number');
    expect(await complaintOf('exitCode: 0', 'exitcode: 0')).toMatch(/lab\.yaml:13:38: steps\[0\]\.expect\[0\]\.command: there is no “exitcode” here; did you mean “exitCode”\?/);
    expect(await complaintOf('    title: { en: Look, zh: 看 }', '    title: { en: Look }')).toContain('lab.yaml:8:12: steps[0].title.zh: is missing: expected a text');
    expect(await complaintOf('command: { line: docker run, exitCode: 0 }', 'sent: { signal: TERM, to: { nspid: 1 } }')).toContain('lab.yaml:13:25: steps[0].expect[0].sent.signal: expected a signal by its full name, such as SIGTERM');
    expect(await complaintOf('command: { line: docker run, exitCode: 0 }', 'after: x')).toContain('expected exactly one kind of check');
    expect(await complaintOf('command: {', 'log: { container: a, match: b }\n        command: {')).toContain('not command and log');
    expect(await complaintOf('"tiny:one": Dockerfile', '"tiny": Dockerfile')).toContain('lab.yaml:5:11: images.tiny: expected a name and a tag');
  });

  it('[LAB1] what is not YAML is said with its place', async () => {
    expect(await complaintOf('minutes: 1', 'minutes: [1')).toMatch(/tiny\/lab\.yaml:\d+:\d+: not YAML/);
    expect(await complaintOf('minutes: 1', 'minutes: 1\nminutes: 2')).toContain('lab.yaml:4:1: not YAML: Map keys must be unique');
    expect(await complaintOf(YAML, '')).toContain('expected keys with values');
  });

  it('[LAB2] aliases and endless nesting are refused', async () => {
    expect(await complaintOf('minutes: 1', 'minutes: &a 1\norder: *a')).toContain('the alias *a is not allowed');
    await write({ 'lab.yaml': `a: ${'['.repeat(100_000)}` });
    expect(await complaint()).toContain('tiny/lab.yaml:');
  });

  it('[LAB2] no way out of the folder: not by name, not by link, not by size', async () => {
    expect(await complaint('../tiny')).toContain('lower-case letters, digits and hyphens');
    expect(await complaint('nobody')).toContain('nobody/lab.yaml:1:1: there is no such file');
    expect(await complaintOf('"tiny:one": Dockerfile', '"tiny:one": ../../etc/passwd')).toContain('expected a plain file name');
    await write({});
    await rm(join(root, 'tiny', 'Dockerfile'));
    await symlink('/etc/passwd', join(root, 'tiny', 'Dockerfile'));
    expect(await complaint()).toContain('lab.yaml:5:15: images.tiny:one: Dockerfile: it is a symbolic link');
    await rm(join(root, 'tiny', 'Dockerfile'));
    await write({ Dockerfile: 'x'.repeat(300 * 1024) });
    expect(await complaint()).toContain('it is too large');
  });

  it('[LAB7] every lab that is shipped can be read', async () => {
    for (const slug of ['shell-vs-exec', 'kill-9-1', 'zombies']) expect((await readLab(ROOT, slug)).steps.length).toBeGreaterThanOrEqual(5);
  });
});
