/** What one terminal drew and when, as far as this page saw it and still keeps it. Times are milliseconds of the log. */
import { countAt } from '@/sources/playhead';

export interface Size {
  readonly columns: number;
  readonly rows: number;
}

export type TapePiece =
  /** An empty screen. Every tape starts with one. */
  | (Size & { readonly type: 'begin'; readonly t: number; readonly cause: BeginCause })
  | (Size & { readonly type: 'resize'; readonly t: number })
  | { readonly type: 'output'; readonly t: number; readonly bytes: Uint8Array };

export type TapeBegin = Extract<TapePiece, { type: 'begin' }>;

/** The terminal was opened then; the page came to one that was there, which tells again what it printed; older pieces were dropped. */
export type BeginCause = 'opened' | 'joined' | 'dropped';

export interface Tape {
  readonly begin: (t: number, size: Size, cause: BeginCause) => void;
  readonly resize: (t: number, size: Size) => void;
  readonly print: (t: number, bytes: Uint8Array) => void;
  /** In order of time. */
  readonly pieces: () => readonly TapePiece[];
  /** How many there were before these. */
  readonly gone: () => number;
}

/** Bytes that a terminal's tape may hold. */
const MOST = 2 * 1024 * 1024;
/** What a piece costs beside its bytes, about. */
const PIECE = 100;
const LINE_FEED = 10;

/** An empty tape. When it is full, its oldest quarter goes. */
export function createTape(most = MOST): Tape {
  const pieces: TapePiece[] = [];
  let gone = 0;
  let held = 0;

  function add(piece: TapePiece): void {
    // The present is reckoned from the last event, and steps back a little when the next one was quicker.
    pieces.push({ ...piece, t: Math.max(piece.t, pieces.at(-1)?.t ?? 0) });
    held += costOf(piece);
    if (held > most) drop();
  }

  function drop(): void {
    let size: Size = pieces[0] as TapeBegin;
    let count = 0;
    while (held > most * 0.75 && count < pieces.length - 1) {
      const piece = pieces[count++] as TapePiece;
      if (piece.type !== 'output') size = piece;
      held -= costOf(piece);
    }
    const next = pieces[count] as TapePiece;
    // In the middle of a line may be in the middle of an escape.
    if (next.type === 'output') {
      pieces[count] = { ...next, bytes: next.bytes.subarray(next.bytes.indexOf(LINE_FEED) + 1) };
      held += costOf(pieces[count] as TapePiece) - costOf(next);
    }
    pieces.splice(0, count, { type: 'begin', t: next.t, columns: size.columns, rows: size.rows, cause: 'dropped' });
    held += PIECE;
    gone += count - 1;
  }

  return {
    begin: (t, { columns, rows }, cause) => add({ type: 'begin', t, columns, rows, cause }),
    resize(t, { columns, rows }) {
      if (pieces.length > 0) add({ type: 'resize', t, columns, rows });
    },
    print: (t, bytes) => add({ type: 'output', t, bytes }),
    pieces: () => pieces,
    gone: () => gone,
  };
}

function costOf(piece: TapePiece): number {
  return PIECE + (piece.type === 'output' ? piece.bytes.length : 0);
}

/** How many of the pieces had been drawn at `t`. */
export function drawnAt(pieces: readonly TapePiece[], t: number): number {
  return countAt(pieces, pieces.length, t);
}

/** The tape's beginning, where `t` lies before it: nothing is known of the screen then. Null: something is; undefined: the tape is empty. */
export function beginAfter(tape: Tape, t: number): TapeBegin | undefined | null {
  const first = tape.pieces()[0] as TapeBegin | undefined;
  return first !== undefined && first.t <= t ? null : first;
}

export interface Turn {
  readonly pieces: readonly TapePiece[];
  /** How much of the tape is drawn after them, from its very beginning. */
  readonly drawn: number;
}

/** What a screen on which the first `drawn` pieces are drawn needs for the moment `t`: only what is new, or all since the screen was last empty. */
export function turnTo(tape: Tape, drawn: number, t: number): Turn {
  const [pieces, gone] = [tape.pieces(), tape.gone()];
  const count = drawnAt(pieces, t);
  let begin = count - 1;
  while (begin > 0 && pieces[begin]?.type !== 'begin') begin -= 1;
  // What follows a begin may have lost its own first line since.
  const goesOn = drawn - gone > begin + 1 && drawn - gone <= count;
  return { pieces: pieces.slice(goesOn ? drawn - gone : Math.max(0, begin), count), drawn: gone + count };
}
