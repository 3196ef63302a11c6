/** What browser and server say to each other over the WebSocket: JSON, one message a frame, parsed by these schemas on arrival. */
import * as z from './zod';
import { eventSchema } from './event-schema';
import { worldSchema } from './world-schema';

/** Raised when a change is not understood by the other side's older code. */
export const PROTOCOL = 2;

/** A frame from a browser is never larger than this, in bytes. */
export const MAX_CLIENT_FRAME = 64 * 1024;

const slug = z.string().check(z.regex(/^[a-z0-9][a-z0-9-]{0,63}$/, 'lower-case letters, digits and hyphens'));
const sessionId = z.string().check(z.regex(/^[A-Za-z0-9_-]{22}$/, 'a session id'));
const seq = z.int().check(z.nonnegative());

export const clientMessageSchema = z.discriminatedUnion('type', [
  /** Always the first. `session` resumes; `since` is the last event that the browser has, 0 for none. */
  z.strictObject({ type: z.literal('hello'), protocol: z.int(), lab: slug, session: z.optional(sessionId), since: seq }),
  z.strictObject({ type: z.literal('enter-step'), step: slug }),
  z.strictObject({ type: z.literal('predict'), step: slug, choice: z.int().check(z.nonnegative(), z.maximum(63)) }),
  /** Performs one of the step's own lines, by its index. */
  z.strictObject({ type: z.literal('run'), step: slug, line: z.int().check(z.nonnegative(), z.maximum(63)) }),
  z.strictObject({ type: z.literal('reset'), step: slug }),
  /** Hands in what the learner made of the step's task: a Dockerfile or a command line. */
  z.strictObject({ type: z.literal('modify'), step: slug, text: z.string().check(z.maxLength(16_384)) }),
  /** Ends the command that runs now. */
  z.strictObject({ type: z.literal('cancel') }),
  /** Streams `docker exec CONTAINER ps -ef` after each change; null ends that. */
  z.strictObject({ type: z.literal('watch-ps'), container: z.nullable(z.string().check(z.maxLength(128))) }),
  /** Lengthens the session by as much as the last `clock` promised. */
  z.strictObject({ type: z.literal('extend') }),
  /** Ends the session now, for everybody who looks at it, and removes what it made. */
  z.strictObject({ type: z.literal('end') }),
]);
export type ClientMessage = z.infer<typeof clientMessageSchema>;

/** What went wrong, why, and what to do: said in English; `code` lets the page say it in the reader's language. */
export const problemSchema = z.object({
  type: z.literal('problem'),
  code: z.string(),
  what: z.string(),
  why: z.string(),
  todo: z.string(),
});
export type Problem = z.infer<typeof problemSchema>;

export const serverMessageSchema = z.discriminatedUnion('type', [
  /** Answers hello. `checkpoint` is the world to begin with, where the log no longer reaches back to `since`. */
  z.object({
    type: z.literal('welcome'),
    protocol: z.int(),
    session: sessionId,
    /** Unix time of the log's t = 0, in milliseconds. */
    startedAt: z.number(),
    checkpoint: z.nullable(worldSchema),
  }),
  z.object({ type: z.literal('events'), events: z.array(eventSchema) }),
  problemSchema,
  /** A lab's files changed on disk: the page asks for them again. */
  z.object({ type: z.literal('lab-changed'), lab: slug }),
  /** How long the session still lasts, and by how much `extend` would lengthen it now (0: not at all), in milliseconds. */
  z.object({ type: z.literal('clock'), left: z.number().check(z.nonnegative()), extension: z.number().check(z.nonnegative()) }),
  /** Instead of a welcome, as often as it changes: the server is full, and this is the place in the line. Saying hello with the ticket keeps it. */
  z.object({ type: z.literal('waiting'), ticket: sessionId, position: z.int().check(z.positive()), of: z.int().check(z.positive()) }),
  /** The session is over, and what it made goes with it: its time was up, nobody looked at it for long, or somebody asked. */
  z.object({ type: z.literal('ended'), why: z.enum(['time', 'idle', 'asked']) }),
]);
export type ServerMessage = z.infer<typeof serverMessageSchema>;
export type Clock = Extract<ServerMessage, { type: 'clock' }>;
export type Ended = Extract<ServerMessage, { type: 'ended' }>;
