/**
 * What a terminal's browser and server say to each other, on a WebSocket of its own: control messages are JSON in
 * text frames, parsed by these schemas; what is typed and what is printed are bytes in binary frames.
 */
import * as z from './zod';
import type { Parsed } from './codec';
import { parseWith, problem } from './codec';
import { problemSchema } from './wire';

export const TERMINAL_PROTOCOL = 1;

/** A frame from a browser is never larger than this, in bytes. */
export const MAX_TYPED = 64 * 1024;
/** Bytes that the server keeps of what a terminal printed. */
export const KEPT_OUTPUT = 256 * 1024;
/** Bytes on their way to a browser that it has not yet drawn: at so many the terminal's program waits. */
export const WINDOW = 128 * 1024;
/** A browser says at the latest after so many bytes that it has drawn them. */
export const ACK_EVERY = 16 * 1024;

const columns = z.int().check(z.minimum(2), z.maximum(500));
const rows = z.int().check(z.minimum(1), z.maximum(300));
const offset = z.int().check(z.nonnegative());

/** The page's name for a terminal: whoever opens the same one again gets the one that is there. */
const key = z.string().check(z.regex(/^[a-z0-9-]{1,32}$/, 'up to 32 lower-case letters, digits and hyphens'));
/** The server's name for one terminal's life: another one under the same key has another. */
const terminalId = z.string().check(z.regex(/^[A-Za-z0-9_-]{8,32}$/, 'a terminal’s id'));
const containerName = z.string().check(z.regex(/^[a-zA-Z0-9][a-zA-Z0-9_.-]{0,127}$/, 'the name of a container'));

export const targetSchema = z.discriminatedUnion('type', [
  /** A shell with the docker command. */
  z.strictObject({ type: z.literal('workbench') }),
  /** A shell in one of the learner's own containers. */
  z.strictObject({ type: z.literal('shell'), container: containerName }),
  /** What a container writes, as it writes it. */
  z.strictObject({ type: z.literal('logs'), container: containerName }),
]);
export type TerminalTarget = z.infer<typeof targetSchema>;

export const terminalOrderSchema = z.discriminatedUnion('type', [
  /** Always the first. `received` is how far the browser has come in what the terminal `known` printed, in bytes; 0 for nothing. */
  z.strictObject({
    type: z.literal('open'),
    protocol: z.int(),
    session: z.string().check(z.regex(/^[A-Za-z0-9_-]{22}$/, 'a session id')),
    key,
    target: targetSchema,
    language: z.enum(['en', 'zh']),
    columns,
    rows,
    known: z.optional(terminalId),
    received: offset,
  }),
  z.strictObject({ type: z.literal('resize'), columns, rows }),
  /** Everything up to here is drawn. */
  z.strictObject({ type: z.literal('ack'), received: offset }),
  /** Puts the lab's files in the workbench back as they were. */
  z.strictObject({ type: z.literal('reset-files') }),
  /** Ends the terminal and what runs in it. */
  z.strictObject({ type: z.literal('close') }),
]);
export type TerminalOrder = z.infer<typeof terminalOrderSchema>;
export type TerminalOpening = Extract<TerminalOrder, { type: 'open' }>;

export const terminalNewsSchema = z.discriminatedUnion('type', [
  /** What is being done before the terminal can open. */
  z.object({ type: z.literal('preparing'), step: z.string() }),
  /**
   * The bytes that follow begin here. Where that is not what the browser asked for, what lies between is no longer kept.
   * `first`: nobody has looked at this terminal before.
   */
  z.object({ type: z.literal('opened'), terminal: terminalId, offset, first: z.boolean() }),
  z.object({ type: z.literal('files-reset'), files: z.array(z.string()) }),
  /** The program ended; null: nobody knows how. Nothing follows. */
  z.object({ type: z.literal('ended'), exitCode: z.nullable(z.int()) }),
  problemSchema,
]);
export type TerminalNews = z.infer<typeof terminalNewsSchema>;

/** An order from a browser, or what is wrong with it. Never throws. */
export function parseTerminalOrder(frame: string): Parsed<TerminalOrder> {
  if (frame.length > MAX_TYPED) return { ok: false, problem: problem('message-too-large', 'The message was not read.', `It is longer than ${MAX_TYPED} bytes.`, 'Send smaller messages.') };
  return parseWith(terminalOrderSchema, frame);
}

/** News from the server, or what is wrong with it. Never throws. */
export function parseTerminalNews(frame: string): Parsed<TerminalNews> {
  return parseWith(terminalNewsSchema, frame);
}
