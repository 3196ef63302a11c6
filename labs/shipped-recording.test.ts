/** The recordings beside the labs, without any engine. */
import { readFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import type { Recording } from '@/protocol/recording';
import { replayChecks } from '@/model/checks/replay-checks';
import { EMPTY_WORLD } from '@/model/world';
import { HIDDEN } from '@/protocol/recording';
import { lintRecording } from './lint-recording';
import { readLabSource } from './read-lab';
import { DIGEST, digestText, recordingDigest } from './recording-digest';
import { SHIPPED, shippedFile, shippedRecording } from './shipped-recording';

const ROOT = import.meta.dirname;
const SLUGS = ['two-views', 'born-and-gone', 'exec-parent', 'pid1-dies', 'shell-vs-exec', 'kill-9-1', 'zombies', 'orphans'];

async function recordingOf(slug: string): Promise<Recording> {
  const parsed = await shippedRecording(ROOT, slug);
  if (parsed === null) throw new Error(`labs/${slug} has no ${SHIPPED}: npm run lab:record -- ${slug}`);
  if (!parsed.ok) throw new Error(parsed.problem.why);
  return parsed.recording;
}

describe.each(SLUGS)('%s', (slug) => {
  it('[LAB13] its recording replays to the same checks, all of them ok, without an anomaly', async () => {
    const { lab } = await readLabSource(ROOT, slug);
    const { results, world } = replayChecks(lab.steps, (await recordingOf(slug)).events, EMPTY_WORLD);
    expect(Object.keys(results)).toEqual(lab.steps.map(({ id }) => id));
    expect(Object.values(results).flat().filter(({ ok }) => !ok)).toEqual([]);
    expect(world.anomalies).toEqual([]);
  });

  it('[LAB13] it replays to the same world, at the end of each step and at its own', async () => {
    const { lab } = await readLabSource(ROOT, slug);
    const golden = await readFile(join(ROOT, slug, DIGEST), 'utf8');
    // Meant? Then: npm run lab:record -- --digest
    expect(digestText(recordingDigest(lab.steps, await recordingOf(slug)))).toBe(golden);
  });

  it('[LAB14] lab and recording fit', async () => {
    expect(lintRecording(await readLabSource(ROOT, slug), await shippedRecording(ROOT, slug))).toEqual([]);
  });

  it('[REC4] it says what it hides, and holds none of it', async () => {
    const text = gunzipSync((await shippedFile(ROOT, slug))!).toString();
    const { header, events } = await recordingOf(slug);
    expect(header).toMatchObject({ lab: slug, observer: { mode: 'kernel' }, hides: [...HIDDEN] });
    expect(/.{40}(?:\/home\/|\/Users\/|\/docker\/|\/var\/lib\/docker|\/run\/user\/|PRIVATE KEY).{40}/.exec(text)?.[0]).toBeUndefined();
    const name = new RegExp(`(?<![\\w.-])${hostname().replace(/[.-]/g, '\\$&')}(?![\\w.-]).{0,40}`);
    expect(name.exec(text.slice(text.indexOf('\n')))?.[0]).toBeUndefined();
    // Host PID 1 by its role alone, and nobody but the engine beside the session's own.
    const seen = events.flatMap((event) => (event.type === 'snapshot' ? event.processes : event.type === 'found' ? [event.process] : []));
    expect(seen.filter(({ role }) => role === 'init')).not.toEqual([]);
    for (const process of seen) {
      if (process.role === 'init') expect(process).toMatchObject({ comm: 'init' });
      if (process.role !== 'member') expect(process.argv).toBeUndefined();
    }
  });

  it('[LAB13] it and its digest are small enough to live beside the lab', async () => {
    expect((await shippedFile(ROOT, slug))!.length).toBeLessThan(200_000);
    expect((await readFile(join(ROOT, slug, DIGEST))).length).toBeLessThan(20_000);
  });
});

describe('a lab that was edited after it was recorded', () => {
  it('[LAB14] says which step, line and check the recording lacks, and how it is recorded again', async () => {
    const source = await readLabSource(ROOT, 'zombies');
    const parsed = await shippedRecording(ROOT, 'zombies');
    const steps = source.lab.steps.map((step, index) => (index === 0 ? { ...step, run: [...step.run, 'docker top myredis'] } : index === 1 ? { ...step, id: 'renamed' } : step));
    const said = lintRecording({ ...source, lab: { ...source.lab, steps } }, parsed);
    expect(said.map(({ what }) => what)).toEqual([
      expect.stringMatching(/^this line is not in the recording\. .*npm run lab:record -- zombies$/),
      expect.stringMatching(/^the step “renamed” is not in the recording\./),
      expect.stringMatching(/^the recording has a step “defunct”, which the lab no longer has\./),
    ]);
    expect(said.every(({ rule, file }) => rule === 'LAB14' && file === 'zombies/lab.yaml')).toBe(true);
  });

  it('[LAB14] a check that does not hold in it is named; a damaged file is, too; none at all is no mistake', async () => {
    const source = await readLabSource(ROOT, 'zombies');
    const parsed = await shippedRecording(ROOT, 'zombies');
    const [first, ...rest] = source.lab.steps;
    const impossible = { ...first!, expect: [{ ...first!.expect[0]!, type: 'log', container: 'myredis', match: 'no such thing' } as const, ...first!.expect.slice(1)] };
    expect(lintRecording({ ...source, lab: { ...source.lab, steps: [impossible, ...rest] } }, parsed)[0]?.what).toContain(`the check “${first!.expect[0]!.id}” does not hold`);
    expect(lintRecording(source, { ok: false, problem: { type: 'problem', code: 'recording-damaged', what: 'Damaged.', why: 'Line 7.', todo: '' } })).toMatchObject([{ file: 'zombies/recording.p1', what: expect.stringContaining('Line 7.') as unknown }]);
    expect(lintRecording(source, null)).toEqual([]);
  });
});
