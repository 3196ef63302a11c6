/** What a terminal drew as an asciicast v2: its own bytes at their own times, as a viewer's terminal may be given them. */
import type { TapeBegin, TapePiece } from '@/components/terminal/tape';
import type { CastLine, CastOptions } from './asciicast';
import { castOf } from './asciicast';
import { createPaintingEscapes } from './painting-escapes';

/** An empty screen; ECMA-48 RIS. */
const RESET = '\u001bc';

/** `pieces` follow on `first`. */
export function terminalCast(first: TapeBegin, pieces: readonly TapePiece[], { title, startedAt }: CastOptions): string {
  const lines: CastLine[] = [];
  let decoder = new TextDecoder();
  let painting = createPaintingEscapes();

  function add(t: number, code: CastLine[1], text: string): void {
    if (text !== '') lines.push([Math.round(t - first.t) / 1000, code, text]);
  }

  for (const piece of pieces) {
    if (piece.type === 'output') {
      // A character that is cut comes with its last byte, and an escape with its last letter.
      add(piece.t, 'o', painting(decoder.decode(piece.bytes, { stream: true })));
      continue;
    }
    add(piece.t, 'r', `${piece.columns}x${piece.rows}`);
    if (piece.type === 'begin') {
      add(piece.t, 'o', RESET);
      decoder = new TextDecoder();
      painting = createPaintingEscapes();
    }
  }
  return castOf({ width: first.columns, height: first.rows, startedAt: startedAt + first.t, title }, lines);
}
