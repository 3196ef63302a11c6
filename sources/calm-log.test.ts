import { describe, expect, it } from 'vitest';
import { createCalm } from './calm-log';

function begin() {
  const timers: (() => void)[] = [];
  const listeners = new Set<() => void>();
  let value = 0;
  const store = { state: () => value, subscribe: (listener: () => void) => (listeners.add(listener), () => listeners.delete(listener)) };
  const calm = createCalm(store, (_milliseconds, run) => timers.push(run), 80);
  const become = (next: number): void => {
    value = next;
    for (const listener of listeners) listener();
  };
  return { calm, become, pass: () => timers.splice(0).forEach((run) => run()), waiting: () => timers.length };
}

describe('calm log', () => {
  it('[SRC13] a hundred changes within a moment are told once, and the last of them is what is seen', () => {
    const { calm, become, pass, waiting } = begin();
    const seen: number[] = [];
    calm.subscribe(() => seen.push(calm.state()));
    for (let n = 1; n <= 100; n++) become(n);
    expect([calm.state(), waiting()]).toEqual([0, 1]);
    pass();
    expect(seen).toEqual([100]);
    become(101);
    pass();
    expect(seen).toEqual([100, 101]);
  });

  it('[SRC13] between two tellings it stays the same, so that what is drawn fits together', () => {
    const { calm, become, pass } = begin();
    become(1);
    expect(calm.state()).toBe(0);
    pass();
    expect(calm.state()).toBe(1);
  });
});
