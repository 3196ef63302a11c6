import { describe, expect, it } from 'vitest';
import type { TerminalNews, TerminalOrder } from '@/protocol/terminal-wire';
import { ACK_EVERY } from '@/protocol/terminal-wire';
import type { TerminalState } from './terminal-link';
import { connectTerminal } from './terminal-link';

/** A server's end, by hand. */
class Wire extends EventTarget {
  readyState = 1;
  binaryType = '';
  readonly orders: TerminalOrder[] = [];
  readonly typed: Uint8Array[] = [];

  send(data: string | Uint8Array): void {
    if (typeof data === 'string') this.orders.push(JSON.parse(data) as TerminalOrder);
    else this.typed.push(data);
  }

  close(): void {
    this.readyState = 3;
  }

  opens(): void {
    this.dispatchEvent(new Event('open'));
  }

  says(news: TerminalNews): void {
    this.dispatchEvent(Object.assign(new Event('message'), { data: JSON.stringify(news) }));
  }

  prints(length: number): void {
    this.dispatchEvent(Object.assign(new Event('message'), { data: new ArrayBuffer(length) }));
  }

  breaks(code = 1006): void {
    this.readyState = 3;
    this.dispatchEvent(Object.assign(new Event('close'), { code }));
  }
}

function page() {
  const wires: Wire[] = [];
  const states: TerminalState[] = [];
  const undrawn: (() => void)[] = [];
  const later: (() => void)[] = [];
  const said = { first: [] as boolean[], printed: 0, problems: [] as string[] };
  const link = connectTerminal({
    session: 's'.repeat(22), key: 'w', target: { type: 'workbench' }, language: 'zh', size: () => ({ columns: 80, rows: 24 }),
    connect: () => {
      const wire = new Wire();
      wires.push(wire);
      return wire as unknown as WebSocket;
    },
    after: (_, run) => {
      later.push(run);
      return () => undefined;
    },
    random: () => 0,
    sink: {
      state: (state) => states.push(state),
      clear: (first) => said.first.push(first),
      print: (bytes, drawn) => {
        said.printed += bytes.length;
        undrawn.push(drawn);
      },
      problem: ({ code }) => said.problems.push(code),
      filesReset: () => undefined,
    },
  });
  const wire = () => wires.at(-1)!;
  wire().opens();
  return { link, wire, states, undrawn, said, retry: () => later.shift()!() };
}

const OPENED: TerminalNews = { type: 'opened', terminal: 'terminal-1', offset: 0, first: true };

describe('the page’s end of a terminal', () => {
  it('[TERM4] says what is drawn, not what has arrived: after each portion, and when all is drawn', () => {
    const { wire, undrawn } = page();
    wire().says(OPENED);
    for (let times = 0; times < 4; times += 1) wire().prints(ACK_EVERY / 2);
    expect(wire().orders.map(({ type }) => type)).toEqual(['open']);
    undrawn[0]!();
    undrawn[1]!();
    expect(wire().orders.at(-1)).toEqual({ type: 'ack', received: ACK_EVERY });
    undrawn[2]!();
    expect(wire().orders.length).toBe(2);
    undrawn[3]!();
    expect(wire().orders.at(-1)).toEqual({ type: 'ack', received: ACK_EVERY * 2 });
  });

  it('[TERM3] comes back by itself and goes on where it was, without an empty screen', () => {
    const { wire, states, said, retry } = page();
    wire().says(OPENED);
    wire().prints(100);
    wire().breaks();
    expect(states.at(-1)).toEqual({ type: 'reconnecting' });
    retry();
    wire().opens();
    expect(wire().orders[0]).toMatchObject({ type: 'open', known: 'terminal-1', received: 100 });
    wire().says({ ...OPENED, offset: 100 });
    expect(said.first).toEqual([true]);
    expect(states.at(-1)).toEqual({ type: 'open' });
  });

  it('[TERM3] begins with an empty screen where the terminal is another one, or something is missing', () => {
    const { wire, said, undrawn } = page();
    wire().says(OPENED);
    wire().prints(100);
    wire().says({ ...OPENED, offset: 5_000, first: false });
    wire().says({ type: 'opened', terminal: 'terminal-2', offset: 0, first: true });
    expect(said.first).toEqual([true, false, true]);
    // What was drawn late belongs to the terminal before.
    undrawn[0]!();
    expect(wire().orders.some(({ type }) => type === 'ack')).toBe(false);
  });

  it('[TERM1] a refusal ends it with its reason; a later problem is told, and the terminal goes on', () => {
    const refused = page();
    const why = { type: 'problem', code: 'unknown-session', what: 'a', why: 'b', todo: 'c' } as const;
    refused.wire().says(why);
    expect(refused.states.at(-1)).toEqual({ type: 'refused', problem: why });
    expect(refused.link.type(new Uint8Array([1]))).toBe(false);

    const open = page();
    open.wire().says(OPENED);
    open.wire().says({ ...why, code: 'not-read' });
    expect(open.said.problems).toEqual(['not-read']);
    expect(open.link.type(new Uint8Array([65]))).toBe(true);
    expect(open.wire().typed.length).toBe(1);
  });

  it('[ACC6] a terminal that is turned out is told to log in, and does not knock again', () => {
    const { wire, states, retry } = page();
    wire().says(OPENED);
    wire().breaks(4401);
    expect(states.at(-1)).toMatchObject({ type: 'refused', problem: { code: 'log-in' } });
    expect(retry).toThrow();
  });

  it('[TERM5] its program’s end is told once, and nobody knocks again', () => {
    const { wire, states } = page();
    wire().says(OPENED);
    wire().says({ type: 'ended', exitCode: 3 });
    wire().breaks(1000);
    expect(states.at(-1)).toEqual({ type: 'ended', exitCode: 3 });
  });
});
