/** One browser at one terminal: its WebSocket. Text frames are orders and news, binary frames what is typed and printed. */
import type { Logger } from 'pino';
import type { WebSocket } from 'ws';
import { problem } from '@/protocol/codec';
import { TERMINAL_PROTOCOL, parseTerminalOrder } from '@/protocol/terminal-wire';
import type { TerminalNews, TerminalOpening, TerminalOrder } from '@/protocol/terminal-wire';
import type { Problem } from '@/protocol/wire';
import * as problems from './problems';
import type { Terminal, TerminalReader } from './terminal';
import type { Terminals } from './terminals';

const PING_EVERY_MS = 15_000;

export class TerminalViewer {
  readonly #socket: WebSocket;
  readonly #terminalsOf: (session: string) => Terminals | undefined;
  readonly #log: Logger;
  #opening: TerminalOpening | null = null;
  #terminals: Terminals | undefined;
  #terminal: Terminal | undefined;
  #leave: () => void = () => undefined;
  #answered = true;

  static attach(socket: WebSocket, terminalsOf: (session: string) => Terminals | undefined, log: Logger): void {
    const viewer = new TerminalViewer(socket, terminalsOf, log);
    const heartbeat = setInterval(() => viewer.#ping(), PING_EVERY_MS);
    socket.on('message', (data, isBinary) => void viewer.#receive(data as Buffer, isBinary));
    socket.on('pong', () => (viewer.#answered = true));
    socket.on('error', (error) => log.debug({ error: error.message }, 'terminal: connection failed'));
    socket.on('close', () => {
      clearInterval(heartbeat);
      viewer.#leave();
    });
  }

  private constructor(socket: WebSocket, terminalsOf: (session: string) => Terminals | undefined, log: Logger) {
    this.#socket = socket;
    this.#terminalsOf = terminalsOf;
    this.#log = log;
  }

  readonly #reader: TerminalReader = {
    opened: (offset, first) => this.#say({ type: 'opened', terminal: this.#terminal?.id ?? '', offset, first }),
    print: (bytes) => {
      if (this.#socket.readyState === this.#socket.OPEN) this.#socket.send(bytes, { binary: true });
    },
    ended: (exitCode) => this.#say({ type: 'ended', exitCode }),
  };

  async #receive(data: Buffer, isBinary: boolean): Promise<void> {
    try {
      if (isBinary) return this.#type(data);
      const parsed = parseTerminalOrder(data.toString('utf8'));
      const refusal = parsed.ok ? await this.#perform(parsed.message) : parsed.problem;
      if (refusal !== null) this.#say(refusal);
    } catch (cause) {
      this.#log.error({ cause }, 'a terminal’s message could not be served');
      this.#say(problem('internal', 'That did not work.', (cause as Error).message, 'Try again; if it happens again, please report it.'));
    }
  }

  #type(bytes: Buffer): void {
    if (this.#terminal === undefined) this.#say(problems.openFirst());
    else if (!this.#terminal.type(bytes)) this.#say(problems.notRead());
  }

  async #perform(order: TerminalOrder): Promise<Problem | null> {
    if (order.type === 'open') return this.#open(order);
    if (this.#terminal === undefined || this.#terminals === undefined) return problems.openFirst();
    switch (order.type) {
      case 'resize':
        await this.#terminal.resize(order.columns, order.rows);
        return null;
      case 'ack':
        this.#terminal.drawn(this.#reader, order.received);
        return null;
      case 'close':
        await this.#terminals.close(this.#opening?.key ?? '');
        return null;
      case 'reset-files': {
        const reset = await this.#terminals.resetFiles();
        if ('code' in reset) return reset;
        this.#say({ type: 'files-reset', files: [...reset] });
        return null;
      }
    }
  }

  async #open(opening: TerminalOpening): Promise<Problem | null> {
    if (this.#opening !== null) return problems.openTwice();
    if (opening.protocol !== TERMINAL_PROTOCOL) return problems.otherProtocol(opening.protocol, TERMINAL_PROTOCOL);
    const terminals = this.#terminalsOf(opening.session);
    if (terminals === undefined) return problems.unknownSession();
    this.#opening = opening;
    const opened = await terminals.open(opening, (step) => this.#say({ type: 'preparing', step }));
    if ('code' in opened) {
      this.#opening = null;
      return opened;
    }
    if (this.#socket.readyState !== this.#socket.OPEN) return null;
    this.#terminals = terminals;
    this.#terminal = opened;
    void opened.resize(opening.columns, opening.rows);
    this.#leave = opened.attach(this.#reader, opening.known === opened.id ? opening.received : 0);
    return null;
  }

  #say(news: TerminalNews): void {
    if (this.#socket.readyState === this.#socket.OPEN) this.#socket.send(JSON.stringify(news));
  }

  #ping(): void {
    if (!this.#answered) return this.#socket.terminate();
    this.#answered = false;
    this.#socket.ping();
  }
}
