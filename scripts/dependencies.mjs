/**
 * What must be there before anything of ours can run: a Node that is new enough, and what package-lock.json lists.
 * Uses nothing but Node's own modules, because it runs first.
 */
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

export const ROOT = join(import.meta.dirname ?? new URL('.', import.meta.url).pathname, '..');

const NEEDED = [20, 9];
const STAMP = join(ROOT, 'node_modules', '.pid1lab-lock');

/** Says one line about what is going on, out of the way of what a command prints. */
export function say(text) {
  process.stderr.write(`${text}\n`);
}

/** Ends the process with what happened, why, and what to do. */
export function giveUp(what, why, todo) {
  say(`\n${what}\n  why:        ${why}\n  what to do: ${todo}`);
  process.exit(1);
}

/** Installs what npm must install, if package-lock.json changed since the last time. */
export function ensureDependencies() {
  const [major, minor] = process.versions.node.split('.').map(Number);
  if (major < NEEDED[0] || (major === NEEDED[0] && minor < NEEDED[1])) {
    giveUp(`Node ${process.versions.node} is too old.`, `PID 1 Lab needs Node ${NEEDED.join('.')} or later.`, 'Install a newer Node, for instance from nodejs.org, and try again.');
  }
  const lock = createHash('sha256').update(readFileSync(join(ROOT, 'package-lock.json'))).digest('hex');
  if (existsSync(STAMP) && readFileSync(STAMP, 'utf8') === lock) return;
  say('Installing what package-lock.json lists (once) …');
  // No package's install script is needed, and none is run: nothing is compiled, no browser is fetched.
  const npm = spawnSync('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'], { cwd: ROOT, stdio: ['ignore', 2, 2] });
  if (npm.status !== 0) giveUp('npm could not install the dependencies.', npm.error?.message ?? 'See its message above.', 'Check the network and the npm registry that `npm config get registry` names, then try again.');
  writeFileSync(STAMP, lock);
}
