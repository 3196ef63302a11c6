/** `npm start`: install, build, find the engine, serve; the address comes last. */
import { ensureDependencies } from './dependencies.mjs';
import { buildPages, bundle } from './build.mjs';

ensureDependencies();
process.env.NODE_ENV = 'production';
process.env.NEXT_TELEMETRY_DISABLED = '1';
buildPages();
if (process.argv[2] === '--build-only') process.exit(0);
const server = await bundle('server/main.ts', 'server');
const { main } = await import(server.file);
server.forget();
await main(process.argv.slice(2));
