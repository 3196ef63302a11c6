/** A session's gateway, and ways to knock at it: the real docker command, well-formed requests, raw bytes. */
import { spawn, type ChildProcessWithoutNullStreams } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { request } from 'node:http';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Engine } from '@/server/docker/engine';
import { SessionImages } from '@/server/docker/session-images';
import { Gateway, type GatewayOptions } from '@/server/gateway/gateway';
import { quietLog } from './learner';

/** The docker commands of this machine: Debian's, and a newer one where it is. */
export const CLIENTS = ['/usr/bin/docker', '/usr/local/bin/docker'].filter((path) => existsSync(path));

export interface Typed {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

export interface Answer {
  readonly status: number;
  readonly text: string;
  readonly message: string;
}

export class GatewaySession {
  readonly tag: string;
  readonly images = new SessionImages();
  readonly #folder: string;
  readonly #gateway: Gateway;

  private constructor(tag: string, folder: string, gateway: Gateway, images: SessionImages) {
    this.tag = tag;
    this.#folder = folder;
    this.#gateway = gateway;
    this.images = images;
  }

  static async start(engine: Engine, more: Partial<GatewayOptions> = {}): Promise<GatewaySession> {
    const tag = randomBytes(5).toString('hex');
    const folder = await mkdtemp(join(tmpdir(), 'gw-'));
    const images = new SessionImages();
    const gateway = await Gateway.start({ engine, session: { tag }, folder, log: quietLog(), images, ...more });
    return new GatewaySession(tag, folder, gateway, images);
  }

  get socket(): string {
    return this.#gateway.socket;
  }

  /** Types a docker command; `input` is its standard input, which then ends. */
  docker(client: string, args: readonly string[], input = '', cwd = this.#folder): Promise<Typed> {
    const child: ChildProcessWithoutNullStreams = spawn(client, [...args], { cwd, env: { ...process.env, HOME: this.#folder, DOCKER_HOST: `unix://${this.socket}`, DOCKER_BUILDKIT: '0' }, stdio: 'pipe' });
    const typed = { code: -1, out: '', err: '' };
    child.stdout.on('data', (chunk: Buffer) => (typed.out += chunk.toString()));
    child.stderr.on('data', (chunk: Buffer) => (typed.err += chunk.toString()));
    child.stdin.on('error', () => undefined).end(input);
    const timer = setTimeout(() => child.kill('SIGKILL'), 90_000);
    return new Promise((resolve, reject) => {
      child.on('error', reject);
      child.on('close', (code) => {
        clearTimeout(timer);
        resolve({ ...typed, code: code ?? -1 });
      });
    });
  }

  /** Like `docker`, for lines that must succeed. */
  async does(client: string, args: readonly string[], input?: string): Promise<string> {
    const { code, out, err } = await this.docker(client, args, input);
    if (code !== 0) throw new Error(`${args.join(' ')} gave ${code}: ${err}${out}`);
    return out;
  }

  ask(method: string, path: string, body?: unknown, headers: Record<string, string> = {}): Promise<Answer> {
    const payload = body === undefined ? undefined : typeof body === 'string' || Buffer.isBuffer(body) ? body : JSON.stringify(body);
    return new Promise((resolve, reject) => {
      const asked = request({ socketPath: this.socket, method, path, agent: false, headers: { host: 'docker', ...(payload === undefined ? {} : { 'content-type': 'application/json', 'content-length': String(Buffer.byteLength(payload)) }), ...headers } }, (answer) => {
        const chunks: Buffer[] = [];
        answer.on('data', (chunk: Buffer) => chunks.push(chunk));
        answer.on('close', () => resolve(read(answer.statusCode ?? 0, Buffer.concat(chunks).toString())));
      });
      asked.on('error', reject);
      asked.end(payload);
    });
  }

  /** Sends bytes as they are and answers with everything that comes back until the other side ends, or is silent for `ms`. */
  raw(bytes: string | readonly string[], ms = 1_500): Promise<string> {
    return new Promise((resolve) => {
      let text = '';
      const socket = connect(this.socket);
      const end = () => {
        clearTimeout(timer);
        socket.destroy();
        resolve(text);
      };
      let timer = setTimeout(end, ms);
      socket.on('data', (chunk: Buffer) => {
        text += chunk.toString('latin1');
        clearTimeout(timer);
        timer = setTimeout(end, ms);
      });
      socket.on('close', end).on('error', end);
      socket.write(typeof bytes === 'string' ? bytes : bytes.join(''), 'latin1');
    });
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#gateway[Symbol.asyncDispose]();
    await rm(this.#folder, { recursive: true, force: true });
  }
}

function read(status: number, text: string): Answer {
  let message = '';
  try {
    message = (JSON.parse(text) as { message?: string }).message ?? '';
  } catch {
    // not an error in the engine's format
  }
  return { status, text, message };
}

/** What the engine has that a session could have made: to be the same before and after a refusal. Others work beside us, so theirs are left out. */
export async function holdings(engine: Engine, tags: readonly string[]): Promise<readonly string[]> {
  const { docker } = engine;
  const [containers, images, networks, volumes] = await Promise.all([docker.listContainers({ all: true }), docker.listImages(), docker.listNetworks(), docker.listVolumes()]);
  const isOthers = (name: string) => /pid1lab/.test(name) && !tags.some((tag) => name.includes(tag));
  return [
    ...containers.filter(({ Names, Labels }) => !Names.some(isOthers) && Labels['pid1lab.owner'] === undefined).map(({ Id }) => `container ${Id}`),
    ...containers.filter(({ Names }) => Names.some((name) => tags.some((tag) => name.includes(tag)))).map(({ Names }) => `container ${Names.join()}`),
    ...images.flatMap(({ RepoTags }) => RepoTags ?? []).filter((name) => tags.some((tag) => name.includes(tag))).map((name) => `image ${name}`),
    ...networks.map(({ Name }) => Name).filter((name) => !isOthers(name)).map((name) => `network ${name}`),
    ...volumes.Volumes.map(({ Name }) => Name).filter((name) => tags.some((tag) => name.includes(tag))).map((name) => `volume ${name}`),
  ].sort();
}
