/**
 * `npm run engine`: makes sure that a Docker engine runs. If one answers, it does nothing. Else, on Debian or
 * Ubuntu as root, it installs what is missing and starts dockerd in the background. It never touches an engine
 * that it did not start.
 */
import { spawn, spawnSync } from 'node:child_process';
import { accessSync, constants, existsSync, mkdirSync, openSync, readFileSync } from 'node:fs';
import { request } from 'node:http';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { giveUp, say } from './dependencies.mjs';
import { hasApt, installPackages, isRoot, missingPackages } from './packages.mjs';

const DEFAULT_HOST = 'unix:///var/run/docker.sock';
/** mmdebstrap makes the labs' base image where no registry answers; the keyring lets it do so on Ubuntu, too. */
const PACKAGES = ['docker.io', 'iptables', 'mmdebstrap', 'debian-archive-keyring'];
const START_MS = 90_000;

/** Asks an engine for its version: `{ version, api }`, or `{ error }` with the code of what stands in the way. */
export function askEngine(host, timeout = 5_000) {
  const url = host.startsWith('/') ? `unix://${host}` : host;
  const address = url.startsWith('unix://') ? { socketPath: url.slice('unix://'.length) || '/var/run/docker.sock' } : tcpAddress(url);
  if (address === undefined) return Promise.resolve({ error: 'EADDRESS' });
  return new Promise((resolve) => {
    const asked = request({ ...address, path: '/version', timeout }, (answer) => {
      let text = '';
      answer.on('data', (chunk) => (text += chunk));
      answer.on('end', () => {
        try {
          const { Version, ApiVersion } = JSON.parse(text);
          resolve(typeof Version === 'string' ? { version: Version, api: ApiVersion } : { error: 'EANSWER' });
        } catch {
          resolve({ error: 'EANSWER' });
        }
      });
    });
    asked.on('timeout', () => asked.destroy(Object.assign(new Error('no answer'), { code: 'ETIMEDOUT' })));
    asked.on('error', (error) => resolve({ error: error.code ?? error.message }));
    asked.end();
  });
}

function tcpAddress(text) {
  const url = /^(tcp|http):\/\//.test(text) && URL.canParse(text) ? new URL(text) : undefined;
  return url && { host: url.hostname, port: Number(url.port || 2375) };
}

/**
 * Starts dockerd in a session of its own and waits until it answers. Answers `{ pid, log, version }`, or
 * `{ log, died }` with the last lines of its log.
 */
export async function startDockerd({ host = DEFAULT_HOST, args = [], logFolder = defaultLogFolder(), progress = say } = {}) {
  mkdirSync(logFolder, { recursive: true });
  const log = join(logFolder, 'dockerd.log');
  const out = openSync(log, 'a');
  const child = spawn('dockerd', [`--host=${host}`, ...args], { detached: true, stdio: ['ignore', out, out], cwd: '/' });
  let ended;
  child.on('error', (error) => (ended = error.message));
  child.on('exit', (code, signal) => (ended = `it ended with ${signal ?? code}`));
  child.unref();
  const begun = Date.now();
  let told = 0;
  while (Date.now() - begun < START_MS && ended === undefined) {
    const found = await askEngine(host, 1_000);
    if (found.version !== undefined) return { pid: child.pid, log, version: found.version };
    const seconds = Math.round((Date.now() - begun) / 1000);
    if (seconds >= told + 3) progress(`  waiting for dockerd to answer (${(told = seconds)} s) …`);
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
  if (ended === undefined) {
    // It is ours: one that does not answer is not left behind.
    child.kill('SIGTERM');
    ended = `it did not answer within ${START_MS / 1000} s`;
  }
  return { log, died: ended, tail: lastLines(log, 6) };
}

/** What most likely stopped dockerd, by what its log says. */
export function likelyCause(tail) {
  const text = tail.join('\n');
  if (/cgroup/i.test(text) && /not mounted|mountpoint does not exist|isn't mounted|no cgroup/i.test(text)) return ['The kernel’s cgroups are not mounted.', 'Mount them: mount -t cgroup2 cgroup2 /sys/fs/cgroup'];
  if (/iptables|nftables|ip6tables|NAT/i.test(text)) return ['It could not set up the network with iptables.', 'Try the other back end: update-alternatives --set iptables /usr/sbin/iptables-legacy'];
  if (/pid file found|process with PID \d+ is still running/i.test(text)) return ['Another dockerd runs, or one was killed and left its pid file.', 'Look with: cat /var/run/docker.pid; if no such process runs, remove that file.'];
  if (/storage-driver|overlay|graphdriver/i.test(text)) return ['Its storage driver does not work on this file system.', 'Start it yourself with: dockerd --storage-driver=vfs'];
  if (/operation not permitted|permission denied/i.test(text)) return ['The machine does not let it, as in a container without privileges.', 'Use an engine outside, and name it with DOCKER_HOST.'];
  return ['See the lines above.', 'Mend it and run this again.'];
}

/** The last lines of a log, without dockerd's own decoration. */
function lastLines(file, count) {
  const lines = existsSync(file) ? readFileSync(file, 'utf8').trimEnd().split('\n') : [];
  const telling = lines.filter((line) => /level=(error|fatal|warning)|failed|error/i.test(line));
  return (telling.length > 0 ? telling : lines).slice(-count);
}

function defaultLogFolder() {
  try {
    accessSync('/var/log', constants.W_OK);
    return '/var/log/pid1-lab';
  } catch {
    return join(process.env.XDG_STATE_HOME ?? join(homedir(), '.local/state'), 'pid1-lab');
  }
}

/** dockerd needs cgroups; a bare machine without an init system may have none mounted. */
function mountCgroups() {
  if (/^\S+ \S+ cgroup2? /m.test(readFileSync('/proc/mounts', 'utf8'))) return;
  say('Mounting the kernel’s cgroups …');
  mkdirSync('/sys/fs/cgroup', { recursive: true });
  spawnSync('mount', ['-t', 'cgroup2', 'cgroup2', '/sys/fs/cgroup'], { stdio: ['ignore', 2, 2] });
}

/** The pid of a dockerd that runs although it does not answer where we ask. */
function otherDockerd() {
  const pid = existsSync('/var/run/docker.pid') ? readFileSync('/var/run/docker.pid', 'utf8').trim() : '';
  return /^\d+$/.test(pid) && existsSync(`/proc/${pid}/comm`) && readFileSync(`/proc/${pid}/comm`, 'utf8').trim() === 'dockerd' ? pid : undefined;
}

/** Engine there, or the process ends with what to do. */
export async function ensureEngine() {
  const named = process.env.DOCKER_HOST;
  const host = named === undefined || named === '' ? DEFAULT_HOST : named;
  const found = await askEngine(host);
  if (found.version !== undefined) {
    say(`Docker engine ${found.version} (API ${found.api}) answers at ${host}.`);
    return;
  }
  if (host !== DEFAULT_HOST) giveUp(`No engine answers at ${host}.`, `DOCKER_HOST names it (${found.error}).`, 'Start that engine, or unset DOCKER_HOST to use the local one.');
  if (found.error === 'EACCES') giveUp('A Docker engine is there, but its socket may not be used.', `You are not allowed to open ${DEFAULT_HOST.slice(7)}.`, 'Run this as root, or add yourself to the group docker (sudo adduser $USER docker) and log in anew.');
  const other = otherDockerd();
  if (other !== undefined) giveUp(`A Docker engine runs (pid ${other}) but does not answer.`, `It was asked at ${DEFAULT_HOST} (${found.error}).`, 'Look at its log. It was not started by this command, so it is left alone.');
  if (!hasApt()) {
    giveUp('No Docker engine answers, and this command cannot install one here.', 'It knows Debian and Ubuntu only.', process.platform === 'linux' ? 'Install Docker Engine with your distribution’s package manager, start it, then run npm start.' : 'Install and start Docker Desktop, then use docker compose up (see the README).');
  }
  if (!isRoot()) giveUp('No Docker engine answers, and installing or starting one needs root.', 'You are not root.', 'Run: sudo npm run engine');

  const missing = missingPackages(PACKAGES);
  if (missing.length > 0) {
    const failure = await installPackages(missing);
    if (failure !== undefined) {
      say(failure);
      giveUp(`apt could not install ${missing.join(', ')}.`, 'Its last lines are above.', 'Check the network and /etc/apt/sources.list, then run this again.');
    }
  }
  await startEngine();
}

async function startEngine() {
  if (existsSync('/run/systemd/system')) {
    // There the package's own service is the engine; starting a second one beside it would be wrong.
    spawnSync('systemctl', ['start', 'docker'], { stdio: ['ignore', 2, 2] });
    const found = await askEngine(DEFAULT_HOST);
    if (found.version === undefined) giveUp('The docker service did not start.', `It does not answer at ${DEFAULT_HOST} (${found.error}).`, 'Look with: journalctl -u docker -n 20');
    say(`Docker engine ${found.version} runs as the service docker. Its log: journalctl -u docker`);
    return;
  }
  mountCgroups();
  say('Starting dockerd in the background …');
  const started = await startDockerd();
  if (started.pid === undefined) {
    for (const line of started.tail) say(`  ${line}`);
    const [why, todo] = likelyCause(started.tail);
    giveUp(`dockerd did not start: ${started.died}. Its log: ${started.log}`, why, todo);
  }
  say(`Docker engine ${started.version} runs in the background (pid ${started.pid}). Its log: ${started.log}\nTo stop it: kill ${started.pid}`);
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) await ensureEngine();
