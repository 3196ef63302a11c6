import type { IncomingMessage } from 'node:http';
import { describe, expect, it } from 'vitest';
import { isForStrangers, withoutOrders } from './strangers';

function open(url: string, method = 'GET'): boolean {
  return isForStrangers({ url, method } as IncomingMessage, url.split('?', 1)[0] ?? '');
}

describe('what a stranger may ask for', () => {
  it.each(['/login', '/login?next=%2Flabs%2Fzombies', '/icon.svg', '/icon.svg?ab12', '/robots.txt', '/_next/static/chunks/0a1b~2.js', '/_next/static/media/inter-latin.p.woff2'])('[ACC3] %s: the login page and what it is made of', (url) => {
    expect(open(url)).toBe(true);
    expect(open(url, 'HEAD')).toBe(true);
    expect(open(url, 'POST')).toBe(false);
  });

  it.each([
    '/', '/status', '/labs/zombies', '/login/', '/login/../labs/zombies', '/LOGIN', '//login', '/login%2f', '/_next/static/../../labs/zombies', '/_next/static/%2e%2e/%2e%2e/labs/zombies',
    '/_next/static/..%2f..%2flabs', '/_next/static/a//b', '/_next/static\\..\\labs', '/_next/image?url=/x', '/_next/data/x.json', '/_next/static/', 'http://127.0.0.1/login', '*', '',
  ])('[ACC3] %j is not among it', (url) => {
    expect(open(url)).toBe(false);
  });

  it('[ACC3] headers by which Next could be sent to another page are dropped', () => {
    const headers = { host: 'a', cookie: 'c', 'accept-language': 'zh', rsc: '1', 'next-router-state-tree': '[]', 'next-action': 'x', 'x-matched-path': '/labs/zombies', 'x-middleware-subrequest': 'proxy' };
    expect(withoutOrders({ headers } as unknown as IncomingMessage).headers).toEqual({ host: 'a', cookie: 'c', 'accept-language': 'zh' });
  });
});
