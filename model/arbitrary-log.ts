/** Logs for property tests: mostly possible ones, with impossible events among them. Not part of any bundle. */
import fc from 'fast-check';
import type { Event, Fact } from './event';
import type { ProcKey } from './process';
import { procKey } from './process';

const CONTAINER = 'c'.repeat(64);

const key: fc.Arbitrary<ProcKey> = fc.tuple(fc.integer({ min: 1, max: 9 }), fc.integer({ min: 1, max: 3 })).map(([pid, start]) => procKey(pid, start));
const comm = fc.constantFrom('sh', 'redis-server', 'containerd-shim', 'x\npid=1 res=0', '<img onerror=1>', '\u001b[2J');
const container = fc.constantFrom(undefined, CONTAINER);
const role = fc.constantFrom('init', 'engine', 'member') satisfies fc.Arbitrary<'init' | 'engine' | 'member'>;
const command = fc.constantFrom('c1', 'c2');
const parent = fc.option(key, { nil: null });

const seen = fc.record({
  key, role, parent, comm, container,
  nspid: fc.constantFrom(undefined, [7], [7, 1], [8, 2]),
  state: fc.constantFrom('S', 'R', 'Z'),
});

const fact: fc.Arbitrary<Fact> = fc.oneof(
  fc.record({ type: fc.constant('snapshot' as const), reason: fc.constantFrom('start' as const, 'lost' as const), processes: fc.array(seen, { maxLength: 4 }) }),
  fc.record({ type: fc.constant('found' as const), process: seen }),
  fc.record({ type: fc.constant('fork' as const), proc: key, parent, role, comm, container }),
  fc.record({ type: fc.constant('exec' as const), proc: key, comm, role, argv: fc.option(fc.array(comm), { nil: null }) }),
  fc.record({ type: fc.constant('exit' as const), proc: key, status: fc.oneof(fc.record({ code: fc.nat(255) }), fc.record({ signal: fc.constant('SIGKILL') })) }),
  fc.record({ type: fc.constant('reap' as const), proc: key, by: parent }),
  fc.record({ type: fc.constant('reparent' as const), proc: key, parent }),
  fc.record({ type: fc.constant('signal-sent' as const), signal: fc.constant('SIGTERM'), cause: fc.constant('user' as const), from: parent, to: key, verdict: fc.constantFrom('delivered' as const, 'ignored' as const) }),
  fc.constant({ type: 'container-created' as const, id: CONTAINER, name: 'myredis', image: 'myredis:shell' }),
  fc.record({ type: fc.constant('container-started' as const), id: fc.constant(CONTAINER), pid: fc.integer({ min: 1, max: 9 }) }),
  fc.constant({ type: 'container-died' as const, id: CONTAINER, exitCode: 137, oomKilled: false }),
  fc.constant({ type: 'container-removed' as const, id: CONTAINER }),
  fc.record({ type: fc.constant('command-waiting' as const), command: command, line: fc.constant('docker stop myredis'), step: fc.constant('stop'), ahead: fc.nat(3) }),
  fc.record({ type: fc.constant('command-started' as const), command: command, line: fc.constant('docker stop myredis'), step: fc.constant('stop') }),
  fc.record({ type: fc.constant('command-ended' as const), command: command, exitCode: fc.constantFrom(0, 130) }),
  fc.constant({ type: 'lost' as const, count: 3, source: 'tracefs' }),
);

/** A log as a session writes it: numbered without gaps, its clock never going back. */
export const arbitraryLog: fc.Arbitrary<readonly Event[]> = fc
  .array(fc.tuple(fact, fc.nat(50)), { maxLength: 60 })
  .map((facts) => {
    let t = 0;
    return facts.map(([one, gap], index) => ({ ...one, seq: index + 1, t: (t += gap) }));
  });
