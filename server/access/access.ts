/** The door: asks for a password or join code once, then knows its visitors by a cookie. */
import type { IncomingMessage } from 'node:http';
import { parseCookie, stringifySetCookie } from 'cookie';
import type { LoginKind } from '@/protocol/access';
import { Guesses } from './guesses';
import type { GuessLimits } from './guesses';
import { plainJoinCode } from './join-code';
import type { Pass } from './passes';
import { PASS_MS, Passes } from './passes';
import { addressOf, isHttps } from './requester';
import { Secret } from './secret';

export interface AccessOptions {
  /** At least one of the two. */
  readonly password?: string | undefined;
  readonly joinCode?: string | undefined;
  /** Believe X-Forwarded-For and X-Forwarded-Proto. */
  readonly trustProxy: boolean;
  readonly limits?: GuessLimits | undefined;
}

export type Answer =
  | { readonly type: 'entered'; readonly cookie: string }
  | { readonly type: 'wrong' }
  /** Seconds until a guess is looked at again. */
  | { readonly type: 'too-many'; readonly seconds: number };

const COOKIE = 'pid1lab-access';
/** Browsers refuse a cookie of this prefix that is not secure, for this host alone and for all of its paths (RFC 6265bis 4.1.3). */
const SECURE_COOKIE = `__Host-${COOKIE}`;

export class Access {
  readonly kind: LoginKind;
  readonly #password: Secret | undefined;
  readonly #joinCode: Secret | undefined;
  readonly #trustProxy: boolean;
  readonly #passes = new Passes();
  readonly #guesses: Guesses;

  static async start(options: AccessOptions): Promise<Access> {
    const { password, joinCode } = options;
    const [first, second] = await Promise.all([password === undefined ? undefined : Secret.of(password), joinCode === undefined ? undefined : Secret.of(plainJoinCode(joinCode))]);
    return new Access(options, first, second);
  }

  private constructor({ trustProxy, limits }: AccessOptions, password: Secret | undefined, joinCode: Secret | undefined) {
    this.kind = password !== undefined && joinCode !== undefined ? 'either' : password !== undefined ? 'password' : 'join-code';
    this.#password = password;
    this.#joinCode = joinCode;
    this.#trustProxy = trustProxy;
    this.#guesses = new Guesses(limits);
  }

  /** The pass that a request brings; undefined: its sender has to log in. */
  passOf(request: IncomingMessage): Pass | undefined {
    return this.#passes.find(this.#tokenOf(request));
  }

  async enter(request: IncomingMessage, secret: string): Promise<Answer> {
    const address = addressOf(request, this.#trustProxy);
    const seconds = await this.#guesses.take(address);
    if (seconds > 0) return { type: 'too-many', seconds };
    const found = await Promise.all([this.#password?.is(secret), this.#joinCode?.is(plainJoinCode(secret))]);
    if (!found.includes(true)) return { type: 'wrong' };
    await this.#guesses.giveBack(address);
    return { type: 'entered', cookie: this.#cookie(request, this.#passes.issue(), PASS_MS / 1000) };
  }

  /** Ends the pass and whatever is open with it. Answers with the cookie that takes the old one away. */
  leave(request: IncomingMessage): string {
    const token = this.#tokenOf(request);
    if (token !== undefined) this.#passes.revoke(token);
    return this.#cookie(request, '', 0);
  }

  #tokenOf(request: IncomingMessage): string | undefined {
    return parseCookie(request.headers.cookie ?? '')[this.#cookieName(request)];
  }

  #cookieName(request: IncomingMessage): string {
    return isHttps(request, this.#trustProxy) ? SECURE_COOKIE : COOKIE;
  }

  #cookie(request: IncomingMessage, value: string, maxAge: number): string {
    return stringifySetCookie({ name: this.#cookieName(request), value, path: '/', httpOnly: true, sameSite: 'strict', secure: isHttps(request, this.#trustProxy), maxAge });
  }
}
