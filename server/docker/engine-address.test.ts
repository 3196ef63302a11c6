import { describe, expect, it } from 'vitest';
import { addressText, engineAddress } from './engine-address';
import { backoffMs } from './backoff';

describe('the engine’s address', () => {
  it('[ENG2] DOCKER_HOST is honoured as unix:// and tcp://, and the default socket without it', () => {
    expect(engineAddress('unix:///tmp/x/docker.sock')).toEqual({ type: 'unix', path: '/tmp/x/docker.sock' });
    expect(engineAddress('/tmp/x.sock')).toEqual({ type: 'unix', path: '/tmp/x.sock' });
    expect(engineAddress('unix://')).toEqual({ type: 'unix', path: '/var/run/docker.sock' });
    expect(engineAddress('tcp://box:2375')).toEqual({ type: 'tcp', host: 'box', port: 2375, tls: false });
    expect(engineAddress('box:2376')).toMatchObject({ tls: true });
    expect(addressText(engineAddress('tcp://box'))).toBe('tcp://box:2375');
    expect(engineAddress('', '/nowhere')).toEqual({ type: 'unix', path: '/var/run/docker.sock' });
  });

  it('[ENG2] an address of another kind is refused with what it takes', () => {
    expect(() => engineAddress('ssh://me@box')).toThrow(/takes unix:.* or tcp:/);
    expect(() => engineAddress('npipe:////./pipe/docker')).toThrow(/DOCKER_HOST/);
  });

  it('[ENG3] attempts come quickly at first and once a second later', () => {
    expect([0, 1, 2, 3, 4, 50].map((attempt) => backoffMs(attempt))).toEqual([100, 200, 400, 800, 1000, 1000]);
  });
});
