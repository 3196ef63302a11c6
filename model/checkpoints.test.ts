import fc from 'fast-check';
import { expect, it } from 'vitest';
import { arbitraryLog } from './arbitrary-log';
import { createCheckpoints } from './checkpoints';
import { applyEvent, foldEvents } from './fold';
import { EMPTY_WORLD } from './world';

it('[TIME1] the world after n events, by way of checkpoints and in any order of asking, is the fold from scratch', () => {
  fc.assert(
    fc.property(arbitraryLog, fc.array(fc.nat(60), { minLength: 1, maxLength: 12 }), fc.integer({ min: 1, max: 20 }), (events, asked, every) => {
      const checkpoints = createCheckpoints(EMPTY_WORLD, applyEvent, every);
      for (const n of asked) {
        const count = Math.min(n, events.length);
        expect(checkpoints.at(events, count)).toEqual(foldEvents(EMPTY_WORLD, events.slice(0, count)));
      }
    }),
    { seed: 5 },
  );
});

it('[TIME2] states noted while a log grows serve as checkpoints; those out of turn are not kept', () => {
  fc.assert(
    fc.property(arbitraryLog, fc.nat(60), (events, n) => {
      const checkpoints = createCheckpoints(EMPTY_WORLD, applyEvent, 4);
      let world = EMPTY_WORLD;
      checkpoints.note(8, EMPTY_WORLD);
      events.forEach((event, index) => checkpoints.note(index + 1, (world = applyEvent(world, event))));
      const count = Math.min(n, events.length);
      expect(checkpoints.at(events, count)).toEqual(foldEvents(EMPTY_WORLD, events.slice(0, count)));
    }),
    { seed: 6 },
  );
});
