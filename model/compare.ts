/** One container's life out of a log, on a clock that begins where it was asked to stop: so two can be laid side by side. */
import type { Bar, Lifelines, Track } from './lifelines';

export interface Stopped {
  readonly id: string;
  readonly name: string;
  /** When it was asked to stop, or, if nobody asked, when it ended: milliseconds of the log. */
  readonly at: number;
  readonly endedAt: number | null;
  readonly exitCode: number | null;
  /** The signal that asked; null: nobody did. */
  readonly signal: string | null;
}

/** Every container that ended or was asked to, in the order of the log. A container that ran twice is there with its last end. */
export function stoppedIn({ tracks }: Lifelines): readonly Stopped[] {
  const stopped: Stopped[] = [];
  for (const track of tracks.values()) {
    const life = track.lives.at(-1);
    const grace = track.graces.at(-1);
    const at = grace !== undefined && life !== undefined && grace.from >= life.from ? grace.from : life?.to;
    if (at == null) continue;
    stopped.push({ id: track.id, name: track.name, at, endedAt: grace?.to ?? life?.to ?? null, exitCode: life?.exitCode ?? null, signal: grace?.signal ?? null });
  }
  return stopped.sort((a, b) => a.at - b.at);
}

/** Only this container, its times counted from `at`. The engine and other containers are left out; so are their arrows' sources. */
export function aligned(lifelines: Lifelines, id: string, at: number): Lifelines {
  const track = lifelines.tracks.get(id);
  const bars = [...lifelines.bars.values()].filter((bar) => bar.container === id && bar.role === 'member');
  const keys = new Set(bars.map(({ key }) => key));
  return {
    t: lifelines.t - at,
    bars: new Map(bars.map((bar) => [bar.key, shiftedBar(bar, at)])),
    tracks: track === undefined ? new Map() : new Map([[id, shiftedTrack(track, at)]]),
    commands: new Map(),
    arrows: lifelines.arrows.filter(({ to }) => keys.has(to)).map((arrow) => ({ ...arrow, t: arrow.t - at, from: arrow.from !== null && keys.has(arrow.from) ? arrow.from : null })),
    activity: lifelines.activity.map((t) => t - at),
  };
}

function shiftedBar(bar: Bar, at: number): Bar {
  return {
    ...bar,
    from: bar.from - at,
    names: bar.names.map((name) => ({ ...name, t: name.t - at })),
    exitedAt: bar.exitedAt === null ? null : bar.exitedAt - at,
    reapedAt: bar.reapedAt === null ? null : bar.reapedAt - at,
  };
}

function shiftedTrack(track: Track, at: number): Track {
  return {
    ...track,
    createdAt: track.createdAt - at,
    removedAt: track.removedAt === null ? null : track.removedAt - at,
    lives: track.lives.map((life) => ({ ...life, from: life.from - at, to: life.to === null ? null : life.to - at })),
    graces: track.graces.map((grace) => ({ ...grace, from: grace.from - at, to: grace.to === null ? null : grace.to - at, killedAt: grace.killedAt === null ? null : grace.killedAt - at })),
  };
}
