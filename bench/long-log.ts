/** A log of 50,000 events, as long as an hour of a busy lab: for what looks back at it. */
import type { Event, Fact } from '@/model/event';
import { procKey } from '@/model/process';

export const EVENTS = 50_000;

/** A container whose PID 1 runs one short-lived program after the other, a hundred of them at a time. */
export function longLog(): Event[] {
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
