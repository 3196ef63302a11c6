import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { arbitraryLog } from '@/model/arbitrary-log';
import { foldEvents } from '@/model/fold';
import { EMPTY_WORLD } from '@/model/world';
import { worldFromJson, worldToJson } from '@/model/world-json';
import { encode, parseClientMessage, parseServerMessage } from './codec';
import { MAX_CLIENT_FRAME } from './wire';

describe('wire', () => {
  it('[WIRE1] whatever arrives, the answer is a message or a problem that says what, why and what to do', () => {
    fc.assert(fc.property(fc.oneof(fc.string(), fc.json(), fc.object().map((value) => JSON.stringify({ type: 'run', ...value }))), (frame) => {
      const parsed = parseClientMessage(frame);
      if (parsed.ok) expect(JSON.parse(frame)).toEqual(parsed.message);
      else for (const said of [parsed.problem.what, parsed.problem.why, parsed.problem.todo]) expect(said).not.toBe('');
    }), { seed: 6, numRuns: 500 });
  });

  it.each([
    ['{', 'not-json'],
    ['x'.repeat(MAX_CLIENT_FRAME + 1), 'message-too-large'],
    ['{"type":"reboot"}', 'bad-message'],
    ['[]', 'bad-message'],
    ['{"type":"run","step":"../etc","line":0}', 'bad-message'],
    ['{"type":"run","step":"stop","line":-1}', 'bad-message'],
    ['{"type":"cancel","and":"more"}', 'bad-message'],
  ])('[WIRE2] refuses %.30s as %s', (frame, code) => {
    expect(parseClientMessage(frame)).toMatchObject({ ok: false, problem: { code } });
  });

  it('[WIRE3] events and checkpoints arrive as they were sent', () => {
    fc.assert(fc.property(arbitraryLog, (events) => {
      const sent = JSON.parse(JSON.stringify(events));
      expect(parseServerMessage(encode({ type: 'events', events: [...events] }))).toEqual({ ok: true, message: { type: 'events', events: sent } });
      const world = foldEvents(EMPTY_WORLD, events);
      const welcome = parseServerMessage(encode({ type: 'welcome', protocol: 1, session: 'a'.repeat(22), startedAt: 0, checkpoint: worldToJson(world) }));
      expect(welcome.ok && welcome.message.type === 'welcome' && worldFromJson(welcome.message.checkpoint!)).toEqual(world);
    }), { seed: 7, numRuns: 200 });
  });
});
