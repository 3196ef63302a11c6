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

  it('[LEARN7] two pages lose none of each other’s answers, and what one writes the other has when it looks', () => {
    const memory = memoryOf();
    const [left, right] = [createLearned(memory), createLearned(memory)];
    expect([left.read(), right.read()]).toEqual([NOTHING_LEARNED, NOTHING_LEARNED]);
    let told = 0;
    right.subscribe(() => (told += 1));
    left.predict('one', 1);
    left.explain('one');
    right.predict('two', 2);
    left.finish('one');
    right.observe('two', 0);
    right.predict('one', 0);
    left.draft('FROM debian');
    const both = { predicted: { one: 1, two: 2 }, observed: { two: 0 }, explained: ['one'], done: ['one'], draft: 'FROM debian' };
    expect([left.read(), createLearned(memory).read()]).toEqual([both, both]);
    told = 0;
    right.look();
    right.look();
    expect([right.read(), told]).toEqual([both, 1]);
  });

  it('[LEARN7] what another page cleared is not written again', () => {
    const memory = memoryOf();
    const store = createLearned(memory);
    store.predict('one', 1);
    memory.write(null);
    store.finish('two');
    expect(createLearned(memory).read()).toEqual({ ...NOTHING_LEARNED, done: ['two'] });
  });

  it('[UI14] where the browser keeps nothing, the page still does', () => {
    const store = createLearned({ read: () => null, write: () => {} });
    store.predict('one', 1);
    store.finish('one');
    store.look();
    expect(store.read()).toEqual({ ...NOTHING_LEARNED, predicted: { one: 1 }, done: ['one'] });
  });
});

/** One browser's storage, as every page of it sees it. */
function memoryOf(): { readonly read: () => string | null; readonly write: (text: string | null) => void } {
  let kept: string | null = null;
  return { read: () => kept, write: (text) => (kept = text) };
}
