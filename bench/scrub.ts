/** Looking at any moment of a log of 50,000 events: what one move of the playhead costs before anything is drawn. */
import { performance } from 'node:perf_hooks';
import type { Event, Fact } from '@/model/event';
import { createEventLog } from '@/sources/event-log';
import { createPlayhead } from '@/sources/playhead';
import { procKey } from '@/model/process';
import { readLab } from '@/labs/read-lab';
import type { Figure } from './figures';
import { spread } from './figures';

const EVENTS = 50_000;
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

/** The same numbers each time, from 0 up to 1: a linear congruential generator (Numerical Recipes, 7.1). */
function sameNumbers(): () => number {
  let seed = 1;
  return () => {
    seed = (Math.imul(seed, 1_664_525) + 1_013_904_223) >>> 0;
    return seed / 2 ** 32;
  };
}

/** A container whose PID 1 runs one short-lived program after the other, a hundred of them at a time. */
function longLog(): Event[] {
  const container = 'c'.repeat(64);
  const shim = procKey(10, 1);
  const pid1 = procKey(100, 2);
  const facts: Fact[] = [
    { type: 'container-created', id: container, name: 'myredis', image: 'myredis:shell' },
    { type: 'found', process: { key: shim, role: 'engine', parent: null, comm: 'containerd-shim', container, state: 'S' } },
    { type: 'fork', proc: pid1, parent: shim, role: 'member', comm: 'sh', container, nspid: [100, 1], pidns: 7 },
    { type: 'container-started', id: container, pid: 100 },
  ];
  for (let n = 0; facts.length < EVENTS; n++) {
    const proc = procKey(1000 + n, 100 + n);
    const gone = procKey(1000 + n - 100, n);
    facts.push(
      { type: 'fork', proc, parent: pid1, role: 'member', comm: 'sh', container, nspid: [1000 + n, 2 + n], pidns: 7 },
      { type: 'exec', proc, role: 'member', comm: 'sleep', argv: ['sleep', String(n)] },
    );
    if (n >= 100) facts.push({ type: 'exit', proc: gone, status: { code: 0 } }, { type: 'signal-sent', signal: 'SIGCHLD', cause: 'child', from: gone, to: pid1, verdict: 'delivered' }, { type: 'reap', proc: gone, by: pid1 });
  }
  return facts.slice(0, EVENTS).map((fact, index) => ({ ...fact, seq: index + 1, t: index * 2 }));
}
