/** The acceptance of the labs: each is performed from end to end, on a real engine, as `pid1 run` does. */
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { LabReport } from '@/cli/perform-lab';
import { readLab } from '@/labs/read-lab';
import { replayChecks } from '@/model/checks/replay-checks';
import { parseRecording } from '@/protocol/recording';
import { pid1 } from './pid1';

const LABS = join(import.meta.dirname, '../../labs');
const SLUGS = ['two-views', 'born-and-gone', 'exec-parent', 'pid1-dies', 'shell-vs-exec', 'kill-9-1', 'zombies', 'orphans'];

describe.each(SLUGS)('%s', (slug) => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'recordings-'));
  });
  afterAll(() => rm(folder, { recursive: true }));

  it('[LAB10] every check holds, and its recording gives the same checks without an engine', async () => {
    const file = join(folder, 'log.gz');
    const { code, out, err } = await pid1('record', slug, '--json', '-o', file);
    const report = JSON.parse(out) as LabReport;
    expect(failures(report), err).toEqual([]);
    expect({ code, ok: report.ok, lab: report.lab, engine: report.engine }).toEqual({ code: 0, ok: true, lab: slug, engine: 'docker' });

    const parsed = parseRecording(gunzipSync(await readFile(file)).toString());
    if (!parsed.ok) throw new Error(parsed.problem.why);
    const lab = await readLab(LABS, slug);
    const replayed = replayChecks(lab.steps, parsed.recording.events).results;
    expect(Object.keys(replayed)).toEqual(lab.steps.map(({ id }) => id));
    expect(Object.values(replayed).flat().filter(({ ok }) => !ok)).toEqual([]);
  }, 180_000);

  it('[LAB10] every step can also be begun by a reset', async () => {
    const { code, out, err } = await pid1('run', slug, '--json', '--reset');
    expect(failures(JSON.parse(out) as LabReport), err).toEqual([]);
    expect(code).toBe(0);
  }, 180_000);

  it('[LAB11] where signals are not visible, nothing fails for it', async () => {
    const { code, out, err } = await pid1('run', slug, '--json', '--poll');
    const report = JSON.parse(out) as LabReport;
    expect(failures(report), err).toEqual([]);
    expect(code).toBe(0);
    expect(report.steps.flatMap(({ checks }) => checks).some(({ observable }) => !observable)).toBe(true);
  }, 180_000);
});

function failures(report: LabReport): readonly unknown[] {
  return report.steps.flatMap(({ id, ok, checks, problem }) => (ok ? [] : [{ step: id, problem, failed: checks.filter((check) => !check.ok && check.observable) }]));
}
