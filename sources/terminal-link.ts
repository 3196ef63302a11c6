/**
 * The page's end of one terminal: one WebSocket, opened again whenever it breaks. It says how much of the terminal's
 * output it has and goes on from there, and it says what is drawn, so that the program runs no faster than the page.
 */
import type { Problem } from '@/protocol/wire';
import type { TerminalNews, TerminalOrder, TerminalTarget } from '@/protocol/terminal-wire';
import { LOG_IN_CODE } from '@/protocol/access';
import { ACK_EVERY, MAX_TYPED, TERMINAL_PROTOCOL, parseTerminalNews } from '@/protocol/terminal-wire';
import { backoffDelay } from './backoff';
import { LOG_IN } from './log-in';

export type TerminalState =
  | { readonly type: 'connecting' }
  /** The server makes it ready; `step` says with what. */
  | { readonly type: 'preparing'; readonly step: string }
  | { readonly type: 'open' }
  | { readonly type: 'reconnecting' }
  /** Its program has ended; null: nobody knows how. */
  | { readonly type: 'ended'; readonly exitCode: number | null }
  | { readonly type: 'refused'; readonly problem: Problem };

export interface TerminalSink {
  readonly state: (state: TerminalState) => void;
  /** What was printed so far belongs to another terminal, or is no longer whole: begin with an empty screen. `first`: so does the terminal. */
  readonly clear: (first: boolean) => void;
  /** `drawn` is called once the bytes are on screen. */
  readonly print: (bytes: Uint8Array, drawn: () => void) => void;
  readonly problem: (problem: Problem) => void;
  readonly filesReset: (files: readonly string[]) => void;
}

export interface TerminalLinkOptions {
  readonly session: string;
  readonly key: string;
  readonly target: TerminalTarget;
  readonly language: 'en' | 'zh';
  readonly size: () => { readonly columns: number; readonly rows: number };
  readonly sink: TerminalSink;
  readonly connect: () => WebSocket;
  readonly after: (milliseconds: number, run: () => void) => () => void;
  /** In [0, 1). */
  readonly random: () => number;
}

export interface TerminalLink {
  /** False: nobody is there to read it. */
  readonly type: (bytes: Uint8Array<ArrayBuffer>) => boolean;
  readonly resize: () => void;
  readonly resetFiles: () => void;
  /** Ends the terminal and what runs in it. */
  readonly end: () => void;
  /** Leaves; the terminal goes on without us. */
  readonly leave: () => void;
}

/** Opens the terminal, or comes back to it. */
export function connectTerminal({ session, key, target, language, size, sink, connect, after, random }: TerminalLinkOptions): TerminalLink {
  let socket: WebSocket | null = null;
  let cancelRetry: (() => void) | null = null;
  let attempt = 0;
  let isOpen = false;
  let known: string | undefined;
  let received = 0;
  let drawn = 0;
  let told = 0;

  function say(order: TerminalOrder): void {
    if (socket?.readyState === 1) socket.send(JSON.stringify(order));
  }

  function open(): void {
    cancelRetry = null;
    const mine = connect();
    mine.binaryType = 'arraybuffer';
    socket = mine;
    mine.addEventListener('open', () => say({ type: 'open', protocol: TERMINAL_PROTOCOL, session, key, target, language, ...size(), received, ...(known === undefined ? {} : { known }) }));
    mine.addEventListener('message', ({ data }) => {
      if (socket !== mine) return;
      if (data instanceof ArrayBuffer) print(new Uint8Array(data));
      else take(String(data));
    });
    mine.addEventListener('close', ({ code }) => {
      if (socket !== mine) return;
      socket = null;
      isOpen = false;
      if (code === LOG_IN_CODE) return sink.state({ type: 'refused', problem: LOG_IN });
      // 1008 and the application's own codes are refusals (RFC 6455 7.4): trying again would not help.
      if (code === 1008 || code >= 4000) return sink.state({ type: 'ended', exitCode: null });
      attempt += 1;
      cancelRetry = after(backoffDelay(attempt, random), open);
      sink.state({ type: 'reconnecting' });
    });
    mine.addEventListener('error', () => {}); // the close event follows
  }

  function take(frame: string): void {
    const parsed = parseTerminalNews(frame);
    if (!parsed.ok) return sink.problem(parsed.problem);
    hear(parsed.message);
  }

  function hear(news: TerminalNews): void {
    switch (news.type) {
      case 'preparing':
        return sink.state({ type: 'preparing', step: news.step });
      case 'opened':
        if (news.terminal !== known || news.offset !== received) {
          sink.clear(news.first);
          [known, received, drawn, told] = [news.terminal, news.offset, news.offset, news.offset];
        }
        isOpen = true;
        attempt = 0;
        return sink.state({ type: 'open' });
      case 'files-reset':
        return sink.filesReset(news.files);
      case 'ended':
        hangUp();
        return sink.state({ type: 'ended', exitCode: news.exitCode });
      case 'problem':
        if (isOpen) return sink.problem(news);
        hangUp();
        return sink.state({ type: 'refused', problem: news });
      default:
        news satisfies never;
    }
  }

  function print(bytes: Uint8Array): void {
    received += bytes.length;
    const place = received;
    const life = known;
    sink.print(bytes, () => {
      if (life !== known) return;
      drawn = Math.max(drawn, place);
      if (drawn - told < ACK_EVERY && drawn < received) return;
      told = drawn;
      say({ type: 'ack', received: drawn });
    });
  }

  function hangUp(): void {
    const old = socket;
    socket = null;
    isOpen = false;
    cancelRetry?.();
    cancelRetry = null;
    old?.close();
  }

  open();
  return {
    type(bytes) {
      if (!isOpen) return false;
      for (let at = 0; at < bytes.length; at += MAX_TYPED) socket?.send(bytes.subarray(at, at + MAX_TYPED));
      return true;
    },
    resize: () => isOpen && say({ type: 'resize', ...size() }),
    resetFiles: () => say({ type: 'reset-files' }),
    end: () => say({ type: 'close' }),
    leave: hangUp,
  };
}
