/** The WebSocket under whatever may arrive at it, with fixed seeds. The sessions are real, and so is the engine that the valid orders reach. */
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parseClientMessage } from '@/protocol/codec';
import { MAX_CLIENT_FRAME, PROTOCOL } from '@/protocol/wire';
import { WireClient } from '../browser/wire-client';
import { TinyLab } from './tiny-lab';
import type { WireServer } from './wire-server';
import { startWire } from './wire-server';

let tiny: TinyLab;
let server: WireServer;

beforeAll(async () => {
  tiny = await TinyLab.make();
  server = await startWire(tiny.root, 1_000);
});
afterAll(async () => {
  await server[Symbol.asyncDispose]();
  await tiny[Symbol.asyncDispose]();
  await TinyLab.removeImages();
});

const slug = fc.constantFrom('start', 'stop', 'change', 'tiny', 'nowhere', '../start', '', '__proto__', 'constructor', 'a'.repeat(65), 'START', 'start\u0000');
const number = fc.oneof(fc.constantFrom(0, 1, 2, 63, 64, -1, 1.5, 2 ** 53, 1e308), fc.constant('0'), fc.constant(null));
const text = fc.oneof(fc.string({ maxLength: 40 }), fc.constantFrom('FROM scratch\n', 'RNU x', '\u0000', '\ud800', 'x'.repeat(16_385), '{"type":"cancel"}'));
const type = fc.constantFrom('hello', 'enter-step', 'predict', 'run', 'reset', 'modify', 'cancel', 'watch-ps', 'extend', 'welcome', 'events', 'clock', 'toString', '__proto__');

/** An order as a page might send it, or nearly. */
const order = fc.record(
  { type, step: slug, line: number, choice: number, text, container: fc.oneof(text, fc.constant(null)), protocol: fc.constantFrom(PROTOCOL, 0, '1'), lab: slug, since: number, session: fc.constantFrom('a'.repeat(22), 'short', 7) },
  { requiredKeys: ['type'] },
);
/** One that the schema takes, so that the run itself is reached in any order. */
const valid = fc.oneof(
  fc.record({ type: fc.constant('enter-step'), step: fc.constantFrom('start', 'stop', 'change', 'nowhere') }),
  fc.record({ type: fc.constant('predict'), step: fc.constantFrom('start', 'stop'), choice: fc.nat(3) }),
  fc.record({ type: fc.constant('run'), step: fc.constantFrom('start', 'stop', 'change'), line: fc.nat(3) }),
  fc.record({ type: fc.constant('reset'), step: fc.constantFrom('start', 'nowhere') }),
  fc.record({ type: fc.constant('modify'), step: fc.constantFrom('start', 'change'), text: fc.constantFrom('RNU x', '', 'FROM scratch') }),
  fc.record({ type: fc.constant('watch-ps'), container: fc.constantFrom(null, 'tiny', '../x') }),
  fc.constantFrom({ type: 'cancel' }, { type: 'extend' }),
);
const frame: fc.Arbitrary<string | Buffer> = fc.oneof(
  { arbitrary: valid.map((message) => JSON.stringify(message)), weight: 4 },
  { arbitrary: order.map((message) => JSON.stringify(message)), weight: 3 },
  { arbitrary: fc.json(), weight: 1 },
  { arbitrary: fc.string(), weight: 1 },
  { arbitrary: order.chain((message) => fc.nat(60).map((cut) => JSON.stringify(message).slice(0, cut))), weight: 1 },
  { arbitrary: fc.constantFrom('['.repeat(20_000), '{"type":{"type":'.repeat(500), `"${'x'.repeat(MAX_CLIENT_FRAME - 2)}"`, '\u0000', '{"type":"run","type":"cancel"}', '{"__proto__":{"type":"cancel"}}'), weight: 1 },
  { arbitrary: fc.uint8Array({ maxLength: 50 }).map((bytes) => Buffer.from(bytes)), weight: 1 },
);

function isValid(one: string | Buffer): boolean {
  return typeof one === 'string' && parseClientMessage(one).ok;
}

describe('whatever arrives', () => {
  it.each([1, 2026])('[WIRE1] is answered, the server lives, and the session’s log stays without gaps (seed %i)', async (seed) => {
    await fc.assert(
      fc.asyncProperty(fc.array(frame, { minLength: 1, maxLength: 40 }), fc.boolean(), async (frames, opens) => {
        await using client = opens ? await WireClient.open(server.url, 'tiny') : await WireClient.connect(server.url);
        let refused = 0;
        for (const [index, one] of frames.entries()) {
          client.sendRaw(one);
          if (!isValid(one)) refused += 1;
          // Behind each frame one that nobody understands: its answer says that the server is still there.
          client.sendRaw(JSON.stringify({ type: `probe-${index}` }));
          await client.until(`an answer behind ${String(one).slice(0, 80)}`, () => client.problems.some(({ what }) => what.includes(`probe-${index}`)), 20);
        }
        const misunderstood = client.problems.filter(({ code, what }) => !what.includes('probe-') && ['not-json', 'bad-message', 'message-too-large'].includes(code));
        expect(misunderstood).toHaveLength(refused);
        expect(client.isOpen).toBe(true);
        for (const { what, why, todo } of client.problems) expect(Math.min(what.length, why.length, todo.length)).toBeGreaterThan(0);
        // Nothing of ours was at fault, and nobody was told more than 64 kB in one problem.
        expect(client.problems.filter(({ code }) => code === 'internal')).toEqual([]);
        expect(Math.max(0, ...client.frames.filter((text) => text.startsWith('{"type":"problem"')).map((text) => text.length))).toBeLessThan(4_000);

        if (client.session === undefined) return;
        const live = server.hub.find(client.session);
        await client.until('all events', () => client.world.seq === live?.session.log.lastSeq, 30);
        expect(client.events.map(({ seq }) => seq)).toEqual(client.events.map((_, index) => index + 1));
        expect(client.world.anomalies).toEqual([]);
        client.send({ type: 'end' });
        await client.until('its end', () => client.last('ended'), 60);
      }),
      { seed, numRuns: 30, endOnFailure: true },
    );
  }, 240_000);

  it('[WIRE2] two hellos at once open one session', async () => {
    await using client = await WireClient.connect(server.url);
    const before = server.hub.size;
    for (let times = 0; times < 5; times += 1) client.send({ type: 'hello', protocol: PROTOCOL, lab: 'tiny', since: 0 });
    await client.until('the refusals', () => client.problems.filter(({ code }) => code === 'hello-twice').length === 4);
    await client.until('the session', () => client.session);
    expect(server.hub.size).toBe(before + 1);
    client.send({ type: 'end' });
    await client.until('its end', () => client.last('ended'));
  });
});
