/** What events do to the containers' tracks of lifelines: lives, grace periods, and the commands that brought them about. */
import type { Event } from './event';
import type { Bar, Grace, Life, LifelineDraft, Track } from './lifelines';
import { pidOf } from './process';
import { readStopLine } from './stop-line';

/** The engine tells of a kill after it has had it done: the signal may lie so many milliseconds before. */
const TOLD_LATE = 2000;

export function foldTrack(draft: LifelineDraft, event: Event): void {
  const { t } = event;
  switch (event.type) {
    case 'command-started':
      draft.commands.set(event.command, { id: event.command, line: event.line, from: t, to: null, exitCode: null });
      break;
    case 'command-ended':
      draft.commands.patch(event.command, { to: t, exitCode: event.exitCode });
      break;
    case 'container-created':
      draft.tracks.set(event.id, { id: event.id, name: event.name, createdAt: t, removedAt: null, pid1: null, lives: [], graces: [] });
      break;
    case 'container-started': {
      const pid1 = [...draft.bars.values()].findLast((bar) => pidOf(bar.key) === event.pid && bar.container === event.id);
      patch(draft, event.id, ({ lives }) => ({ pid1: pid1?.key ?? null, lives: [...closed(lives, t, null), { from: Math.min(t, pid1?.from ?? t), to: null, exitCode: null }] }));
      break;
    }
    case 'container-kill':
      patch(draft, event.id, (track) => killed(draft, track, event.signal, t));
      break;
    case 'container-died':
      patch(draft, event.id, ({ lives, graces }) => ({ lives: closed(lives, t, event.exitCode), graces: over(graces, t) }));
      break;
    case 'container-renamed':
      patch(draft, event.id, () => ({ name: event.name }));
      break;
    case 'container-removed':
      patch(draft, event.id, ({ lives, graces }) => ({ removedAt: t, lives: closed(lives, t, null), graces: over(graces, t) }));
      break;
    case 'signal-sent':
      if (event.signal !== 'SIGKILL' || event.cause !== 'user') break;
      for (const track of draft.tracks.values()) if (track.pid1 === event.to) patch(draft, track.id, ({ graces }) => impatient(graces, t));
      break;
    case 'exit':
      // The namespace falls with its PID 1; the engine tells of the container's end some time later.
      for (const track of draft.tracks.values()) if (track.pid1 === event.proc) patch(draft, track.id, ({ graces }) => ({ graces: over(graces, t) }));
      break;
    default:
  }
}

function killed(draft: LifelineDraft, track: Track, signal: string, t: number): Partial<Track> {
  const open = track.graces.at(-1);
  const running = open !== undefined && open.to === null;
  if (signal === 'SIGKILL') return impatient(track.graces, t);
  if (running || asksOnlyForASignal(draft)) return {};
  const life = track.lives.at(-1);
  const sent = draft.arrows.find((arrow) => arrow.to === track.pid1 && arrow.signal === signal && arrow.t > t - TOLD_LATE && arrow.t >= (life?.from ?? 0));
  const pid1 = track.pid1 === null ? undefined : draft.bars.get(track.pid1);
  const from = Math.min(t, sent?.t ?? t);
  // A quick PID 1 has left before the engine told that it was asked to.
  const gone = pid1 !== undefined && pid1.exitedAt !== null && pid1.exitedAt >= from ? pid1.exitedAt : null;
  const grace: Grace = { from, to: gone, signal, allowed: allowed(draft, track), killedAt: null };
  return { graces: [...track.graces, grace] };
}

function impatient(graces: readonly Grace[], t: number): Partial<Track> {
  const open = graces.at(-1);
  return open === undefined || open.to !== null || open.killedAt !== null ? {} : { graces: [...graces.slice(0, -1), { ...open, killedAt: t }] };
}

/** `docker kill -s INT` sends a signal and waits for nothing. */
function asksOnlyForASignal(draft: LifelineDraft): boolean {
  const running = [...draft.commands.values()].filter((command) => command.to === null);
  return running.length > 0 && running.every(({ line }) => /^\s*(sudo\s+)?(docker\s+(container\s+)?)?kill\b/.test(line));
}

function allowed(draft: LifelineDraft, track: Track): number {
  for (const { line, to } of draft.commands.values()) {
    const asked = to === null ? readStopLine(line) : null;
    if (asked !== null && asked.containers.some((name) => name === track.name || track.id.startsWith(name))) return asked.seconds * 1000;
  }
  return 10_000;
}

function patch(draft: LifelineDraft, id: string, change: (track: Track) => Partial<Track>): void {
  const track = draft.tracks.get(id);
  if (track !== undefined) draft.tracks.set(id, { ...track, ...change(track) });
}

function closed(lives: readonly Life[], t: number, exitCode: number | null): readonly Life[] {
  const last = lives.at(-1);
  return last === undefined || last.to !== null ? lives : [...lives.slice(0, -1), { ...last, to: t, exitCode }];
}

function over(graces: readonly Grace[], t: number): readonly Grace[] {
  const last = graces.at(-1);
  return last === undefined || last.to !== null ? graces : [...graces.slice(0, -1), { ...last, to: t }];
}

/** PID 1 of the container that this bar lies in, by its numbers or by what the engine said. */
export function isPid1(bar: Bar, track: Track | undefined): boolean {
  return bar.role === 'member' && (track?.pid1 === bar.key || (bar.nspid?.length === 2 && bar.nspid[1] === 1));
}
