/**
 * Where events come from: the live socket, a recording, the simulator. All of them have this shape, so that
 * nothing on screen knows which one drives it.
 */
import type { Event } from '@/model/event';
import type { World } from '@/model/world';
import type { RecordingHeader } from '@/protocol/recording';
import type { ClientMessage, Problem } from '@/protocol/wire';

export type SourceState =
  | { readonly type: 'connecting' }
  | { readonly type: 'live' }
  /** `attempt` counts from 1. The log stays as it is and goes on where it stopped. */
  | { readonly type: 'reconnecting'; readonly attempt: number }
  /** The other side will not talk to us: trying again would not help. */
  | { readonly type: 'refused'; readonly problem: Problem }
  | { readonly type: 'closed' }
  /** What is on screen was recorded before. `predictions` are this reader's, by step. */
  | { readonly type: 'recording'; readonly header: RecordingHeader; readonly predictions: ReadonlyMap<string, number> };

/** What a learner does. `hello` is the source's own business. */
export type Request = Exclude<ClientMessage, { type: 'hello' }>;

export interface EventSource {
  readonly state: () => SourceState;
  readonly subscribe: (listener: () => void) => () => void;
  /** False: it could not be handed over, and nothing was done. */
  readonly send: (request: Request) => boolean;
  /** The network may be back: try now instead of at the next turn. */
  readonly wake: () => void;
  readonly close: () => void;
}

/** Who takes what a source brings. */
export interface EventSink {
  /** The last event that arrived; 0: none yet. */
  readonly lastSeq: () => number;
  /** A log begins with this world: whatever was there belongs to another. */
  readonly begin: (world: World) => void;
  readonly append: (events: readonly Event[]) => void;
  readonly problem: (problem: Problem) => void;
  /** The lab's files changed. */
  readonly labChanged: (lab: string) => void;
}
