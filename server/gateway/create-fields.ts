/** What a field of a create body may hold where only its neutral values may be, and the sentence that answers anything else. */
import { z } from 'zod';

/** Null, absent, empty, zero and false mean the same to the engine: not asked for. */
export function isNeutral(value: unknown): boolean {
  if (value === null || value === undefined || value === '' || value === 0 || value === false) return true;
  if (Array.isArray(value)) return value.length === 0 || value.every((item) => item === 0);
  return typeof value === 'object' && Object.keys(value).length === 0;
}

/** A field whose use is refused with a sentence: what, why, what to do. */
export function refused(what: string, why: string, instead: string, isFine: (value: unknown) => boolean = isNeutral) {
  return z
    .unknown()
    .refine(isFine, { message: `${what} is not performed in this lab: ${why} ${instead}` })
    .transform(() => undefined)
    .optional();
}

export function oneOf(...values: readonly unknown[]): (value: unknown) => boolean {
  return (value) => isNeutral(value) || values.includes(value);
}

/** Text without control characters. */
export function text(most: number) {
  return z.string().max(most).regex(/^[^\p{Cc}]*$/u, 'it holds control characters');
}

/** Program arguments and environment: anything but a zero byte, which ends a string in the kernel. */
export function word(most: number) {
  return z.string().max(most).regex(/^[^\0]*$/, 'it holds a zero byte');
}

export const WORDS = z.array(word(32_768)).max(300).nullish();
/** The engine takes one string for a list of one. */
export const WORDS_OR_ONE = z.union([z.array(word(32_768)).max(300), word(32_768).transform((one) => [one])]).nullish();

export const SECONDS = z.number().int().min(-1).max(86_400);
/** An absolute path within a container, without dot segments. */
export const CONTAINER_PATH = z.string().max(400).refine((path) => /^\/[^:\0-\x1f]+$/.test(path) && !path.split('/').some((part) => part === '..' || part === '.'), { message: 'A path in a container is absolute and without dots, such as /data.' });

export const LABELS = z
  .record(text(200), z.string().max(4_000))
  .refine((labels) => !Object.keys(labels).some((key) => /pid1lab/i.test(key)), { message: 'Labels that begin with pid1lab are the lab’s own: they say whose a container is. Choose another name.' })
  .nullish();
