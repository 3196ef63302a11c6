import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { Check } from './check';
import type { CheckState } from './check-state';
import { arbitraryLog } from '../arbitrary-log';
import { applyEvent } from '../fold';
import { EMPTY_WORLD } from '../world';
import { advanceChecks } from './advance-checks';
import { checkResults } from './check-results';
import { beginChecks } from './check-state';

const who = { container: 'myredis', nspid: 1 };
const CHECKS: readonly Check[] = [
  { id: 'term', type: 'sent', signal: 'SIGTERM', to: who },
  { id: 'exit', type: 'exited', who: { comm: 'sh' }, after: 'term' },
  { id: 'reap', type: 'reaped', who },
  { id: 'end', type: 'died', container: 'myredis', needs: ['term'] },
  { id: 'grace', type: 'between', between: ['term', 'exit'], seconds: [0, 1] },
  { id: 'zombie', type: 'process', container: 'myredis', life: 'zombie', once: true },
  { id: 'quiet', type: 'reparented', who, to: { role: 'init' }, not: true, after: 'exit' },
];

it('[CHK11] event by event, with the state through JSON in between, gives what the log at one go gives', () => {
  fc.assert(
    fc.property(arbitraryLog, (log) => {
      let world = EMPTY_WORLD;
      let carried = beginChecks(CHECKS);
      let straight = carried;
      for (const event of log) {
        const after = applyEvent(world, event);
        carried = JSON.parse(JSON.stringify(advanceChecks(carried, event, world, after))) as CheckState;
        straight = advanceChecks(straight, event, world, after);
        world = after;
      }
      expect(checkResults(carried, world)).toEqual(checkResults(straight, world));
    }),
    { seed: 1, numRuns: 300 },
  );
});

it('[CHK12] an edge that has ticked stays ticked', () => {
  fc.assert(
    fc.property(arbitraryLog, (log) => {
      let world = EMPTY_WORLD;
      let state = beginChecks(CHECKS);
      const ticked = new Set<string>();
      for (const event of log) {
        const after = applyEvent(world, event);
        state = advanceChecks(state, event, world, after);
        world = { ...after, observer: { mode: 'kernel', reason: null } };
        for (const result of checkResults(state, world)) {
          if (result.id !== 'quiet' && ticked.has(result.id)) expect(result.ok, `${result.id} at event ${event.seq}`).toBe(true);
          if (result.ok) ticked.add(result.id);
        }
      }
    }),
    { seed: 1, numRuns: 300 },
  );
});
