import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MAX_TYPED, TERMINAL_PROTOCOL, parseTerminalNews, parseTerminalOrder } from './terminal-wire';
import type { TerminalOrder } from './terminal-wire';

const OPEN = {
  type: 'open', protocol: TERMINAL_PROTOCOL, session: 'a'.repeat(22), key: 'workbench', target: { type: 'workbench' }, language: 'en', columns: 80, rows: 24, received: 0,
} as const satisfies TerminalOrder;

/** Orders that are nearly right: one of their fields is anything. */
const nearly = fc.tuple(fc.constantFrom(...Object.keys(OPEN)), fc.anything()).map(([field, value]) => JSON.stringify({ ...OPEN, [field]: value }));

describe('the terminal’s wire', () => {
  it('[TERM1] whatever arrives, the answer is a message as it was sent, or a problem that says what, why and what to do', () => {
    fc.assert(fc.property(fc.oneof(fc.string(), fc.json(), nearly, fc.object().map((value) => JSON.stringify({ type: 'resize', ...value }))), (frame) => {
      for (const parsed of [parseTerminalOrder(frame), parseTerminalNews(frame)]) {
        if (parsed.ok) expect(JSON.parse(frame)).toMatchObject(parsed.message);
        else for (const said of [parsed.problem.what, parsed.problem.why, parsed.problem.todo]) expect(said).not.toBe('');
      }
    }), { seed: 41, numRuns: 2_000 });
  });

  it('[TERM1] what is let in keeps to its bounds', () => {
    fc.assert(fc.property(fc.record({ columns: fc.integer(), rows: fc.integer(), received: fc.double() }), (fields) => {
      const parsed = parseTerminalOrder(JSON.stringify({ ...OPEN, ...fields }));
      const fits = fields.columns >= 2 && fields.columns <= 500 && fields.rows >= 1 && fields.rows <= 300 && Number.isSafeInteger(fields.received) && fields.received >= 0;
      expect(parsed.ok).toBe(fits);
    }), { seed: 42, numRuns: 1_000 });
  });

  it.each([
    ['{', 'not-json'],
    ['x'.repeat(MAX_TYPED + 1), 'message-too-large'],
    ['{"type":"paste"}', 'bad-message'],
    ['[]', 'bad-message'],
    [JSON.stringify({ ...OPEN, session: 'short' }), 'bad-message'],
    [JSON.stringify({ ...OPEN, key: '../w' }), 'bad-message'],
    [JSON.stringify({ ...OPEN, target: { type: 'shell', container: 'a/../b' } }), 'bad-message'],
    [JSON.stringify({ ...OPEN, target: { type: 'shell' } }), 'bad-message'],
    [JSON.stringify({ ...OPEN, and: 'more' }), 'bad-message'],
    ['{"type":"ack","received":-1}', 'bad-message'],
  ])('[TERM1] refuses %.40s as %s', (frame, code) => {
    expect(parseTerminalOrder(frame)).toMatchObject({ ok: false, problem: { code } });
  });
});
