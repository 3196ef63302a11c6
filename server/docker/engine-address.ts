/** Where the engine listens. */
import type { DockerOptions } from 'dockerode';
import { existsSync, readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';

export type EngineAddress =
  | { readonly type: 'unix'; readonly path: string }
  | { readonly type: 'tcp'; readonly host: string; readonly port: number; readonly tls: boolean };

const DEFAULT_SOCKET = '/var/run/docker.sock';

/** The address that DOCKER_HOST names, else the default socket (Docker Desktop's in the home folder first). Throws on what it cannot read. */
export function engineAddress(dockerHost: string | undefined, home: string = homedir()): EngineAddress {
  if (dockerHost === undefined || dockerHost.trim() === '') {
    const desktop = join(home, '.docker/run/docker.sock');
    return { type: 'unix', path: existsSync(DEFAULT_SOCKET) || !existsSync(desktop) ? DEFAULT_SOCKET : desktop };
  }
  const text = dockerHost.trim();
  if (text.startsWith('/')) return { type: 'unix', path: text };
  if (text.startsWith('unix://')) return { type: 'unix', path: text.slice('unix://'.length) || DEFAULT_SOCKET };
  if (/^(tcp|http|https):\/\//.test(text) || !text.includes('://')) {
    const url = URL.canParse(text) && text.includes('://') ? new URL(text) : new URL(`tcp://${text}`);
    const tls = url.protocol === 'https:' || url.port === '2376' || process.env['DOCKER_TLS_VERIFY'] === '1';
    if (url.hostname !== '') return { type: 'tcp', host: url.hostname, port: Number(url.port || (tls ? 2376 : 2375)), tls };
  }
  throw new Error(`DOCKER_HOST is "${text}", which is no address of an engine here. It takes unix:///path/to/docker.sock or tcp://host:port. Unset it to use ${DEFAULT_SOCKET}.`);
}

/** The address as DOCKER_HOST writes it. */
export function addressText(address: EngineAddress): string {
  return address.type === 'unix' ? `unix://${address.path}` : `tcp://${address.host}:${address.port}`;
}

/** Options for dockerode, which would otherwise read the environment on its own. */
export function dockerOptions(address: EngineAddress, certificates: string | undefined = process.env['DOCKER_CERT_PATH']): DockerOptions {
  if (address.type === 'unix') return { socketPath: address.path, host: undefined, protocol: 'http' };
  const base: DockerOptions = { socketPath: undefined, host: address.host, port: address.port, protocol: address.tls ? 'https' : 'http' };
  if (!address.tls || certificates === undefined) return base;
  const read = (name: string) => readFileSync(join(certificates, name), 'utf8');
  return { ...base, ca: read('ca.pem'), cert: read('cert.pem'), key: read('key.pem') };
}
