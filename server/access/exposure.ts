/** Whether a server may be reached as it was asked to be: beyond loopback only through a door. */
import { networkInterfaces } from 'node:os';

export interface Exposure {
  readonly host: string;
  readonly hasDoor: boolean;
  /** Somebody else, such as docker-compose.yml, sees to it that only this machine reaches the port. */
  readonly publishedOnLoopback: boolean;
}

/** Undefined, or why the server does not start: what, why, what to do. */
export function refusedExposure({ host, hasDoor, publishedOnLoopback }: Exposure): string | undefined {
  if (hasDoor || publishedOnLoopback || isLoopback(host)) return undefined;
  return [
    `PID 1 Lab does not listen on ${host} without a password or join code.`,
    '  why:        whoever reaches it there could run containers on this machine.',
    `  what to do: npm start -- --host ${host} --join-code                      prints a short code to give to your class`,
    `              npm start -- --host ${host} --password-file FILE             asks for the password in the file`,
    `              PID1LAB_PASSWORD=… npm start -- --host ${host}               the same, from the environment`,
    '              npm start                                                 for this machine only, without a login',
  ].join('\n');
}

export function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || /^127(?:\.\d{1,3}){3}$/.test(host);
}

/**
 * Under which names a server that listens on `host` is reached without having been told any. An address cannot
 * be rebound to another machine as a name can, so this machine's own are fine where it listens on all of them.
 */
export function ownAddresses(host: string): readonly string[] {
  if (host !== '0.0.0.0' && host !== '::') return [];
  return Object.values(networkInterfaces()).flatMap((addresses) => addresses ?? []).filter(({ internal }) => !internal).map(({ address, family }) => (family === 'IPv6' ? `[${address.split('%')[0] ?? ''}]` : address));
}

/** What to open in a browser on this machine. */
export function pageAddress(host: string, port: number): string {
  if (host === '0.0.0.0' || host === '::') return `http://127.0.0.1:${port}`;
  return `http://${host.includes(':') && !host.startsWith('[') ? `[${host}]` : host}:${port}`;
}
