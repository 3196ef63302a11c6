/** One module with what it uses of a library, for Next's bundler to take as it is (next.config.ts). */
import { buildSync } from 'esbuild';

export default function bundle(source) {
  const stdin = { contents: source, loader: 'ts', resolveDir: this.context };
  return buildSync({ stdin, bundle: true, write: false, format: 'esm', target: 'es2022' }).outputFiles[0].text;
}
