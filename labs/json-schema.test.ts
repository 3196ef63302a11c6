import { readFile } from 'node:fs/promises';
import { expect, it } from 'vitest';
import { labJsonSchema } from './json-schema';

it('[LAB8] labs/lab.schema.json is what the schema says (else: node scripts/lab-schema.mjs)', async () => {
  expect(await readFile(new URL('lab.schema.json', import.meta.url), 'utf8')).toBe(labJsonSchema());
});
