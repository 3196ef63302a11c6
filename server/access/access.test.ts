import type { IncomingMessage } from 'node:http';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { Access } from './access';
import { isLoopback, refusedExposure } from './exposure';
import { Guesses } from './guesses';
import { newJoinCode } from './join-code';
import { PASS_MS, Passes } from './passes';
import { readPassword } from './read-password';

interface From {
  readonly address?: string;
  readonly cookie?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

function asked({ address = '192.0.2.1', cookie, headers = {} }: From = {}): IncomingMessage {
  return { headers: { ...headers, ...(cookie === undefined ? {} : { cookie }) }, socket: { remoteAddress: address } } as unknown as IncomingMessage;
}

const PASSWORD = 'correct horse battery';

async function enter(access: Access, secret: string, from: From = {}): Promise<string> {
  const end = await access.enter(asked(from), secret);
  return end.type === 'entered' ? end.cookie : end.type === 'too-many' ? `too-many ${end.seconds > 0}` : end.type;
}

describe('the door', () => {
  it('[ACC3] lets in whoever knows the password or the code, and nobody else', async () => {
    const access = await Access.start({ password: PASSWORD, joinCode: 'BC4D-7KMX', trustProxy: false });
    expect(access.kind).toBe('either');
    for (const wrong of ['', PASSWORD.toUpperCase(), `${PASSWORD} `, 'BC4D', 'BC4D-7KMY', '__proto__']) expect(await enter(access, wrong), wrong).toBe('wrong');
    expect(access.passOf(asked())).toBeUndefined();
    for (const right of [PASSWORD, 'BC4D-7KMX', 'bc4d 7kmx', ' bc4d7kmx ']) {
      const cookie = await enter(access, right);
      expect(cookie).toMatch(/^pid1lab-access=[\w-]{43}; Max-Age=43200; Path=\/; HttpOnly; SameSite=Strict$/);
      expect(access.passOf(asked({ cookie: cookie.split(';')[0] ?? '' }))).toBeDefined();
    }
    expect(access.passOf(asked({ cookie: 'pid1lab-access=AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA' }))).toBeUndefined();
  });

  it('[ACC3] a password means the same however a keyboard composes its letters', async () => {
    const access = await Access.start({ password: 'f\u00fcnf B\u00e4ume', trustProxy: false });
    expect(await enter(access, 'fu\u0308nf Ba\u0308ume')).toContain('pid1lab-access=');
  });

  it('[ACC4] too many wrong guesses from one address are not looked at, not even the right one; another address goes on', async () => {
    const access = await Access.start({ password: PASSWORD, trustProxy: false, limits: { address: 3, all: 100 } });
    const guesses = await Promise.all(['a', 'b', 'c', 'd', PASSWORD].map((guess) => enter(access, guess)));
    expect(guesses).toEqual(['wrong', 'wrong', 'wrong', 'too-many true', 'too-many true']);
    expect(await enter(access, PASSWORD, { address: '192.0.2.2' })).toContain('pid1lab-access=');
  });

  it('[ACC4] what is right does not count, so a whole class behind one address comes in', async () => {
    const access = await Access.start({ joinCode: 'BC4D7KMX', trustProxy: false, limits: { address: 2, all: 2 } });
    for (let learner = 0; learner < 6; learner += 1) expect(await enter(access, 'BC4D7KMX')).toContain('pid1lab-access=');
  });

  it('[ACC4] all addresses together have a limit, too, and the addresses of one IPv6 network count as one', async () => {
    const all = new Guesses({ address: 2, all: 3 });
    const answers: boolean[] = [];
    for (const address of ['192.0.2.1', '192.0.2.2', '192.0.2.3', '192.0.2.4']) answers.push((await all.take(address)) === 0);
    expect(answers).toEqual([true, true, true, false]);
    const six = new Guesses({ address: 2, all: 100 });
    expect(await six.take('2001:db8:1:2::1')).toBe(0);
    expect(await six.take('2001:db8:1:2:3:4:5:6')).toBe(0);
    expect(await six.take('2001:db8:1:2:ffff::')).toBeGreaterThan(0);
    expect(await six.take('2001:db8:1:3::1')).toBe(0);
  });

  it('[ACC4] X-Forwarded-For is believed only where a proxy is trusted, and only its last word', async () => {
    const forged = (address: string): From => ({ headers: { 'x-forwarded-for': `${address}, 198.51.100.7` } });
    for (const [trustProxy, first] of [[false, '203.0.113.1'], [true, '203.0.113.1']] as const) {
      const access = await Access.start({ password: PASSWORD, trustProxy, limits: { address: 1, all: 100 } });
      expect(await enter(access, 'x', forged(first))).toBe('wrong');
      expect(await enter(access, 'x', forged('203.0.113.2'))).toBe('too-many true');
    }
    const access = await Access.start({ password: PASSWORD, trustProxy: true, limits: { address: 1, all: 100 } });
    expect(await enter(access, 'x', { headers: { 'x-forwarded-for': '198.51.100.7' } })).toBe('wrong');
    expect(await enter(access, 'x', { headers: { 'x-forwarded-for': '198.51.100.8' } })).toBe('wrong');
  });

  it('[ACC7] behind a proxy that speaks https the cookie is secure and bound to this host', async () => {
    const headers = { 'x-forwarded-proto': 'https' };
    const trusting = await Access.start({ password: PASSWORD, trustProxy: true });
    expect(await enter(trusting, PASSWORD, { headers })).toMatch(/^__Host-pid1lab-access=[\w-]{43}; Max-Age=43200; Path=\/; HttpOnly; Secure; SameSite=Strict$/);
    const other = await Access.start({ password: PASSWORD, trustProxy: false });
    expect(await enter(other, PASSWORD, { headers })).not.toContain('Secure');
  });

  it('[ACC8] logging out ends the pass and what is open with it', async () => {
    const access = await Access.start({ password: PASSWORD, trustProxy: false });
    const cookie = (await enter(access, PASSWORD)).split(';')[0] ?? '';
    let ended = 0;
    access.passOf(asked({ cookie }))?.onRevoked(() => (ended += 1));
    expect(access.leave(asked({ cookie }))).toMatch(/^pid1lab-access=; Max-Age=0;/);
    expect([ended, access.passOf(asked({ cookie }))]).toEqual([1, undefined]);
  });
});

describe('passes', () => {
  afterEach(() => void vi.useRealTimers());

  it('[ACC8] a pass runs out, and ends what is open with it', () => {
    vi.useFakeTimers();
    const passes = new Passes();
    const token = passes.issue();
    let ended = false;
    passes.find(token)?.onRevoked(() => (ended = true));
    vi.advanceTimersByTime(PASS_MS - 1);
    expect(passes.find(token)).toBeDefined();
    vi.advanceTimersByTime(1);
    expect([passes.find(token), ended]).toEqual([undefined, true]);
  });

  it('[ACC8] only so many are remembered: the oldest goes first', () => {
    const passes = new Passes(2);
    const [first, second, third] = [passes.issue(), passes.issue(), passes.issue()];
    expect([passes.find(first), passes.find(second) !== undefined, passes.find(third) !== undefined]).toEqual([undefined, true, true]);
  });
});

describe('a join code', () => {
  it('[ACC2] is short, can be read aloud, and is another each time', () => {
    const codes = Array.from({ length: 500 }, newJoinCode);
    for (const code of codes) expect(code).toMatch(/^[BCDFGHJKMNP-TV-XZ2-9]{4}-[BCDFGHJKMNP-TV-XZ2-9]{4}$/);
    expect(new Set(codes).size).toBe(500);
  });
});

describe('exposure', () => {
  it.each([['127.0.0.1', true], ['127.8.8.8', true], ['::1', true], ['localhost', true], ['0.0.0.0', false], ['::', false], ['192.168.1.7', false], ['127.evil.example', false], ['lab.example', false]])('[ACC1] %s is loopback: %s', (host, loopback) => {
    expect(isLoopback(host)).toBe(loopback);
    const refused = refusedExposure({ host, hasDoor: false, publishedOnLoopback: false });
    expect(refused === undefined).toBe(loopback);
    if (refused !== undefined) expect(refused).toMatch(/why: [\s\S]*what to do: .*--join-code/);
    expect(refusedExposure({ host, hasDoor: true, publishedOnLoopback: false })).toBeUndefined();
    expect(refusedExposure({ host, hasDoor: false, publishedOnLoopback: true })).toBeUndefined();
  });
});

describe('the password', () => {
  it('[ACC2] comes from the environment, which forgets it, or from the first line of a file', () => {
    const folder = mkdtempSync(join(tmpdir(), 'password-'));
    try {
      const file = join(folder, 'password');
      writeFileSync(file, `${PASSWORD}\r\nsecond line\n`, { mode: 0o600 });
      const env: Record<string, string | undefined> = { PID1LAB_PASSWORD: PASSWORD };
      expect(readPassword(undefined, env)).toBe(PASSWORD);
      expect(env).toEqual({});
      expect(readPassword(file, {})).toBe(PASSWORD);
      expect(readPassword(undefined, {})).toBeUndefined();
      for (const refused of [() => readPassword(undefined, { PID1LAB_PASSWORD: 'short' }), () => readPassword(undefined, { PID1LAB_PASSWORD: '' }), () => readPassword(file, { PID1LAB_PASSWORD: PASSWORD }), () => readPassword(join(folder, 'none'), {})]) {
        expect(refused).toThrow(/why: [\s\S]*what to do: /);
      }
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});
