/**
 * A session's workbench: a container with a shell and the real docker command, whose engine is the session's gateway.
 * It sees nothing of the host but the folder with the gateway's socket, and it can fill no disk: its home is in memory,
 * within its limit.
 */
import { join } from 'node:path';
import type { Logger } from 'pino';
import type { Engine } from '../docker/engine';
import type { BuildListener } from '../docker/image-progress';
import type { Images } from '../docker/images';
import { engineMessage, isGone } from '../docker/engine-error';
import { LABEL } from '../docker/labels';
import { removeWorkbench } from '../docker/sweep';
import { homeArchive } from './home-files';
import { execPty } from './pty';
import type { Pty } from './pty';

export interface WorkbenchOptions {
  readonly engine: Engine;
  readonly images: Images;
  /** The session's tag. */
  readonly session: string;
  /** Where this server's own files are. */
  readonly root: string;
  /** The folder with the gateway's socket, under the path by which the engine knows it. */
  readonly socketFolder: string;
  /** What lies in the home folder at the beginning. */
  readonly files: () => Readonly<Record<string, string>>;
  readonly log: Logger;
  readonly listener?: BuildListener | undefined;
  readonly signal: AbortSignal;
}

export interface ShellOptions {
  /** By which the gateway knows whose commands they are. */
  readonly terminal: string;
  readonly language: 'en' | 'zh';
  readonly columns: number;
  readonly rows: number;
}

const IMAGE = 'workbench:latest';
const HOME = '/home/learner';
/** Where the image expects the gateway's socket. */
const SOCKETS = '/run/pid1lab';
const MEMORY = 256 * 1024 * 1024;
/** Go programs have a dozen threads each, and threads count. */
const PIDS = 256;

export class Workbench {
  readonly #options: WorkbenchOptions;
  readonly #container: string;

  /** Builds the image where it is missing, starts the container and fills its home. Throws a sentence for people. */
  static async start(options: WorkbenchOptions): Promise<Workbench> {
    const { engine, images, root, session, signal, listener } = options;
    const image = await images.build(IMAGE, { folder: join(root, 'server/terminal/image'), dockerfile: 'Dockerfile' }, { signal, listener });
    await removeWorkbench(engine, session); // one that the engine has ended, by a restart of its own
    let id: string | undefined;
    try {
      const { id: created } = await engine.docker.createContainer({ ...createBody(options, image.tag), abortSignal: signal });
      id = created;
      await engine.docker.getContainer(created).start({ abortSignal: signal });
    } catch (error) {
      if (id !== undefined) await removeWorkbench(engine, session);
      throw new Error(wordsOf(error, options.socketFolder));
    }
    const workbench = new Workbench(options, id);
    await workbench.resetFiles();
    return workbench;
  }

  private constructor(options: WorkbenchOptions, container: string) {
    this.#options = options;
    this.#container = container;
  }

  /** Whether it is there and runs: the engine may have been restarted. */
  async isUp(): Promise<boolean> {
    try {
      return (await this.#options.engine.docker.getContainer(this.#container).inspect()).State.Running;
    } catch (error) {
      if (isGone(error)) return false;
      throw error;
    }
  }

  shell({ terminal, language, columns, rows }: ShellOptions): Promise<Pty> {
    const env = [`PID1LAB_TERMINAL=${terminal}`, `PID1LAB_GREET=${language}`];
    return execPty(this.#options.engine, { container: this.#container, argv: ['bash'], env, columns, rows, quiet: true });
  }

  /** Puts the lab's files back; what else lies in the home folder stays. Answers with their names. */
  async resetFiles(): Promise<readonly string[]> {
    const { engine, files } = this.#options;
    const found = files();
    // Not by the archive request: it does not reach a folder that lies in memory.
    const exec = await engine.docker.getContainer(this.#container).exec({ Cmd: ['tar', '-x', '-f', '-', '-C', HOME], AttachStdin: true, AttachStdout: true, AttachStderr: true });
    engine.keepQuiet(exec.id);
    const stream = await exec.start({ hijack: true, stdin: true });
    let said = '';
    stream.on('data', (chunk: Buffer) => (said = (said + chunk.toString('utf8', 8)).slice(-500)));
    const ended = new Promise<void>((resolve, reject) => {
      stream.once('end', resolve);
      stream.once('close', resolve);
      stream.once('error', reject);
    });
    stream.end(await homeArchive(found, new Date()));
    await ended;
    const { ExitCode } = await exec.inspect();
    if (ExitCode !== 0) throw new Error(`The lab’s files could not be put into the workbench: ${said.trim() || `tar ended with ${ExitCode}`}. Its home may be full; remove something in it.`);
    return Object.keys(found).sort();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await removeWorkbench(this.#options.engine, this.#options.session);
  }
}

function createBody({ engine, session, socketFolder }: WorkbenchOptions, image: string) {
  const { memory, pids, cpu } = engine.info?.limits ?? { memory: true, pids: true, cpu: true };
  return {
    name: `pid1lab-workbench-${session}`,
    Image: image,
    Hostname: 'workbench',
    // Not the session's label: it is none of the learner's containers.
    Labels: { [LABEL.owner]: engine.owner, [LABEL.workbench]: session },
    HostConfig: {
      Mounts: [{ Type: 'bind' as const, Source: socketFolder, Target: SOCKETS, ReadOnly: true }],
      NetworkMode: 'none',
      ReadonlyRootfs: true,
      Tmpfs: { [HOME]: 'rw,exec,nosuid,nodev,size=48m,mode=0755,uid=1000,gid=1000', '/tmp': 'rw,exec,nosuid,nodev,size=32m,mode=1777' },
      CapDrop: ['ALL'],
      SecurityOpt: ['no-new-privileges'],
      LogConfig: { Type: 'none', Config: {} },
      ...(memory ? { Memory: MEMORY, MemorySwap: MEMORY } : {}),
      ...(pids ? { PidsLimit: PIDS } : {}),
      ...(cpu ? { NanoCpus: 1e9 } : {}),
    },
  };
}

function wordsOf(error: unknown, socketFolder: string): string {
  const said = engineMessage(error);
  if (!said.includes(socketFolder)) return said;
  return `The engine does not see this server’s folder ${socketFolder}: it runs on another machine or in another file system. Where the lab is a container, mount that folder into it under the same path (docker-compose.yml does).`;
}
