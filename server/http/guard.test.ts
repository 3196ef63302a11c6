import type { IncomingMessage } from 'node:http';
import { describe, expect, it } from 'vitest';
import { allowedHosts, hostAllowed, originAllowed } from './guard';

function asked(headers: Record<string, string>): IncomingMessage {
  return { headers } as unknown as IncomingMessage;
}

describe('guard', () => {
  const hosts = allowedHosts('127.0.0.1');

  it.each([['127.0.0.1:3000', true], ['localhost:3000', true], ['[::1]:3000', true], ['evil.example', false], ['127.0.0.1.evil.example:3000', false], ['', false], ['a b', false]])('[SEC1] a request for host %j is served: %s', (host, served) => {
    expect(hostAllowed(asked({ host }), hosts)).toBe(served);
  });

  it.each([
    ['http://127.0.0.1:3000', true],
    ['http://localhost:3000', false],
    ['http://127.0.0.1:3001', false],
    ['https://evil.example', false],
    ['null', false],
    ['file://', false],
  ])('[SEC2] a WebSocket from origin %s to 127.0.0.1:3000 is let in: %s', (origin, letIn) => {
    expect(originAllowed(asked({ origin, host: '127.0.0.1:3000' }))).toBe(letIn);
  });
});
