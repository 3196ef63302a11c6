import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Admission } from './admission';
import { sessionsFor } from './capacity';

const GB = 1024 ** 3;

describe('admission', () => {
  it.each([[0.5 * GB, 1], [2 * GB, 5], [8 * GB, 37], [24 * GB, 122], [512 * GB, 200]])('[ADM4] a machine with %d bytes takes %d sessions', (memory, sessions) => {
    expect(sessionsFor(memory)).toBe(sessions);
  });

  it('[ADM4] where memory is short nobody else is let in, but the first one always is', async () => {
    let living = 0;
    let free = false;
    using admission = new Admission({ living: () => living, most: () => 9, hasRoom: () => free });
    const guest = { signal: AbortSignal.timeout(5000), onPlace: () => undefined };
    expect(await admission.enter(undefined, () => 'first', guest)).toBe('first');
    living = 1;
    admission.began('first');
    let told = 0;
    const second = admission.enter(undefined, () => 'second', { ...guest, onPlace: (_, position) => (told = position) });
    expect(told).toBe(1);
    free = true;
    admission.look();
    expect(await second).not.toBe('second');
  });

  it('[ADM1] whatever happens, no more are in than may be, nobody is passed over, and no place stays empty', async () => {
    const step = fc.oneof({ arbitrary: fc.constant('come' as const), weight: 3 }, fc.constant('leave-line' as const), { arbitrary: fc.constant('end' as const), weight: 2 });
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 60 }), fc.integer({ min: 1, max: 4 }), async (steps, most) => {
        const inside: number[] = [];
        const waiting: { readonly id: number; readonly leaving: AbortController }[] = [];
        using admission = new Admission({ living: () => inside.length, most: () => most });
        let next = 0;
        const come = async (id: number, leaving: AbortController) => {
          const ticket = await admission.enter(undefined, () => `t${id}`, { signal: leaving.signal, onPlace: () => undefined });
          if (ticket === null) return;
          // In order: whoever is called is the first of those who wait.
          expect(waiting[0]?.id).toBe(id);
          waiting.shift();
          inside.push(id);
          admission.began(ticket);
          expect(inside.length).toBeLessThanOrEqual(most);
        };
        for (const one of steps) {
          if (one === 'come') {
            const leaving = new AbortController();
            waiting.push({ id: next, leaving });
            void come(next++, leaving);
          } else if (one === 'leave-line') {
            waiting.pop()?.leaving.abort();
          } else {
            inside.shift();
            admission.look();
          }
          await new Promise((resolve) => setImmediate(resolve));
          expect(waiting.length === 0 || inside.length === most).toBe(true);
        }
      }),
      { seed: 7, numRuns: 200 },
    );
  });
});
