/** The `filters` parameter: a JSON object from key to values, which older clients write as `{"key": {"value": true}}`. */
import { z } from 'zod';
import { badRequest } from './refusal';

const VALUES = z.union([z.array(z.string().max(1_000)), z.record(z.string().max(1_000), z.boolean()).transform((map) => Object.keys(map))]);
const FILTERS = z.record(z.string().max(60), VALUES);

export type Filters = Readonly<Record<string, readonly string[]>>;

/** Throws a Refusal for what is no filter, or for a key that is not among the known ones. */
export function readFilters(text: string | undefined, known: readonly string[]): Filters {
  if (text === undefined || text === '') return {};
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    throw badRequest('The filters are not JSON.');
  }
  const parsed = FILTERS.safeParse(json);
  if (!parsed.success) throw badRequest('The filters are not an object of lists.');
  for (const key of Object.keys(parsed.data)) {
    if (!known.includes(key)) throw badRequest(`The filter ${JSON.stringify(key)} is not known in this lab. It has ${known.join(', ')}.`);
  }
  return parsed.data;
}
