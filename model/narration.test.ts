import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Event, Fact } from './event';
import { arbitraryLog } from './arbitrary-log';
import { CONTAINER, REDIS, SH, SHIM, shellForm } from './checks/small-log';
import { applyEvent, foldEvents } from './fold';
import { narrate } from './narration';
import { EMPTY_WORLD } from './world';

const world = foldEvents(EMPTY_WORLD, shellForm().map(([t, fact], index) => ({ ...fact, seq: index + 1, t })));

function told(fact: Fact, seq = world.seq + 1) {
  const event: Event = { ...fact, seq, t: world.t + 1 };
  return narrate(event, world, applyEvent(world, event));
}

describe('narration', () => {
  it('[NARR1] tells who was sent a signal, by whom, what the kernel did with it, and why', () => {
    const { sentences, important } = told({ type: 'signal-sent', signal: 'SIGTERM', cause: 'user', from: SHIM, to: SH, verdict: 'ignored' });
    expect(sentences.map(({ key }) => key)).toEqual(['sent', 'noHandler']);
    expect(sentences[0]?.values).toMatchObject({ signal: 'SIGTERM', to: { pid: 120, inner: 1, container: 'myredis', comm: 'sh' }, from: { comm: 'containerd-shim', container: null } });
    expect(important).toBe(true);
  });

  it('[NARR2] names whoever leaves as it was', () => {
    expect(told({ type: 'reap', proc: REDIS, by: SH }).sentences).toMatchObject([{ key: 'reap', values: { who: { comm: 'redis-server', inner: 7 }, by: { inner: 1 } } }]);
    expect(told({ type: 'container-removed', id: CONTAINER }).sentences).toMatchObject([{ values: { name: 'myredis' } }]);
  });

  it('[NARR3] speaks up for what a learner must not miss, and not for the engine’s own comings and goings', () => {
    expect(told({ type: 'exit', proc: REDIS, status: { signal: 'SIGKILL' } }).important).toBe(true);
    expect(told({ type: 'exit', proc: SHIM, status: { code: 0 } }).important).toBe(false);
    expect(told({ type: 'signal-sent', signal: 'SIGCHLD', cause: 'child', from: REDIS, to: SH, verdict: 'delivered' }).important).toBe(false);
    expect(told({ type: 'container-died', id: CONTAINER, exitCode: 137, oomKilled: false }).important).toBe(true);
  });

  it('[NARR4] has a sentence for every event, possible or not', () => {
    fc.assert(
      fc.property(arbitraryLog, (events) => {
        let before = EMPTY_WORLD;
        for (const event of events) {
          const after = applyEvent(before, event);
          expect(narrate(event, before, after).sentences.length).toBeGreaterThan(0);
          before = after;
        }
      }),
      { seed: 7 },
    );
  });
});
