/**
 * The live driver: one WebSocket to the server, opened again whenever it breaks. It says how far the log
 * has come and goes on from there, so a page catches up without a reload.
 */
import type { Parsed } from '@/protocol/codec';
import type { Problem, ServerMessage } from '@/protocol/wire';
import type { EventSink, EventSource, SessionClock, SourceState } from './event-source';
import { LOG_IN_CODE } from '@/protocol/access';
import { encode, parseServerMessage, problem } from '@/protocol/codec';
import { PROTOCOL } from '@/protocol/wire';
import { worldFromJson } from '@/model/world-json';
import { EMPTY_WORLD } from '@/model/world';
import { backoffDelay } from './backoff';
import { LOG_IN } from './log-in';

export interface LiveOptions {
  readonly lab: string;
  readonly sink: EventSink;
  readonly connect: () => WebSocket;
  /** Where the session's id outlives the page. */
  readonly session: { readonly read: () => string | null; readonly write: (id: string) => void; readonly forget: () => void };
  /** Runs later, once; the answer takes it back. Milliseconds. */
  readonly after: (milliseconds: number, run: () => void) => () => void;
  /** Milliseconds of a clock that never goes back. */
  readonly now: () => number;
  /** In [0, 1). */
  readonly random: () => number;
}

/** RFC 6455 7.4: 1008 is "policy violation", 4000–4999 are the application's own: in both cases somebody refused on purpose. */
function refuses(code: number): boolean {
  return code === 1008 || (code >= 4000 && code <= 4999);
}

/** Connects at once, and stays so until `close`. */
export function connectLive({ lab, sink, connect, session, after, now, random }: LiveOptions): EventSource {
  const listeners = new Set<() => void>();
  let state: SourceState = { type: 'connecting' };
  let socket: WebSocket | null = null;
  let cancelRetry: (() => void) | null = null;
  let attempt = 0;
  let lastProblem: Problem | null = null;
  let clock: SessionClock | null = null;
  /** The gap for which we have already asked once: a second time it is the log's to note (LOG1). */
  let askedFor: number | null = null;

  function become(next: SourceState): void {
    state = next;
    for (const listener of listeners) listener();
  }

  function open(): void {
    cancelRetry = null;
    const mine = connect();
    socket = mine;
    let saidHelloFor: string | null = null;
    let welcomed = false;

    mine.addEventListener('open', () => {
      saidHelloFor = session.read();
      mine.send(encode({ type: 'hello', protocol: PROTOCOL, lab, ...(saidHelloFor === null ? {} : { session: saidHelloFor }), since: sink.lastSeq() }));
    });
    mine.addEventListener('message', ({ data }) => {
      if (socket === mine) take(parseServerMessage(String(data)));
    });
    mine.addEventListener('close', ({ code }) => {
      if (socket !== mine) return;
      socket = null;
      if (refuses(code)) {
        become({ type: 'refused', problem: code === LOG_IN_CODE ? LOG_IN : lastProblem ?? problem('refused', 'The server ended the connection.', `It closed with code ${code}.`, 'Reload the page.') });
      } else {
        retry();
      }
    });
    // The close event follows, and says all there is to say.
    mine.addEventListener('error', () => {});

    function take(parsed: Parsed<ServerMessage>): void {
      if (!parsed.ok) {
        sink.problem(parsed.problem);
        return;
      }
      const { message } = parsed;
      switch (message.type) {
        case 'welcome':
          welcome(message);
          break;
        case 'events':
          if (welcomed) receive(message.events);
          else resync(problem('out-of-order', 'Events came before their log was named.', 'The server spoke out of turn.', 'The page connects again by itself.'));
          break;
        case 'problem':
          lastProblem = message;
          // Instead of a welcome it is a refusal, and the page says so where it says how it is connected.
          if (welcomed) sink.problem(message);
          else refuse(message);
          break;
        case 'lab-changed':
          sink.labChanged(message.lab);
          break;
        case 'clock':
          clock = { endsAt: now() + message.left, extension: message.extension };
          become(state);
          break;
        case 'waiting':
          // Under the ticket the session will be opened: a page that comes back with it keeps its place.
          session.write(message.ticket);
          attempt = 0;
          become({ type: 'waiting', position: message.position, of: message.of });
          break;
        case 'ended':
          session.forget();
          hangUp();
          clock = null;
          sink.end();
          become({ type: 'ended', why: message.why });
          break;
        default:
          message satisfies never;
      }
    }

    function welcome(message: Extract<ServerMessage, { type: 'welcome' }>): void {
      if (message.protocol !== PROTOCOL) {
        refuse(problem('protocol', 'This page cannot talk to the server.', `The server speaks version ${message.protocol}, the page version ${PROTOCOL}.`, 'Reload the page.'));
        return;
      }
      if (message.checkpoint !== null) sink.begin(worldFromJson(message.checkpoint));
      else if (message.session !== saidHelloFor && sink.lastSeq() > 0) sink.begin(EMPTY_WORLD);
      session.write(message.session);
      welcomed = true;
      attempt = 0;
      lastProblem = null;
      become({ type: 'live' });
    }

    function receive(events: Extract<ServerMessage, { type: 'events' }>['events']): void {
      const first = events[0];
      const last = sink.lastSeq();
      if (first !== undefined && first.seq > last + 1 && askedFor !== last) {
        askedFor = last;
        resync(problem('gap', 'Some events did not arrive.', `Event ${first.seq} followed event ${last}.`, 'The page asks for them again by itself.'));
        return;
      }
      sink.append(events);
    }

    function resync(why: Problem): void {
      sink.problem(why);
      hangUp();
      retry();
    }
  }

  function refuse(why: Problem): void {
    hangUp();
    become({ type: 'refused', problem: why });
  }

  function retry(): void {
    attempt += 1;
    cancelRetry = after(backoffDelay(attempt, random), open);
    become({ type: 'reconnecting', attempt });
  }

  function hangUp(): void {
    const old = socket;
    socket = null;
    old?.close();
  }

  open();
  return {
    state: () => state,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    send(request) {
      if (state.type !== 'live' || socket === null) return false;
      socket.send(encode(request));
      return true;
    },
    wake() {
      if (cancelRetry === null) return;
      cancelRetry();
      open();
    },
    close() {
      cancelRetry?.();
      cancelRetry = null;
      hangUp();
      become({ type: 'closed' });
    },
    session: {
      clock: () => clock,
      now,
      startAnew() {
        if (state.type !== 'ended') return;
        become({ type: 'connecting' });
        open();
      },
    },
  };
}
