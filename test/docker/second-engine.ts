/** A dockerd of the test's own, which may be stopped, killed and cleaned without harm to the one that everybody uses. */
import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { mkdirSync, mkdtempSync, openSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { eventually } from '../eventually';

export class SecondEngine {
  readonly folder = mkdtempSync(join(tmpdir(), 'engine-'));
  readonly host = `unix://${this.folder}/docker.sock`;
  #daemon: ChildProcess | undefined;

  get pid(): number | undefined {
    return this.#daemon?.pid;
  }

  async start(): Promise<void> {
    mkdirSync(join(this.folder, 'data'), { recursive: true });
    const log = openSync(join(this.folder, 'log'), 'a');
    const args = ['--data-root', 'data', '--exec-root', 'exec', '--pidfile', 'pid'].map((word) => (word.startsWith('--') ? word : join(this.folder, word)));
    // dockerd --bridge=none removes the docker0 that it finds, which is the other engine's: it gets a network namespace of its own.
    this.#daemon = spawn('unshare', ['--net', 'dockerd', '--host', this.host, ...args, '--bridge=none', '--iptables=false', '--ip6tables=false', '--ip-forward=false', '--ip-masq=false'], { stdio: ['ignore', log, log] });
    await eventually('the second engine listens', () => this.#listens(), 60);
  }

  /** Ends the daemon with a signal and waits until it has gone. */
  async stop(signal: 'SIGTERM' | 'SIGKILL'): Promise<void> {
    const daemon = this.#daemon;
    this.#daemon = undefined;
    if (daemon === undefined || daemon.exitCode !== null) return;
    const gone = new Promise((resolve) => daemon.once('exit', resolve));
    daemon.kill(signal);
    await gone;
    if (signal === 'SIGTERM') return;
    // containerd dies with a killed dockerd (PR_SET_PDEATHSIG). As long as it is a zombie, the next dockerd takes it for alive.
    await eventually('containerd ends with its parent', () => this.#containerd() === undefined);
    rmSync(join(this.folder, 'exec/containerd/containerd.pid'), { force: true });
  }

  /** Ends the engine and whatever a failed test left of it: shims, their containers, mounts. */
  async [Symbol.asyncDispose](): Promise<void> {
    await this.stop('SIGTERM');
    for (const shim of this.#processes()) {
      const children = readFileSync(`/proc/${shim}/task/${shim}/children`, 'utf8').trim().split(' ').filter((pid) => pid !== '');
      for (const pid of [...children.map(Number), shim]) process.kill(pid, 'SIGKILL');
    }
    const mounts = readFileSync('/proc/self/mounts', 'utf8').split('\n').map((line) => line.split(' ')[1] ?? '').filter((path) => path.startsWith(`${this.folder}/`));
    for (const path of mounts.reverse()) spawnSync('umount', ['--lazy', path]);
    rmSync(this.folder, { recursive: true, force: true });
  }

  #containerd(): number | undefined {
    return this.#processes('containerd ')[0];
  }

  /** Processes of this engine by their command line, which names the folder; a zombie has none. */
  #processes(program = 'containerd'): readonly number[] {
    return readdirSync('/proc').filter((name) => /^\d+$/.test(name)).map(Number).filter((pid) => {
      const words = readOr(`/proc/${pid}/cmdline`).replaceAll('\0', ' ');
      return words.includes(`${this.folder}/`) && basename(words).startsWith(program);
    });
  }

  #listens(): Promise<boolean> {
    return new Promise((resolve) => {
      const socket = connect(`${this.folder}/docker.sock`);
      socket.on('connect', () => resolve(true)).on('error', () => resolve(false));
      socket.on('connect', () => socket.destroy());
    });
  }
}

function basename(command: string): string {
  const end = command.indexOf(' ');
  return command.slice(command.lastIndexOf('/', end) + 1);
}

function readOr(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}
