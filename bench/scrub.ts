/** Looking at any moment of a log of 50,000 events: what one move of the playhead costs before anything is drawn. */
import { performance } from 'node:perf_hooks';
import { createEventLog } from '@/sources/event-log';
import { createPlayhead } from '@/sources/playhead';
import { readLab } from '@/labs/read-lab';
import type { Figure } from './figures';
import { spread } from './figures';
import { EVENTS, longLog } from './long-log';
import { sameNumbers } from './same-numbers';

const MOVES = 2_000;

export async function scrub(): Promise<Figure[]> {
  const { steps } = await readLab(process.env['PID1LAB_ROOT'] ?? process.cwd(), 'shell-vs-exec').catch(() => ({ steps: [] }));
  let fold = (): void => {};
  const log = createEventLog(steps, { soon: (run) => (fold = run), now: () => performance.now() });
  const playhead = createPlayhead(log, { soon: () => {}, now: () => performance.now() });
  const events = longLog();
  const began = performance.now();
  log.append(events);
  fold();
  const folding = performance.now() - began;
  const end = events.at(-1)?.t ?? 0;

  const random = sameNumbers();
  const jumps = moves(() => random() * end);
  let at = 0;
  const drags = moves(() => (at = (at + end / MOVES) % end));
  return [
    { what: `folding ${EVENTS} events with the checks of a lab, once`, value: `${folding.toFixed(0)} ms (${((folding * 1000) / EVENTS).toFixed(1)} µs each)` },
    { what: 'one move of the playhead, anywhere', value: spread(jumps), target: '< 16 ms' },
    { what: 'one move of the playhead, dragged from begin to end', value: spread(drags), target: '< 16 ms' },
  ];

  function moves(next: () => number): number[] {
    return Array.from({ length: MOVES }, () => {
      const t = next();
      const before = performance.now();
      playhead.seek(t);
      playhead.state();
      return performance.now() - before;
    });
  }
}
