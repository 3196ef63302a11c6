/** Draws a tape as it was at one moment after the other, however quickly they are asked for. */
import type { Size, Tape } from './tape';
import { turnTo } from './tape';

export interface Drawing {
  readonly begin: (size: Size) => void;
  readonly resize: (size: Size) => void;
  readonly print: (bytes: Uint8Array) => void;
  /** Calls once everything so far is drawn. */
  readonly settled: (run: () => void) => void;
}

export interface Rewind {
  /** The moment that is wanted now, in milliseconds of the log; those before it that are not drawn yet are passed over. */
  readonly show: (t: number) => void;
}

/** `soon` runs at the next animation frame. */
export function createRewind(tape: Tape, drawing: Drawing, soon: (run: () => void) => void): Rewind {
  let wanted = 0;
  let drawn = 0;
  let busy = false;

  function show(t: number): void {
    wanted = t;
    if (busy) return;
    busy = true;
    soon(turn);
  }

  function turn(): void {
    const t = wanted;
    const next = turnTo(tape, drawn, t);
    drawn = next.drawn;
    for (const piece of next.pieces) {
      if (piece.type === 'output') drawing.print(piece.bytes);
      else drawing[piece.type](piece);
    }
    drawing.settled(() => {
      busy = false;
      if (wanted !== t) show(wanted);
    });
  }

  return { show };
}
