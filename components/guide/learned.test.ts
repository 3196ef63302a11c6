import { describe, expect, it } from 'vitest';
import { createLearned } from './learned';

describe('what was learned', () => {
  it('[UI14] outlives the page, and a damaged memory counts as none', () => {
    let kept: string | null = null;
    const memory = { read: () => kept, write: (text: string) => (kept = text) };
    const first = createLearned(memory);
    first.observe('one', 2);
    first.explain('one');
    first.explain('one');
    expect(createLearned(memory).read()).toEqual({ observed: { one: 2 }, explained: ['one'] });
    first.forget('one');
    expect(createLearned(memory).read()).toEqual({ observed: {}, explained: [] });
    for (const damaged of ['', '{', '{"observed":[]}', 'null']) {
      expect(createLearned({ read: () => damaged, write: () => {} }).read()).toEqual({ observed: {}, explained: [] });
    }
  });
});
