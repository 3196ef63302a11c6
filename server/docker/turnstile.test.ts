import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { HELD_MS, Turnstile } from './turnstile';
import type { Turn } from './turnstile';

function never(): AbortSignal {
  return new AbortController().signal;
}

describe('the turnstile', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  it('[TURN1] never more at a time than there are seats, in the order of asking, and nobody is forgotten', async () => {
    const step = fc.oneof(fc.constant('ask' as const), fc.constant('done' as const), fc.constant('give-up' as const));
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 60 }), fc.integer({ min: 1, max: 4 }), async (steps, seats) => {
        const turnstile = new Turnstile(() => seats);
        const inside: Turn[] = [];
        const waiting: { readonly id: number; readonly leaving: AbortController }[] = [];
        let next = 0;
        const ask = async (id: number, leaving: AbortController) => {
          const turn = await turnstile.take({ signal: leaving.signal, onWait: () => undefined }).catch(() => null);
          if (turn === null) return;
          expect(waiting.shift()?.id).toBe(id);
          inside.push(turn);
        };
        for (const one of steps) {
          if (one === 'ask') {
            const leaving = new AbortController();
            waiting.push({ id: next, leaving });
            void ask(next++, leaving);
          } else if (one === 'done') {
            const turn = inside.shift();
            turn?.[Symbol.dispose]();
            turn?.[Symbol.dispose]();
          } else {
            waiting.pop()?.leaving.abort();
          }
          await vi.advanceTimersByTimeAsync(0);
          expect(inside.length).toBeLessThanOrEqual(seats);
          expect(waiting.length === 0 || inside.length === seats).toBe(true);
        }
        while (inside.length > 0) {
          inside.shift()?.[Symbol.dispose]();
          await vi.advanceTimersByTimeAsync(0);
        }
        expect(waiting).toEqual([]);
      }),
      { seed: 11, numRuns: 200 },
    );
  });

  it('[TURN2] whoever waits is told how many stand before them, at once and then no more than once a second', async () => {
    const turnstile = new Turnstile(() => 1);
    const turn = await turnstile.take({ signal: never(), onWait: () => undefined });
    const told: number[] = [];
    const leaving = new AbortController();
    const before = turnstile.take({ signal: leaving.signal, onWait: () => undefined });
    before.catch(() => undefined);
    const mine = turnstile.take({ signal: never(), onWait: (ahead) => told.push(ahead) });
    expect(told).toEqual([1]);
    leaving.abort(new Error('canceled'));
    await expect(before).rejects.toThrow('canceled');
    expect(told).toEqual([1]);
    await vi.advanceTimersByTimeAsync(1_000);
    expect(told).toEqual([1, 0]);
    turn[Symbol.dispose]();
    await expect(mine).resolves.toBeDefined();
  });

  it('[TURN3] a command that waits for something else than the engine does not hold the others up', async () => {
    const turnstile = new Turnstile(() => 1);
    await turnstile.take({ signal: never(), onWait: () => undefined });
    let called = false;
    void turnstile.take({ signal: never(), onWait: () => undefined }).then(() => (called = true));
    await vi.advanceTimersByTimeAsync(HELD_MS - 1);
    expect(called).toBe(false);
    await vi.advanceTimersByTimeAsync(1);
    expect(called).toBe(true);
  });
});
