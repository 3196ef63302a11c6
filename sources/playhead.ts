/**
 * Which moment of a log is on screen: the present, or one before it. Whatever reads the log through the playhead
 * sees the world, the checks and the events of that moment.
 */
import type { Event } from '@/model/event';
import type { EventLog, LogClock, LogState } from './event-log';

export interface PlayState {
  /** `live` follows the log; the others look at a moment before its end. */
  readonly type: 'live' | 'playing' | 'paused';
  /** Log seconds for each of the reader's. */
  readonly rate: number;
  /** The moment was sought, not come to by a step or by playing: the picture is to be there at once. */
  readonly sought: boolean;
}

export const RATES = [0.5, 1, 2, 4, 8] as const;

export interface Playhead {
  /** The log as it was at the moment. */
  readonly state: () => LogState;
  readonly subscribe: (listener: () => void) => () => void;
  /** The moment in milliseconds of the log; it goes on between events. */
  readonly now: () => number;
  /** The present, whatever moment is on screen. */
  readonly latest: () => number;
  readonly play: () => PlayState;
  readonly seek: (t: number) => void;
  /** To the next (1) or the previous (-1) event that changes something on screen. */
  readonly step: (by: 1 | -1) => void;
  /** Goes on from the moment; from the present it starts over. Stops at `until`, where that is given. */
  readonly start: (until?: number) => void;
  readonly pause: () => void;
  /** What a player's one key does: on from a moment, from the start again where nothing more comes, else a pause. */
  readonly toggle: () => void;
  readonly setRate: (rate: number) => void;
  readonly toLive: () => void;
  /** How playing advances: silences are passed over. */
  readonly setPace: (advance: (t: number, milliseconds: number) => number) => void;
}

export function createPlayhead(log: EventLog, { soon, now }: LogClock): Playhead {
  const listeners = new Set<() => void>();
  let play: PlayState = { type: 'live', rate: 1, sought: false };
  let moment = 0;
  let past: LogState | null = null;
  let lookedAt = 0;
  let advance = (t: number, milliseconds: number): number => t + milliseconds;
  let begun: unknown = null;
  let until = Infinity;
  /** A look is on its way. */
  let ticking = false;

  log.subscribe(() => {
    const { events } = log.state();
    // Another log: the moment was one of the old one's.
    if (begun !== events && play.type !== 'live') toLive();
    else if (play.type === 'live') tell();
    begun = events;
  });

  function tell(): void {
    for (const listener of listeners) listener();
  }

  function liveNow(): number {
    const { world, heardAt, ended } = log.state();
    return ended ? world.t : world.t + now() - heardAt;
  }

  function look(t: number, count: number, type: 'playing' | 'paused', sought = false): void {
    const live = log.state();
    begun = live.events;
    moment = t;
    if (past?.count !== count || past.events !== live.events) past = { ...live, ...log.at(count), count };
    play = { ...play, type, sought };
    tell();
  }

  function seek(t: number): void {
    const { events, count } = log.state();
    if (t >= liveNow()) toLive();
    else look(Math.max(0, t), countAt(events, count, t), 'paused', true);
  }

  function toLive(): void {
    past = null;
    play = { ...play, type: 'live', sought: false };
    tell();
  }

  function step(by: 1 | -1): void {
    const { events, count } = log.state();
    let index = (past?.count ?? count) - 1 + by;
    while (index >= 0 && index < count && !isStep(events[index])) index += by;
    const event = events[index];
    if (event !== undefined && index < count) look(event.t, index + 1, 'paused');
    else if (by > 0) toLive();
    else look(0, 0, 'paused');
  }

  function goOn(): void {
    if (ticking) return;
    ticking = true;
    soon(tick);
  }

  function tick(): void {
    ticking = false;
    if (play.type !== 'playing') return;
    const at = now();
    const t = advance(moment, (at - lookedAt) * play.rate);
    lookedAt = at;
    const { events, count } = log.state();
    if (t >= until) {
      look(until, countAt(events, count, until), 'paused');
      return;
    }
    if (t >= liveNow() || (past?.count ?? 0) >= count) {
      toLive();
      return;
    }
    look(t, Math.max(past?.count ?? 0, countAt(events, count, t)), 'playing');
    goOn();
  }

  function start(to = Infinity): void {
    until = to;
    lookedAt = now();
    const { events, count } = log.state();
    if (past === null) look(events[0]?.t ?? 0, Math.min(1, count), 'playing');
    else look(moment, past.count, 'playing');
    goOn();
  }

  function pause(): void {
    const { world, count } = log.state();
    if (past === null) look(world.t, count, 'paused');
    else look(moment, past.count, 'paused');
  }

  return {
    state: () => past ?? log.state(),
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    now: () => (past === null ? liveNow() : moment),
    latest: liveNow,
    play: () => play,
    seek,
    step,
    start,
    pause,
    toggle: () => (play.type === 'paused' || (play.type === 'live' && log.state().ended) ? start() : pause()),
    setRate(rate) {
      play = { ...play, rate };
      tell();
    },
    toLive,
    setPace(pace) {
      advance = pace;
    },
  };
}

/** How many of the first `count` events, or whatever else is in order of time, had happened at `t`. */
export function countAt(events: readonly { readonly t: number }[], count: number, t: number): number {
  let low = 0;
  let high = count;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((events[middle] as { readonly t: number }).t <= t) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** What stands still on screen, and what every child's end brings, is passed over. */
function isStep(event: Event | undefined): boolean {
  switch (event?.type) {
    case 'observed':
    case 'command-output':
    case 'log':
    case 'snapshot':
    case 'image':
    case 'observer':
    case 'engine':
      return false;
    case 'signal-sent':
      return event.cause === 'user' || event.cause === 'kernel';
    case 'signal-delivered':
      return event.signal !== 'SIGCHLD';
    default:
      return true;
  }
}
