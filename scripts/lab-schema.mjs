// Writes labs/lab.schema.json from the schema in protocol/lab.ts: `node scripts/lab-schema.mjs`.
import { writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const root = fileURLToPath(new URL('..', import.meta.url));
const result = await build({
  stdin: { contents: "export { labJsonSchema } from './labs/json-schema';", resolveDir: root, loader: 'ts' },
  bundle: true,
  platform: 'node',
  format: 'esm',
  alias: { '@': root },
  write: false,
  absWorkingDir: root,
});
const module = await import(`data:text/javascript,${encodeURIComponent(result.outputFiles[0].text)}`);
await writeFile(`${root}/labs/lab.schema.json`, module.labJsonSchema());
