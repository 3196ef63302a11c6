/** How a browser is let in where the server asks for it: what the login page and the server say to each other at `/access`. */
import * as z from './zod';

/** What is asked for at the door. */
export const LOGIN_KINDS = ['password', 'join-code', 'either'] as const;
export type LoginKind = (typeof LOGIN_KINDS)[number];

/** `GET /access` answers with this; it is told to everybody. */
export const accessSchema = z.object({
  /** Null: nobody is asked for anything. */
  login: z.nullable(z.enum(LOGIN_KINDS)),
  inside: z.boolean(),
});
export type AccessState = z.infer<typeof accessSchema>;

/** `POST /access` takes this. */
export const loginSchema = z.strictObject({ secret: z.string().check(z.minLength(1), z.maxLength(256)) });

/** … and answers with this where the door stays shut. `seconds`: after so many another try is looked at. */
export const loginRefusalSchema = z.object({ code: z.enum(['wrong', 'too-many', 'bad-request']), seconds: z.optional(z.number()) });
export type LoginRefusal = z.infer<typeof loginRefusalSchema>;

/** A WebSocket that is closed with this code was not let in, or no longer is. A browser's script sees no status of a refused handshake. */
export const LOG_IN_CODE = 4401;
