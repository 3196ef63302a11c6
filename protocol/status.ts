/** What the server is able to do, asked for by pages that have no session: `GET /status`. */
import * as z from './zod';

const text = z.nullable(z.string().check(z.maxLength(2000)));

export const statusSchema = z.object({
  engine: z.object({ state: z.enum(['up', 'down', 'unknown']), kind: z.string().check(z.maxLength(64)), version: text, api: text, cgroup: text }),
  observer: z.object({ mode: z.enum(['kernel', 'polling', 'none']), reason: text }),
});

export type Status = z.infer<typeof statusSchema>;
