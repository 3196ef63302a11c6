/**
 * Where events come from: the live socket, a recording, the simulator. All of them have this shape, so that
 * nothing on screen knows which one drives it.
 */
import type { Event } from '@/model/event';
import type { World } from '@/model/world';
import type { RecordingHeader } from '@/protocol/recording';
import type { ClientMessage, Ended, Problem } from '@/protocol/wire';

export type SourceState =
  | { readonly type: 'connecting' }
  | { readonly type: 'live' }
  /** `attempt` counts from 1. The log stays as it is and goes on where it stopped. */
  | { readonly type: 'reconnecting'; readonly attempt: number }
  /** The server is full: the place in the line, and how many stand there. */
  | { readonly type: 'waiting'; readonly position: number; readonly of: number }
  /** The session is over. Its log stays on screen. */
  | { readonly type: 'ended'; readonly why: Ended['why'] }
  /** The other side will not talk to us: trying again would not help. */
  | { readonly type: 'refused'; readonly problem: Problem }
  | { readonly type: 'closed' }
  /** What is on screen was recorded before. `predictions` are this reader's, by step. */
  | { readonly type: 'recording'; readonly header: RecordingHeader; readonly predictions: ReadonlyMap<string, number> };

/** What a learner does. `hello` is the source's own business. */
export type Request = Exclude<ClientMessage, { type: 'hello' }>;

/** How long a session still lasts. */
export interface SessionClock {
  /** The source's own clock at the end, in milliseconds. */
  readonly endsAt: number;
  /** By how many milliseconds it can be lengthened now; 0: not at all. */
  readonly extension: number;
}

export interface EventSource {
  readonly state: () => SourceState;
  readonly subscribe: (listener: () => void) => () => void;
  /** False: it could not be handed over, and nothing was done. */
  readonly send: (request: Request) => boolean;
  /** The network may be back: try now instead of at the next turn. */
  readonly wake: () => void;
  readonly close: () => void;
  /** Only where there is a session on a server. */
  readonly session?: {
    /** Null: it is not limited, or its limit is not known yet. */
    readonly clock: () => SessionClock | null;
    /** The time on the clock that `endsAt` counts by. */
    readonly now: () => number;
    /** Begins another session, after this one has ended. */
    readonly startAnew: () => void;
  };
}

/** Who takes what a source brings. */
export interface EventSink {
  /** The last event that arrived; 0: none yet. */
  readonly lastSeq: () => number;
  /** A log begins with this world: whatever was there belongs to another. */
  readonly begin: (world: World) => void;
  readonly append: (events: readonly Event[]) => void;
  /** Nothing more comes of this log: its clock stands. */
  readonly end: () => void;
  readonly problem: (problem: Problem) => void;
  /** The lab's files changed. */
  readonly labChanged: (lab: string) => void;
}
