/** Builds what has changed: the server and the CLI with esbuild (a moment), the pages with Next (a minute, once). */
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT, giveUp, say } from './dependencies.mjs';

const PAGES_MADE_OF = ['app', 'components', 'model', 'protocol', 'sources', 'labs', 'public', 'next.config.ts', 'proxy.ts', 'package-lock.json', 'tsconfig.json'];

/** Bundles one entry for Node and answers the file to import. */
export async function bundle(entry, name) {
  const { build, stop } = await import('esbuild');
  // Each process writes a file of its own: two commands started at once must not read each other's half.
  const own = join(ROOT, 'build', `${name}.${process.pid}.mjs`);
  mkdirSync(join(ROOT, 'build'), { recursive: true });
  await build({
    entryPoints: [join(ROOT, entry)],
    outfile: own,
    bundle: true,
    platform: 'node',
    target: 'node20',
    format: 'esm',
    packages: 'external',
    sourcemap: 'inline',
    logLevel: 'error',
    tsconfig: join(ROOT, 'tsconfig.json'),
    define: { 'process.env.PID1LAB_ROOT': JSON.stringify(ROOT) },
  });
  // Its helper process would otherwise stay for as long as the server.
  await stop();
  return { file: own, forget: () => rmSync(own, { force: true }) };
}

/** Builds the pages if one of the files they are made of changed. */
export function buildPages() {
  const stamp = join(ROOT, '.next', 'pid1lab-sources');
  const sources = hashOf(PAGES_MADE_OF);
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === sources) return;
  say('Building the pages (a minute, only after changes) …');
  const next = spawnSync(process.execPath, [join(ROOT, 'node_modules/next/dist/bin/next'), 'build'], {
    cwd: ROOT,
    stdio: ['ignore', 'pipe', 'pipe'],
    encoding: 'utf8',
    env: { ...process.env, NODE_ENV: 'production', NEXT_TELEMETRY_DISABLED: '1', NEXT_IGNORE_INCORRECT_LOCKFILE: '1' },
  });
  if (next.status !== 0) {
    say(next.stdout + next.stderr);
    giveUp('The pages could not be built.', 'See the messages above.', 'If you changed a file, mend it; if not, please report this.');
  }
  writeFileSync(stamp, sources);
}

function hashOf(paths) {
  const hash = createHash('sha256');
  for (const file of paths.flatMap(filesIn)) hash.update(file).update('\0').update(readFileSync(join(ROOT, file)));
  return hash.digest('hex');
}

/** Code and styles below a path; labs' own folders are read when a page is asked for, and tests are in no page. */
function filesIn(path) {
  const full = join(ROOT, path);
  if (!existsSync(full)) return [];
  if (statSync(full).isFile()) return /\.test\.tsx?$/.test(path) ? [] : [path];
  return readdirSync(full).sort().map((name) => join(path, name)).filter((below) => path !== 'labs' || below.endsWith('.ts')).flatMap(filesIn);
}
