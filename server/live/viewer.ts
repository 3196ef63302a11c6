/**
 * One browser at its WebSocket. It pulls from its session's log at the pace of its own connection, so a
 * slow one costs the server neither memory nor the other viewers' time.
 */
import type { Logger } from 'pino';
import type { WebSocket } from 'ws';
import { worldToJson } from '@/model/world-json';
import { encode, parseClientMessage, problem } from '@/protocol/codec';
import { PROTOCOL } from '@/protocol/wire';
import type { ClientMessage, Problem, ServerMessage } from '@/protocol/wire';
import { LiveSession } from '@/server/sessions/live-session';
import type { SessionHub } from '@/server/sessions/session-hub';

/** Bytes that may wait in the socket before the viewer is let catch up at its own pace. */
const HIGH_WATER = 1024 * 1024;
const EVENTS_A_FRAME = 500;
const PING_EVERY_MS = 15_000;

export class Viewer {
  readonly #socket: WebSocket;
  readonly #hub: SessionHub;
  readonly #log: Logger;
  #live: LiveSession | null = null;
  #saidHello = false;
  readonly #left = new AbortController();
  #leave: () => void = () => undefined;
  /** The last event that was handed to the socket. */
  #sent = 0;
  #pumping = false;
  #answered = true;

  static attach(socket: WebSocket, hub: SessionHub, log: Logger): void {
    const viewer = new Viewer(socket, hub, log);
    const heartbeat = setInterval(() => viewer.#ping(), PING_EVERY_MS);
    socket.on('message', (data, isBinary) => void viewer.#receive(isBinary ? null : String(data)));
    socket.on('pong', () => (viewer.#answered = true));
    socket.on('error', (error) => log.debug({ error: error.message }, 'viewer: connection failed'));
    socket.on('close', () => {
      clearInterval(heartbeat);
      viewer.#detach();
    });
  }

  private constructor(socket: WebSocket, hub: SessionHub, log: Logger) {
    this.#socket = socket;
    this.#hub = hub;
    this.#log = log;
  }

  async #receive(frame: string | null): Promise<void> {
    if (frame === null) return this.#refuse(problem('not-json', 'The message was not understood.', 'It is binary.', 'Send one JSON object in each text frame.'));
    const parsed = parseClientMessage(frame);
    if (!parsed.ok) return this.#refuse(parsed.problem);
    try {
      const refusal = await this.#perform(parsed.message);
      if (refusal !== null) this.#refuse(refusal);
    } catch (cause) {
      this.#log.error({ cause, message: parsed.message.type }, 'a message could not be served');
      this.#refuse(problem('internal', 'That did not work.', (cause as Error).message, 'Try again; if it happens again, please report it.'));
    }
  }

  async #perform(message: ClientMessage): Promise<Problem | null> {
    if (message.type === 'hello') return this.#hello(message);
    const live = this.#live;
    if (live === null) return problem('hello-first', `The message (${message.type}) was not carried out.`, 'Nothing is open on this connection yet.', 'Say hello first: reload the page.');
    switch (message.type) {
      case 'enter-step':
        return live.enterStep(message.step);
      case 'predict':
        return live.predict(message.step, message.choice);
      case 'run':
        return live.run(message.step, message.line);
      case 'reset':
        return live.reset(message.step);
      case 'modify':
        return live.modify(message.step, message.text);
      case 'cancel':
        return live.cancel();
      case 'watch-ps':
        return live.watchPs(this, message.container);
      case 'extend':
        return live.extend();
      case 'end':
        return live.end();
    }
  }

  async #hello(message: Extract<ClientMessage, { type: 'hello' }>): Promise<Problem | null> {
    if (this.#saidHello) return problem('hello-twice', 'The second hello was not carried out.', 'This connection has a session already, or waits for one.', 'Open a new connection.');
    if (message.protocol !== PROTOCOL) {
      return problem('protocol', 'Browser and server do not understand each other.', `The page speaks version ${message.protocol}, the server version ${PROTOCOL}.`, 'Reload the page.');
    }
    this.#saidHello = true;
    const opened = await this.#hub.open({
      lab: message.lab,
      session: message.session,
      hasLog: message.since > 0,
      signal: this.#left.signal,
      onPlace: (ticket, position, of) => this.#send({ type: 'waiting', ticket, position, of }),
    });
    if (opened === null || this.#left.signal.aborted) return null;
    if (!(opened instanceof LiveSession)) {
      // Nothing was opened, so a better hello may follow.
      this.#saidHello = false;
      if (opened.type === 'problem') return opened;
      this.#send(opened);
      return null;
    }
    this.#live = opened;
    const { session } = opened;
    const resumes = session.id === message.session;
    const { checkpoint } = session.log.since(resumes ? message.since : 0, 0);
    this.#sent = checkpoint?.seq ?? (resumes ? message.since : 0);
    this.#send({ type: 'welcome', protocol: PROTOCOL, session: session.id, startedAt: session.startedAt, checkpoint: checkpoint === null ? null : worldToJson(checkpoint) });
    const unsubscribe = session.subscribe(() => this.#pump());
    const leave = opened.join(this, (told) => {
      this.#send(told);
      // Nothing more comes of it: the page opens another connection when it starts anew.
      if (told.type === 'ended') this.#socket.close(1000, 'the session has ended');
    });
    this.#leave = () => {
      unsubscribe();
      leave();
    };
    this.#pump();
    return null;
  }

  /** Sends what the viewer does not have yet, as far as its connection takes it. */
  #pump(): void {
    const session = this.#live?.session;
    if (session === undefined || this.#pumping) return;
    while (this.#sent < session.log.lastSeq && this.#socket.readyState === this.#socket.OPEN) {
      if (this.#socket.bufferedAmount > HIGH_WATER) {
        // The callback of the next frame comes when the socket has taken it: go on from there.
        this.#pumping = true;
        this.#socket.ping(undefined, undefined, () => setTimeout(() => {
          this.#pumping = false;
          this.#pump();
        }, 50));
        return;
      }
      const { checkpoint, events } = session.log.since(this.#sent, EVENTS_A_FRAME);
      if (checkpoint !== null) {
        this.#sent = checkpoint.seq;
        this.#send({ type: 'welcome', protocol: PROTOCOL, session: session.id, startedAt: session.startedAt, checkpoint: worldToJson(checkpoint) });
      } else {
        this.#sent += events.length;
        this.#send({ type: 'events', events: [...events] });
      }
    }
  }

  #refuse(refusal: Problem): void {
    this.#send(refusal);
  }

  #send(message: ServerMessage): void {
    if (this.#socket.readyState === this.#socket.OPEN) this.#socket.send(encode(message));
  }

  #ping(): void {
    if (!this.#answered) return this.#socket.terminate();
    this.#answered = false;
    this.#socket.ping();
  }

  #detach(): void {
    this.#left.abort();
    this.#leave();
    this.#live = null;
  }
}
