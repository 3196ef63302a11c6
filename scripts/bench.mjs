/** `npm run bench`: builds, and runs the benchmarks on a real engine. */
import { ensureDependencies } from './dependencies.mjs';
import { buildPages, bundle } from './build.mjs';

ensureDependencies();
process.env.NODE_ENV = 'production';
buildPages();
const bench = await bundle('bench/main.ts', 'bench');
const { main } = await import(bench.file);
bench.forget();
await main(process.argv.slice(2));
process.exit(0);
