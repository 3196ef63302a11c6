/** A browser's side of the WebSocket, without a browser: keeps every byte that the server sends. */
import WebSocket from 'ws';
import type { Event } from '@/model/event';
import { foldEvents } from '@/model/fold';
import { EMPTY_WORLD } from '@/model/world';
import type { World } from '@/model/world';
import { worldFromJson } from '@/model/world-json';
import { encode, parseServerMessage } from '@/protocol/codec';
import { PROTOCOL } from '@/protocol/wire';
import type { ClientMessage, Problem, ServerMessage } from '@/protocol/wire';
import { eventually } from '../eventually';

export class WireClient {
  readonly #socket: WebSocket;
  readonly frames: string[] = [];
  readonly messages: ServerMessage[] = [];
  /** With what the server ended the connection. */
  closeCode: number | null = null;
  world: World = EMPTY_WORLD;
  readonly events: Event[] = [];

  static async connect(url: string, headers: Readonly<Record<string, string>> = {}): Promise<WireClient> {
    const socket = new WebSocket(`${url.replace('http', 'ws')}/ws`, { headers: { origin: url, ...headers } });
    const client = new WireClient(socket);
    await new Promise((resolve, reject) => socket.once('open', resolve).once('error', reject));
    return client;
  }

  /** Connects and opens a session of this lab. */
  static async open(url: string, lab: string, resume: { session?: string; since?: number } = {}): Promise<WireClient> {
    const client = await WireClient.knock(url, lab, resume);
    await client.until('welcome', () => client.session);
    return client;
  }

  /** Connects and asks for a session, which may be a place in the line. */
  static async knock(url: string, lab: string, resume: { session?: string; since?: number } = {}, headers: Readonly<Record<string, string>> = {}): Promise<WireClient> {
    const client = await WireClient.connect(url, headers);
    client.send({ type: 'hello', protocol: PROTOCOL, lab, since: resume.since ?? 0, ...(resume.session === undefined ? {} : { session: resume.session }) });
    return client;
  }

  private constructor(socket: WebSocket) {
    this.#socket = socket;
    socket.on('message', (data) => this.#take(String(data)));
    socket.on('error', () => undefined);
    socket.on('close', (code) => (this.closeCode = code));
  }

  get session(): string | undefined {
    return this.messages.findLast((message) => message.type === 'welcome')?.session;
  }

  /** The last message of a type. */
  last<T extends ServerMessage['type']>(type: T): Extract<ServerMessage, { type: T }> | undefined {
    return this.messages.findLast((message): message is Extract<ServerMessage, { type: T }> => message.type === type);
  }

  get problems(): readonly Problem[] {
    return this.messages.filter((message) => message.type === 'problem');
  }

  send(message: ClientMessage): void {
    this.#socket.send(encode(message));
  }

  sendRaw(frame: string | Buffer): void {
    this.#socket.send(frame);
  }

  get isOpen(): boolean {
    return this.#socket.readyState === WebSocket.OPEN;
  }

  until<T>(what: string, ask: () => T | undefined | false | null, seconds?: number): Promise<T> {
    return eventually(what, ask, seconds);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#socket.terminate();
    await eventually('the socket is closed', () => this.#socket.readyState === WebSocket.CLOSED);
  }

  #take(frame: string): void {
    this.frames.push(frame);
    const parsed = parseServerMessage(frame);
    if (!parsed.ok) throw new Error(`the server sent what its own schema refuses: ${JSON.stringify(parsed.problem)}`);
    const { message } = parsed;
    this.messages.push(message);
    if (message.type === 'welcome' && message.checkpoint !== null) this.world = worldFromJson(message.checkpoint);
    if (message.type === 'events') {
      this.events.push(...message.events);
      this.world = foldEvents(this.world, message.events);
    }
  }
}
