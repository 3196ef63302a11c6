import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Tape, TapePiece } from './tape';
import { createRewind } from './rewind';
import { beginAfter, createTape, turnTo } from './tape';

const SIZE = { columns: 80, rows: 24 };
const bytes = (text: string) => new TextEncoder().encode(text);

/** What a screen that was handed these pieces shows, and its size. */
function shown(pieces: readonly TapePiece[], before = ''): string {
  return pieces.reduce((text, piece) => (piece.type === 'begin' ? `[${piece.columns}]` : text + (piece.type === 'resize' ? `[${piece.columns}]` : new TextDecoder().decode(piece.bytes))), before);
}

function at(tape: Tape, t: number): string {
  return shown(turnTo(tape, 0, t).pieces);
}

describe('a terminal’s tape', () => {
  it('[TERM13] holds what was drawn up to a moment, and says what it knows nothing of', () => {
    const tape = createTape();
    expect(beginAfter(tape, 99)).toBeUndefined();
    tape.begin(10, SIZE, 'joined');
    tape.print(12, bytes('a'));
    tape.print(11, bytes('b')); // the log's present stepped back
    tape.resize(20, { columns: 90, rows: 24 });
    tape.print(30, bytes('c'));
    expect([9, 10, 11.5, 12, 20, 30].map((t) => at(tape, t))).toEqual(['', '[80]', '[80]', '[80]ab', '[80]ab[90]', '[80]ab[90]c']);
    expect(beginAfter(tape, 9)).toMatchObject({ t: 10, cause: 'joined' });
    expect(beginAfter(tape, 10)).toBeNull();
  });

  it('[TERM13] another terminal in its place begins with an empty screen; looking back shows the one before', () => {
    const tape = createTape();
    tape.begin(0, SIZE, 'opened');
    tape.print(1, bytes('old'));
    tape.begin(5, { columns: 40, rows: 10 }, 'opened');
    tape.print(6, bytes('new'));
    expect([4, 5, 6].map((t) => at(tape, t))).toEqual(['[80]old', '[40]', '[40]new']);
    expect(shown(turnTo(tape, 4, 4).pieces)).toBe('[80]old');
  });

  it('[TERM13] when it is full the oldest goes: it begins at a line’s beginning, in the size of then, and says so', () => {
    const tape = createTape(4_000);
    tape.begin(0, SIZE, 'opened');
    tape.resize(1, { columns: 33, rows: 24 });
    for (let n = 2; n < 200; n++) tape.print(n, bytes(`cut ${n}\nline ${n}`));
    const [first, next] = tape.pieces();
    expect(first).toMatchObject({ type: 'begin', columns: 33, cause: 'dropped' });
    expect(first!.t).toBeGreaterThan(100);
    expect(shown([next!])).toBe(`line ${first!.t}`);
    expect(at(tape, 199)).toMatch(/^\[33\]line (\d+)cut.*line 199$/s);
    expect(tape.pieces().length).toBeLessThan(40);
    expect(tape.gone() + tape.pieces().length).toBe(200);
  });

  it('[TERM14] forwards writes only what is new, and however one moves, the screen is that of the moment', () => {
    const piece = fc.record({ wait: fc.nat(3), what: fc.oneof({ weight: 8, arbitrary: fc.string({ minLength: 1, maxLength: 12 }).map((text) => text.replaceAll('[', '\n')) }, { weight: 1, arbitrary: fc.constantFrom('begin', 'resize') }) });
    const move = fc.oneof({ weight: 2, arbitrary: piece }, { weight: 3, arbitrary: fc.nat(120) });
    fc.assert(fc.property(fc.array(move, { maxLength: 150 }), fc.constantFrom(1_500, 1_000_000), (moves, most) => {
      const tape = createTape(most);
      tape.begin(0, SIZE, 'opened');
      let now = 0;
      let screen = '';
      let drawn = 0;
      for (const one of moves) {
        if (typeof one === 'number') {
          const turn = turnTo(tape, drawn, one);
          if (turn.pieces[0]?.type !== 'begin') expect(drawn + turn.pieces.length).toBe(turn.drawn);
          screen = shown(turn.pieces, screen);
          drawn = turn.drawn;
          // A screen that goes on from before something was dropped knows more, never less.
          if (most === 1_000_000) expect(screen).toBe(at(tape, one));
          else expect(screen.endsWith(at(tape, one).replace(/^\[\d+\]/, ''))).toBe(true);
        } else {
          now += one.wait;
          if (one.what === 'begin') tape.begin(now, SIZE, 'opened');
          else if (one.what === 'resize') tape.resize(now, { columns: 100, rows: 24 });
          else tape.print(now, bytes(one.what));
        }
      }
    }), { seed: 14, numRuns: 400 });
  });

  it('[TERM14] draws once a frame, however many moments are asked for, and ends at the last', () => {
    const tape = createTape();
    tape.begin(0, SIZE, 'opened');
    for (let t = 1; t <= 9; t++) tape.print(t, bytes(String(t)));
    let screen = '';
    const frames: (() => void)[] = [];
    const settled: (() => void)[] = [];
    const drawing = { begin: () => (screen = ''), resize: () => undefined, print: (more: Uint8Array) => (screen += shown([{ type: 'output', t: 0, bytes: more }])), settled: (run: () => void) => void settled.push(run) };
    const rewind = createRewind(tape, drawing, (run) => frames.push(run));
    for (const t of [9, 3, 7, 5]) rewind.show(t);
    expect([frames.length, screen]).toEqual([1, '']);
    frames.shift()!();
    expect(screen).toBe('12345');
    rewind.show(9);
    rewind.show(2);
    expect(frames.length).toBe(0);
    settled.shift()!();
    frames.shift()!();
    expect(screen).toBe('12');
    settled.shift()!();
    expect(frames.length).toBe(0);
  });
});
