/** `npm run -s pid1 -- …`: the command line. */
import { ensureDependencies } from './dependencies.mjs';
import { bundle } from './build.mjs';

ensureDependencies();
const cli = await bundle('cli/main.ts', 'pid1');
const { main } = await import(cli.file);
cli.forget();
await main(process.argv.slice(2));
