/** The classic picture, out of the shipped recording: shell form beside exec form. */
import { expect, it } from 'vitest';
import { aligned, stoppedIn } from '@/model/compare';
import { NO_LIFELINES, foldLifelines } from '@/model/lifelines';
import { shippedRecording } from './shipped-recording';

it('[CMP1] two containers are laid on one clock that begins where each was asked to stop', async () => {
  const parsed = await shippedRecording(import.meta.dirname, 'shell-vs-exec');
  if (parsed?.ok !== true) throw new Error('no recording');
  const lifelines = foldLifelines(NO_LIFELINES, parsed.recording.events);
  const stopped = stoppedIn(lifelines);
  const [shell, exec] = ['myredis', 'myredis2'].map((name) => stopped.find((one) => one.name === name)!);
  expect(shell).toMatchObject({ signal: 'SIGTERM', exitCode: 137 });
  expect(exec).toMatchObject({ signal: 'SIGTERM', exitCode: 0 });
  const took = ({ at, endedAt }: typeof shell & object): number => (endedAt! - at) / 1000;
  expect(took(shell!)).toBeGreaterThan(9);
  expect(took(exec!)).toBeLessThan(2);
  for (const one of [shell!, exec!]) {
    const own = aligned(lifelines, one.id, one.at);
    expect([...own.tracks.keys()]).toEqual([one.id]);
    expect([...own.bars.values()].every(({ container, role }) => container === one.id && role === 'member')).toBe(true);
    expect(own.tracks.get(one.id)!.graces.at(-1)).toMatchObject({ from: 0 });
    const term = own.arrows.find(({ signal }) => signal === 'SIGTERM')!;
    expect(Math.abs(term.t)).toBeLessThan(1);
    expect(term.verdict).toBe(one === shell ? 'ignored' : 'delivered');
  }
});

it('[CMP2] whoever was neither asked to stop nor ended is not offered', async () => {
  const parsed = await shippedRecording(import.meta.dirname, 'shell-vs-exec');
  if (parsed?.ok !== true) throw new Error('no recording');
  const until = parsed.recording.events.findIndex(({ type }) => type === 'container-kill' || type === 'container-died');
  expect(stoppedIn(foldLifelines(NO_LIFELINES, parsed.recording.events.slice(0, until)))).toEqual([]);
});
