import * as z from 'zod';
import { labFileSchema } from '@/protocol/lab';

/** The JSON Schema of lab.yaml, as `labs/lab.schema.json` holds it: editors complete and explain with it. */
export function labJsonSchema(): string {
  const schema = z.toJSONSchema(labFileSchema, { io: 'input', reused: 'inline' });
  return `${JSON.stringify({ title: 'A lab of PID 1 Lab', ...schema }, null, 2)}\n`;
}
