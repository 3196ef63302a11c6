/** `pid1 lab-record [SLUG…]`: the recordings that are shipped with the labs, made on the real engine and put into place. */
import { join } from 'node:path';
import { listLabs } from '@/labs/list-labs';
import { readLab } from '@/labs/read-lab';
import { DIGEST, digestText, recordingDigest } from '@/labs/recording-digest';
import { SHIPPED, shippedRecording } from '@/labs/shipped-recording';
import { replayChecks } from '@/model/checks/replay-checks';
import type { Recording } from '@/protocol/recording';
import type { Setting } from './setting';
import { tellPeople } from './command-run';
import { Failure } from './failure';
import { LabSession, labsFolder } from './lab-session';
import { performLab } from './perform-lab';
import { print, printJson, styleFor } from './printed';
import { recordingOf, writeRecording, writeWhole } from './recording-file';

/** After each line: long enough for what it did to be seen, and within what lifelines show at its true length. */
const REST_MS = 1200;

interface Outcome {
  readonly lab: string;
  readonly ok: boolean;
  readonly events?: number;
  readonly why?: string;
}

/** True when every one of them is in place. A lab whose checks did not all hold keeps the recording that it has. */
export async function recordLabs(slugs: readonly string[], { json, digest }: { readonly json: boolean; readonly digest: boolean }, setting: Setting): Promise<boolean> {
  const folder = labsFolder(setting.root);
  const all = slugs.length > 0 ? slugs : (await listLabs(folder)).labs.map(({ slug }) => slug);
  const style = styleFor(process.stdout);
  const outcomes: Outcome[] = [];
  for (const slug of all) {
    const recording = digest ? await fromFile(folder, slug) : await perform(slug, json, setting);
    const outcome = 'why' in recording ? { lab: slug, ok: false, why: recording.why } : await put(folder, slug, recording, digest);
    outcomes.push(outcome);
    if (!json) print(outcome.ok ? style.green(`labs/${slug}/${digest ? DIGEST : SHIPPED}: ${outcome.events} events`) : style.red(`labs/${slug}: ${outcome.why}`));
  }
  if (json) printJson(outcomes);
  return outcomes.every(({ ok }) => ok);
}

async function perform(slug: string, quiet: boolean, { root, log, signal }: Setting): Promise<Recording | { readonly why: string }> {
  const session = await LabSession.open({ slug, root, log, poll: false });
  try {
    if (session.observer.capability.mode !== 'kernel') {
      throw new Failure({ what: 'Nothing was recorded.', why: `A shipped recording needs the kernel’s events: ${session.observer.capability.reason ?? 'they cannot be had here'}`, todo: 'Run it as root, where tracefs is: `npm run -s pid1 -- doctor` tells.' });
    }
    const report = await performLab(session, { signal, restMs: REST_MS, ...(quiet ? {} : tellPeople(session, 'en')) });
    const failed = report.steps.flatMap(({ id, checks }) => checks.filter(({ ok }) => !ok).map((check) => `${id}/${check.id}`));
    if (!report.ok || failed.length > 0) return { why: `not recorded, since not every check held: ${failed.join(', ')}` };
    return recordingOf(session, root);
  } finally {
    await session[Symbol.asyncDispose]();
  }
}

async function fromFile(folder: string, slug: string): Promise<Recording | { readonly why: string }> {
  const parsed = await shippedRecording(folder, slug);
  if (parsed === null) return { why: `there is no ${SHIPPED}` };
  return parsed.ok ? parsed.recording : { why: `${parsed.problem.what} ${parsed.problem.why}` };
}

/** Only what replays to the same checks is put into place. */
async function put(folder: string, slug: string, recording: Recording, digestOnly: boolean): Promise<Outcome> {
  const { steps } = await readLab(folder, slug);
  const { results } = replayChecks(steps, recording.events);
  const open = steps.flatMap(({ id, expect }) => expect.filter((check) => results[id]?.find((result) => result.id === check.id)?.ok !== true).map((check) => `${id}/${check.id}`));
  if (open.length > 0) return { lab: slug, ok: false, why: `replayed, these checks do not hold: ${open.join(', ')}` };
  if (!digestOnly) await writeRecording(join(folder, slug, SHIPPED), recording);
  await writeWhole(join(folder, slug, DIGEST), digestText(recordingDigest(steps, recording)));
  return { lab: slug, ok: true, events: recording.events.length };
}
