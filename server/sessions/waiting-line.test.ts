import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { KEPT_MS, WaitingLine } from './waiting-line';

/** Somebody in the line, and what they were told last. */
class Someone {
  readonly #leaving = new AbortController();
  ticket = '';
  place = '';
  called: string | null | undefined;

  constructor(line: WaitingLine, ticket?: string) {
    const { signal } = this.#leaving;
    void line.wait(ticket, { signal, onPlace: (mine, position, of) => Object.assign(this, { ticket: mine, place: `${position} of ${of}` }) }).then((called) => (this.called = called));
  }

  leave(): void {
    this.#leaving.abort();
  }
}

describe('the line', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  it('[ADM1] first come, first in; everybody knows their place as it changes', async () => {
    const line = new WaitingLine();
    const [ann, bob, eve] = [new Someone(line), new Someone(line), new Someone(line)];
    expect([ann.place, bob.place, eve.place]).toEqual(['1 of 3', '2 of 3', '3 of 3']);
    expect(line.callNext()).toBe(ann.ticket);
    await vi.advanceTimersByTimeAsync(0);
    expect([ann.called, bob.called]).toEqual([ann.ticket, undefined]);
    expect([bob.place, eve.place]).toEqual(['1 of 2', '2 of 2']);
  });

  it('[ADM2] whoever loses the connection and comes back with the ticket stands where they stood', async () => {
    const line = new WaitingLine();
    const [ann, bob] = [new Someone(line), new Someone(line)];
    ann.leave();
    await vi.advanceTimersByTimeAsync(KEPT_MS - 1);
    const again = new Someone(line, ann.ticket);
    expect([again.ticket, again.place, bob.place]).toEqual([ann.ticket, '1 of 2', '2 of 2']);
    // The old place was not only kept until then.
    await vi.advanceTimersByTimeAsync(KEPT_MS);
    expect(line.callNext()).toBe(ann.ticket);
  });

  it('[ADM3] nobody waits for somebody who is away; whoever stays away loses the place', async () => {
    const line = new WaitingLine();
    const [ann, bob, eve] = [new Someone(line), new Someone(line), new Someone(line)];
    ann.leave();
    expect(line.callNext()).toBe(bob.ticket);
    expect(eve.place).toBe('2 of 2');
    await vi.advanceTimersByTimeAsync(KEPT_MS);
    expect([ann.called, eve.place]).toEqual([null, '1 of 1']);
    const late = new Someone(line, ann.ticket);
    expect([late.place, late.ticket === ann.ticket]).toEqual(['2 of 2', false]);
    eve.leave();
    late.leave();
    expect(line.hasGuests).toBe(false);
    expect(line.callNext()).toBeUndefined();
  });

  it('[ADM2] two pages with one ticket stand at one place, and are called together', async () => {
    const line = new WaitingLine();
    const ann = new Someone(line);
    const twin = new Someone(line, ann.ticket);
    expect([twin.place, line.length]).toEqual(['1 of 1', 1]);
    ann.leave();
    expect(line.hasGuests).toBe(true);
    expect(line.callNext()).toBe(twin.ticket);
    await vi.advanceTimersByTimeAsync(0);
    expect([ann.called, twin.called]).toEqual([null, twin.ticket]);
  });
});
