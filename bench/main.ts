/** `npm run bench`: every figure of docs/performance.md, or those that are named. The machine's name is not printed. */
import { cpus, release, totalmem } from 'node:os';
import { pino } from 'pino';
import { Engine } from '@/server/docker/engine';
import { drag } from './drag';
import type { Figure } from './figures';
import { table } from './figures';
import { picture } from './picture';
import { rest } from './rest';
import { rows } from './rows';
import { scrub } from './scrub';
import { sessions } from './sessions';
import { storm } from './storm';

const BENCHES: Readonly<Record<string, (engine: Engine) => Promise<Figure[]>>> = { storm, picture, rest, scrub, drag, rows, sessions };

export async function main(args: readonly string[]): Promise<void> {
  const unknown = args.filter((name) => !(name in BENCHES));
  if (unknown.length > 0) {
    process.stderr.write(`No such benchmark: ${unknown.join(', ')}. There are ${Object.keys(BENCHES).join(', ')}.\n`);
    process.exit(2);
  }
  await using engine = await Engine.connect({ log: pino({ level: 'silent' }) });
  const info = await engine.whenUp(AbortSignal.timeout(10_000));
  console.log(`Linux ${release()}, ${cpus().length} CPUs, ${Math.round(totalmem() / 2 ** 30)} GiB, Node ${process.versions.node}, ${info.kind} ${info.version}\n`);
  for (const [name, bench] of Object.entries(BENCHES)) {
    if (args.length > 0 && !args.includes(name)) continue;
    console.log(`── ${name}`);
    console.log(`${table(await bench(engine))}\n`);
  }
}
