/**
 * `npm test`: everything, from a fresh checkout. Each stage can be asked for by name: `npm test -- unit docker`.
 * Ends with one line that counts the tests of all stages.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { ensurePackages } from './packages.mjs';
import { ROOT, ensureDependencies, say } from './dependencies.mjs';
import { buildPages } from './build.mjs';

const RESULTS = join(ROOT, 'test-results');
const bin = (name) => join(ROOT, 'node_modules', '.bin', name);

const STAGES = {
  types: () => run('types', bin('tsc'), ['-p', 'tsconfig.pure.json']) && run('types', bin('tsc'), ['-p', 'tsconfig.json']),
  lint: () => run('lint', bin('eslint'), ['.']),
  unit: () => vitest('unit'),
  docker: () => engine() && vitest('docker'),
  browser: () => engine() && chromium() && vitest('browser'),
};

ensureDependencies();
const asked = process.argv.slice(2);
const unknown = asked.filter((name) => !(name in STAGES));
if (unknown.length > 0) {
  say(`No such stage: ${unknown.join(', ')}. There are ${Object.keys(STAGES).join(', ')}.`);
  process.exit(2);
}
rmSync(RESULTS, { recursive: true, force: true });
mkdirSync(RESULTS, { recursive: true });
// Next writes the types of its routes; the compiler and the browser tests need them.
if (asked.length === 0 || asked.includes('types') || asked.includes('browser')) buildPages();

const failed = [];
for (const name of asked.length > 0 ? asked : Object.keys(STAGES)) {
  say(`\n── ${name} ──`);
  if (!STAGES[name]()) failed.push(name);
}
const counts = count();
if (failed.length > 0) say(`\nFailed: ${failed.join(', ')}`);
console.log(`${counts.passed} passed, ${counts.failed + (failed.length > 0 && counts.failed === 0 ? failed.length : 0)} failed, ${counts.skipped} skipped`);
process.exit(failed.length > 0 ? 1 : 0);

function run(_stage, command, args) {
  return spawnSync(command, args, { cwd: ROOT, stdio: ['ignore', 'inherit', 'inherit'] }).status === 0;
}

function vitest(project) {
  const json = join(RESULTS, `${project}.json`);
  return run(project, bin('vitest'), ['run', '--project', project, '--reporter=verbose', '--reporter=json', `--outputFile.json=${json}`]);
}

function engine() {
  return run('engine', process.execPath, [join(ROOT, 'scripts', 'engine.mjs')]);
}

/** Debian's Chromium and fonts that have Chinese; nothing is done where they are there. */
function chromium() {
  if (process.env.CHROMIUM_PATH !== undefined) return true;
  return ensurePackages({ chromium: '/usr/bin/chromium', 'fonts-noto-cjk': '/usr/share/fonts/opentype/noto', 'docker-compose': '/usr/bin/docker-compose' });
}

function count() {
  const total = { passed: 0, failed: 0, skipped: 0 };
  for (const project of ['unit', 'docker', 'browser']) {
    const json = join(RESULTS, `${project}.json`);
    if (!existsSync(json)) continue;
    const result = JSON.parse(readFileSync(json, 'utf8'));
    total.passed += result.numPassedTests;
    total.failed += result.numFailedTests;
    total.skipped += result.numPendingTests + (result.numTodoTests ?? 0);
  }
  return total;
}
