import { describe, expect, it } from 'vitest';
import { NOTHING_LEARNED } from './learned';
import { createLearned } from './learned-store';

describe('what was learned', () => {
  it('[UI14] outlives the page, and a damaged memory counts as none', () => {
    let kept: string | null = null;
    const memory = { read: () => kept, write: (text: string) => (kept = text) };
    const first = createLearned(memory);
    first.predict('one', 1);
    first.observe('one', 2);
    first.explain('one');
    first.explain('one');
    first.finish('one');
    first.draft('FROM debian');
    expect(createLearned(memory).read()).toEqual({ predicted: { one: 1 }, observed: { one: 2 }, explained: ['one'], done: ['one'], draft: 'FROM debian' });
    for (const damaged of ['', '{', '{"observed":[]}', 'null', '{"observed":{"__proto__":1},"explained":7}']) {
      expect(createLearned({ read: () => damaged, write: () => {} }).read()).toEqual(NOTHING_LEARNED);
    }
  });

  it('[UI14] what an older version wrote is still understood', () => {
    const old = '{"observed":{"one":2},"explained":["one"]}';
    expect(createLearned({ read: () => old, write: () => {} }).read()).toEqual({ ...NOTHING_LEARNED, observed: { one: 2 }, explained: ['one'] });
  });

  it('[LEARN2] a prediction is one as long as nothing was explained', () => {
    const store = createLearned({ read: () => null, write: () => {} });
    store.predict('one', 0);
    store.predict('one', 2);
    expect(store.read().predicted).toEqual({ one: 2 });
    store.explain('one');
    store.predict('one', 1);
    expect(store.read().predicted).toEqual({ one: 2 });
  });
});
