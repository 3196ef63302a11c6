import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { WebSocket as Client, WebSocketServer } from 'ws';
import type { WebSocket as Peer } from 'ws';
import type { Event } from '@/model/event';
import { EMPTY_WORLD } from '@/model/world';
import { worldToJson } from '@/model/world-json';
import type { ClientMessage, Problem, ServerMessage } from '@/protocol/wire';
import { PROTOCOL } from '@/protocol/wire';
import type { EventSource } from './event-source';
import { backoffDelay } from './backoff';
import { createEventLog } from './event-log';
import { connectLive } from './live-source';

const SESSION = 'abcdefghijklmnopqrstuv';
const event = (seq: number): Event => ({ type: 'step-entered', step: `s${seq}`, seq, t: seq });

/** A server that says what each test wants it to say. */
class Talk {
  readonly hellos: Extract<ClientMessage, { type: 'hello' }>[] = [];
  readonly requests: ClientMessage[] = [];
  readonly peers = new Set<Peer>();
  onHello: (peer: Peer, hello: Extract<ClientMessage, { type: 'hello' }>) => void = () => {};
  #http = createServer();
  port = 0;

  async listen(port = 0): Promise<void> {
    this.#http = createServer();
    const server = new WebSocketServer({ server: this.#http });
    server.on('connection', (peer) => {
      this.peers.add(peer);
      peer.on('close', () => this.peers.delete(peer));
      peer.on('message', (data) => {
        const message = JSON.parse(String(data)) as ClientMessage;
        if (message.type === 'hello') {
          this.hellos.push(message);
          this.onHello(peer, message);
        } else {
          this.requests.push(message);
        }
      });
    });
    await new Promise<void>((resolve) => this.#http.listen(port, '127.0.0.1', resolve));
    this.port = (this.#http.address() as AddressInfo).port;
  }

  async stop(): Promise<void> {
    for (const peer of this.peers) peer.terminate();
    await new Promise((resolve) => this.#http.close(resolve));
  }
}

function say(peer: Peer, ...messages: readonly ServerMessage[]): void {
  for (const message of messages) peer.send(JSON.stringify(message));
}

function welcome(session = SESSION, checkpoint: Extract<ServerMessage, { type: 'welcome' }>['checkpoint'] = null): ServerMessage {
  return { type: 'welcome', protocol: PROTOCOL, session, startedAt: 0, checkpoint };
}

async function until(holds: () => boolean, what: string): Promise<void> {
  for (const deadline = Date.now() + 5000; !holds(); ) {
    if (Date.now() > deadline) throw new Error(`not within 5 s: ${what}`);
    await sleep(5);
  }
}

describe('live source', () => {
  let talk: Talk;
  let source: EventSource | null = null;
  let problems: Problem[];
  let stored: string | null;
  let states: string[];
  const now = 1000;

  beforeEach(async () => {
    talk = new Talk();
    await talk.listen();
    problems = [];
    stored = null;
    states = [];
  });
  afterEach(async () => {
    source?.close();
    await talk.stop();
  });

  function connect() {
    const log = createEventLog([], { soon: (run) => run(), now: () => 0 });
    const live = connectLive({
      lab: 'zombies',
      connect: () => new Client(`ws://127.0.0.1:${talk.port}`) as unknown as WebSocket,
      session: { read: () => stored, write: (id) => (stored = id), forget: () => (stored = null) },
      after(milliseconds, run) {
        // Waiting is real, but short: the delays themselves have their own test.
        const timer = setTimeout(run, milliseconds / 20);
        return () => clearTimeout(timer);
      },
      now: () => now,
      random: () => 0.5,
      sink: { ...log, problem: (one) => problems.push(one), labChanged: (lab) => states.push(`changed ${lab}`) },
    });
    live.subscribe(() => states.push(live.state().type));
    source = live;
    return { log, live };
  }

  it('[SRC5] says hello with what it has, takes the session it is given, and hands requests over', async () => {
    talk.onHello = (peer) => say(peer, welcome(), { type: 'events', events: [event(1), event(2)] }, { type: 'lab-changed', lab: 'zombies' });
    const { log, live } = connect();
    expect(live.send({ type: 'cancel' })).toBe(false);
    await until(() => log.state().world.seq === 2 && states.includes('changed zombies'), 'two events');
    expect(talk.hellos).toEqual([{ type: 'hello', protocol: PROTOCOL, lab: 'zombies', since: 0 }]);
    expect(stored).toBe(SESSION);
    expect(live.send({ type: 'cancel' })).toBe(true);
    await until(() => talk.requests.length === 1, 'the request');
  });

  it('[SRC6] after the server was away it goes on where it stopped, without losing or doubling an event', async () => {
    const all: Event[] = [event(1), event(2)];
    talk.onHello = (peer, hello) => say(peer, welcome(), { type: 'events', events: all.filter((one) => one.seq > hello.since) });
    const { log, live } = connect();
    await until(() => log.state().world.seq === 2, 'the first events');
    const { port } = talk;
    await talk.stop();
    await until(() => live.state().type === 'reconnecting', 'the loss to be noticed');
    all.push(event(3), event(4));
    await talk.listen(port);
    await until(() => log.state().world.seq === 4, 'the missed events');
    expect(talk.hellos.at(-1)).toMatchObject({ session: SESSION, since: 2 });
    expect(log.state().events.map((one) => one.seq)).toEqual([1, 2, 3, 4]);
    expect(log.state().world.anomalies).toEqual([]);
    expect(live.state().type).toBe('live');
  });

  it('[SRC7] another session, or a checkpoint, begins a new log', async () => {
    let session = SESSION;
    talk.onHello = (peer) => say(peer, welcome(session), { type: 'events', events: [event(1)] });
    const { log } = connect();
    await until(() => log.state().world.seq === 1, 'the first log');
    session = 'bbcdefghijklmnopqrstuv';
    for (const peer of talk.peers) peer.terminate();
    await until(() => talk.hellos.length === 2 && stored === session, 'the second session');
    await until(() => log.state().world.seq === 1, 'the second log');
    expect(log.state().world.anomalies).toEqual([]);
    const checkpoint = worldToJson({ ...EMPTY_WORLD, seq: 70, step: 's70' });
    for (const peer of talk.peers) say(peer, welcome(session, checkpoint), { type: 'events', events: [event(71)] });
    await until(() => log.state().world.seq === 71, 'the checkpoint');
    expect(log.state().events.map((one) => one.seq)).toEqual([71]);
  });

  it('[SRC8] a gap is asked for once more; what still does not come is noted in the log, not hidden', async () => {
    talk.onHello = (peer, hello) => say(peer, welcome(), { type: 'events', events: hello.since === 0 ? [event(1), event(2)] : [event(5)] });
    const { log } = connect();
    await until(() => log.state().world.seq === 2, 'the first events');
    for (const peer of talk.peers) say(peer, { type: 'events', events: [event(5)] });
    await until(() => log.state().world.seq === 5, 'the event after the gap');
    expect(talk.hellos.map((hello) => hello.since)).toEqual([0, 2]);
    expect(problems.map((one) => one.code)).toEqual(['gap']);
    expect(log.state().world.anomalies).toMatchObject([{ rule: 'LOG1' }]);
  });

  it('[SRC9] a refusal ends it with its reason: another version, a problem instead of a welcome, a policy', async () => {
    talk.onHello = (peer) => say(peer, { ...welcome(), protocol: PROTOCOL + 1 } as ServerMessage);
    const { live } = connect();
    await until(() => live.state().type === 'refused', 'the refusal of a version');
    expect(live.state()).toMatchObject({ problem: { code: 'protocol' } });
    source?.close();

    talk.onHello = (peer) => say(peer, { type: 'problem', code: 'bad-lab', what: 'a', why: 'b', todo: 'c' });
    const second = connect().live;
    await until(() => second.state().type === 'refused', 'the refusal by a problem');
    expect(second.state()).toMatchObject({ problem: { code: 'bad-lab' } });
    source?.close();

    talk.onHello = (peer) => peer.close(1008, 'no');
    const third = connect().live;
    await until(() => third.state().type === 'refused', 'the refusal by a code');
    const asked = talk.hellos.length;
    await sleep(50);
    expect(talk.hellos).toHaveLength(asked);
  });

  it('[SES8] the clock counts by the reader’s own clock from what the server said was left', async () => {
    talk.onHello = (peer) => say(peer, welcome(), { type: 'clock', left: 5000, extension: 700 });
    const { live } = connect();
    expect(live.session?.clock()).toBeNull();
    await until(() => live.session?.clock() !== null, 'the clock');
    expect(live.session?.clock()).toEqual({ endsAt: now + 5000, extension: 700 });
  });

  it('[SES9] an end is told, forgets the session, and is not taken for a broken connection; what comes next is another session', async () => {
    talk.onHello = (peer) => say(peer, welcome(), { type: 'events', events: [event(1)] });
    const { log, live } = connect();
    await until(() => log.state().world.seq === 1, 'the first log');
    for (const peer of talk.peers) {
      say(peer, { type: 'ended', why: 'time' });
      peer.close(1000);
    }
    await until(() => live.state().type === 'ended', 'the end');
    expect(live.state()).toEqual({ type: 'ended', why: 'time' });
    expect(stored).toBeNull();
    expect(log.state().world.seq).toBe(1);
    await until(() => log.state().ended, 'the end of its log');
    await sleep(50);
    expect(talk.hellos).toHaveLength(1);

    talk.onHello = (peer) => say(peer, welcome('bbcdefghijklmnopqrstuv'));
    live.session?.startAnew();
    live.session?.startAnew();
    await until(() => live.state().type === 'live' && log.state().world.seq === 0, 'the new session, with an empty log');
    expect(log.state().ended).toBe(false);
    expect(talk.hellos.map((hello) => hello.session)).toEqual([undefined, undefined]);
  });

  it('[ADM2] in the line it shows its place, and comes back to it with its ticket', async () => {
    talk.onHello = (peer) => say(peer, { type: 'waiting', ticket: SESSION, position: 3, of: 4 });
    const { live } = connect();
    await until(() => live.state().type === 'waiting', 'the place');
    expect(live.state()).toEqual({ type: 'waiting', position: 3, of: 4 });
    expect(live.send({ type: 'cancel' })).toBe(false);
    talk.onHello = (peer) => say(peer, welcome());
    for (const peer of talk.peers) peer.terminate();
    await until(() => live.state().type === 'live', 'the place to be given');
    expect(talk.hellos.at(-1)).toMatchObject({ session: SESSION, since: 0 });
  });

  it('[ACC6] a connection that is turned out for want of a login says so', async () => {
    talk.onHello = (peer) => peer.close(4401, 'log in');
    const { live } = connect();
    await until(() => live.state().type === 'refused', 'the refusal');
    expect(live.state()).toMatchObject({ problem: { code: 'log-in' } });
  });

  it('[SRC10] what is not understood is told, and changes nothing', async () => {
    talk.onHello = (peer) => {
      say(peer, welcome());
      peer.send('{"type":"events","events":[{"type":"no-such"}]}');
      peer.send('not JSON');
      say(peer, { type: 'events', events: [event(1)] });
    };
    const { log } = connect();
    await until(() => log.state().world.seq === 1, 'the good event');
    expect(problems.map((one) => one.code)).toEqual(['bad-message', 'not-json']);
  });

  it('[SRC11] waits longer and longer, but never longer than the most, and not in step with others', () => {
    const delays = [1, 2, 3, 4, 5, 6, 7, 40].map((attempt) => backoffDelay(attempt, () => 1 - Number.EPSILON));
    expect(delays.map(Math.round)).toEqual([250, 500, 1000, 2000, 4000, 8000, 10_000, 10_000]);
    expect(backoffDelay(3, () => 0)).toBe(500);
  });
});
