/** The file that carries what was learned from one browser to another. */
import * as z from '@/protocol/zod';
import type { Learned } from './learned';
import { learnedSchema } from './learned';

const slug = z.string().check(z.regex(/^[a-z0-9][a-z0-9-]*$/), z.maxLength(64));
const fileSchema = z.object({
  format: z.literal('pid1lab-progress'),
  version: z.literal(1),
  savedAt: z.string(),
  labs: z.record(slug, learnedSchema),
});

export type Shelved = Readonly<Record<string, Learned>>;

/** In characters. A full path takes some kilobytes. */
export const LARGEST_FILE = 1_000_000;

export type FileProblem = 'too-large' | 'not-json' | 'not-ours' | 'newer' | 'damaged';

export function progressFile(labs: Shelved, savedAt: Date): string {
  return `${JSON.stringify({ format: 'pid1lab-progress', version: 1, savedAt: savedAt.toISOString(), labs }, null, 2)}\n`;
}

/** What the file holds, or why it cannot be taken. */
export function readProgressFile(text: string): Shelved | FileProblem {
  if (text.length > LARGEST_FILE) return 'too-large';
  let data: unknown;
  try {
    data = JSON.parse(text);
  } catch {
    return 'not-json';
  }
  const head = z.object({ format: z.literal('pid1lab-progress'), version: z.int() }).safeParse(data);
  if (!head.success) return 'not-ours';
  if (head.data.version > 1) return 'newer';
  const parsed = fileSchema.safeParse(data);
  return parsed.success ? parsed.data.labs : 'damaged';
}
