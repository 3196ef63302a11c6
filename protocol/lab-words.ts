/** The words that lab.yaml is made of. */
import * as z from 'zod';
import { parseSignal } from '@/model/signals';

export const slugSchema = z.string().max(64).regex(/^[a-z0-9][a-z0-9-]*$/, 'lower-case letters, digits and hyphens');

/** One text in each language. */
export const localized = z.strictObject({
  en: z.string().min(1).max(2000).describe('In English.'),
  zh: z.string().min(1).max(2000).describe('In Chinese.'),
});
export const localizedText = localized.describe('A text in each language. Markdown’s `code` and *emphasis* may be used.');

export const containerName = z.string().max(64).regex(/^[a-zA-Z0-9][a-zA-Z0-9_.-]*$/, 'a container name as the learner types it');

export const signalName = z
  .string()
  .max(16)
  .refine((name) => parseSignal(name)?.name === name, 'a signal by its full name, such as SIGTERM')
  .describe('A signal by its full name: SIGTERM.');

export const exitCode = z.int().min(0).max(255);

export const range = z
  .tuple([z.number().min(0), z.number().min(0)])
  .refine(([least, most]) => least <= most, 'the smaller number first')
  .describe('From and to, both included.');
