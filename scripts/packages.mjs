/** Debian packages: which are missing, and installing just those. Uses nothing but Node's own modules. */
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { say } from './dependencies.mjs';

/** Whether this is Debian, Ubuntu or one of their kin. */
export function hasApt() {
  if (!existsSync('/usr/bin/apt-get')) return false;
  const release = existsSync('/etc/os-release') ? readFileSync('/etc/os-release', 'utf8') : '';
  return /^(ID|ID_LIKE)=.*(debian|ubuntu)/m.test(release);
}

export function isRoot() {
  return process.getuid?.() === 0;
}

/** Those of the packages that are not installed. */
export function missingPackages(names) {
  return names.filter((name) => {
    const asked = spawnSync('dpkg-query', ['-W', '-f=${db:Status-Status}', name], { encoding: 'utf8' });
    return asked.stdout?.trim() !== 'installed';
  });
}

/**
 * Installs the packages whose file is not there, given as `{ package: path }`, and waits. False where that
 * cannot be done; why is said.
 */
export function ensurePackages(files) {
  const absent = Object.keys(files).filter((name) => !existsSync(files[name]));
  if (absent.length === 0) return true;
  if (!hasApt() || !isRoot()) {
    say(`Missing: ${absent.map((name) => `${name} (${files[name]})`).join(', ')}.\n  what to do: ${hasApt() ? `sudo apt-get install ${absent.join(' ')}` : 'install them with your system’s package manager'}`);
    return false;
  }
  return spawnSync(process.execPath, [fileURLToPath(import.meta.url), ...absent], { stdio: ['ignore', 2, 2] }).status === 0;
}

/** Installs packages with apt, telling each as it is set up. Answers undefined, or what went wrong: the last lines. */
export async function installPackages(names) {
  say(`Installing ${names.join(', ')} with apt …`);
  const updated = await apt(['update'], () => undefined);
  // One source that cannot be reached must not matter when the others have the packages.
  const installed = await apt(['install', '-y', '--no-install-recommends', ...names], (line) => {
    const set = /^Setting up (\S+)/.exec(line);
    if (set) say(`  ${set[1]}`);
  });
  if (installed.ok) return undefined;
  return [...(updated.ok ? [] : updated.tail), ...installed.tail].join('\n');
}

function apt(args, onLine) {
  const child = spawn('apt-get', ['-q', '-o', 'Dpkg::Use-Pty=0', '-o', 'DPkg::Lock::Timeout=300', ...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive', LC_ALL: 'C.UTF-8' },
  });
  const tail = [];
  let rest = '';
  const take = (chunk) => {
    const lines = (rest + chunk).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) {
      onLine(line);
      tail.push(line);
      if (tail.length > 12) tail.shift();
    }
  };
  child.stdout.on('data', (chunk) => take(String(chunk)));
  child.stderr.on('data', (chunk) => take(String(chunk)));
  return new Promise((resolve) => {
    child.on('error', (error) => resolve({ ok: false, tail: [error.message] }));
    child.on('close', (code) => resolve({ ok: code === 0, tail }));
  });
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const missing = missingPackages(process.argv.slice(2));
  const failure = missing.length > 0 ? await installPackages(missing) : undefined;
  if (failure !== undefined) say(failure);
  process.exit(failure === undefined ? 0 : 1);
}
