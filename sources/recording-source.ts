/**
 * The driver that plays a recording. It has the shape of the live one, and answers the same requests: where the
 * live one makes things happen, this one shows how they happened.
 */
import type { Event } from '@/model/event';
import type { Recording } from '@/protocol/recording';
import type { EventLog } from './event-log';
import type { EventSource, Request, SourceState } from './event-source';
import type { Playhead } from './playhead';

export interface RecordingOptions {
  readonly recording: Recording;
  readonly log: Pick<EventLog, 'begin' | 'append' | 'end'>;
  readonly playhead: Pick<Playhead, 'seek' | 'start' | 'pause'>;
  /** The lines of a step, as its page numbers them. */
  readonly linesOf: (step: string) => readonly string[];
  /** What its reader has predicted before, by step. */
  readonly predictions: ReadonlyMap<string, number>;
}

/** How long after a line's end it is still watched, in milliseconds: what it did shows a moment later. */
const AFTER = 900;

/** A stretch of a log, in its milliseconds. */
export interface Stretch {
  readonly from: number;
  readonly to: number;
}

/** Brings the whole recording into the log at once; what is on screen is the playhead's business. */
export function openRecording({ recording, log, playhead, linesOf, predictions }: RecordingOptions): EventSource {
  const listeners = new Set<() => void>();
  const { events } = recording;
  let state: SourceState = { type: 'recording', header: recording.header, predictions };

  function become(next: SourceState): void {
    state = next;
    for (const listener of listeners) listener();
  }

  function play(stretch: Stretch | null): boolean {
    if (stretch === null) return false;
    playhead.seek(stretch.from);
    playhead.start(stretch.to);
    return true;
  }

  function send(request: Request): boolean {
    if (state.type !== 'recording') return false;
    switch (request.type) {
      case 'enter-step':
      case 'reset': {
        const stretch = stretchOfStep(events, request.step);
        if (stretch !== null) playhead.seek(stretch.from);
        return stretch !== null;
      }
      case 'run':
        return play(stretchOfLine(events, request.step, linesOf(request.step)[request.line] ?? ''));
      case 'modify':
        return play(stretchOfStep(events, request.step));
      case 'cancel':
        playhead.pause();
        return true;
      case 'predict':
        become({ ...state, predictions: new Map(state.predictions).set(request.step, request.choice) });
        return true;
      case 'watch-ps':
        return true;
      // Nothing lasts only for a time here.
      case 'extend':
      case 'end':
        return false;
      default:
        return request satisfies never;
    }
  }

  if (recording.begin !== null) log.begin(recording.begin);
  log.append(events);
  log.end();
  return {
    state: () => state,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    send,
    wake() {},
    close: () => become({ type: 'closed' }),
  };
}

/** From where the step was last entered or reset to where the next one begins; null: it is not in the log. */
export function stretchOfStep(events: readonly Event[], step: string): Stretch | null {
  const at = events.findLastIndex((event) => (event.type === 'step-entered' || event.type === 'step-reset') && event.step === step);
  const from = events[at];
  if (from === undefined) return null;
  const next = events.find((event, index) => index > at && event.type === 'step-entered' && event.step !== step);
  return { from: from.t, to: Math.max(from.t, next === undefined ? (events.at(-1) ?? from).t : next.t - 0.001) };
}

/** From where the line was last typed in this step to a moment after its end, or to the next line. */
export function stretchOfLine(events: readonly Event[], step: string, line: string): Stretch | null {
  const at = events.findLastIndex((event) => event.type === 'command-started' && event.step === step && event.line === line);
  const from = events[at];
  if (from?.type !== 'command-started') return null;
  const ended = events.find((event) => event.type === 'command-ended' && event.command === from.command)?.t ?? events.at(-1)?.t ?? from.t;
  const next = events.find((event, index) => index > at && event.t >= ended && (event.type === 'command-started' || event.type === 'step-entered'));
  return { from: from.t, to: Math.max(from.t, Math.min(ended + AFTER, (next?.t ?? Infinity) - 0.001, events.at(-1)?.t ?? ended)) };
}
