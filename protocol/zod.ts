/** What is used of zod. For the pages it is bundled in one piece (next.config.ts): whatever is not named here is not fetched. */
export { _default, array, boolean, config, custom, discriminatedUnion, enum, int, literal, maxLength, maximum, minLength, minimum, nonnegative, nullable, number, object, optional, positive, prettifyError, readonly, record, regex, safeParse, strictObject, string, tuple, union } from 'zod/mini';
export type { ZodMiniType, core, infer } from 'zod/mini';
