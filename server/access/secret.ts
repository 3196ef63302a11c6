/** A password or join code as the server keeps it: scrypt's hash with a salt of its own, never the text. */
import { randomBytes, scrypt, timingSafeEqual } from 'node:crypto';

/** 32 MB and about a tenth of a second for each guess (RFC 7914; OWASP's password storage sheet). */
const COST = { N: 2 ** 15, r: 8, p: 1, maxmem: 64 * 2 ** 20 };
const KEY_BYTES = 32;

export class Secret {
  readonly #salt: Buffer;
  readonly #key: Buffer;

  static async of(text: string): Promise<Secret> {
    const salt = randomBytes(16);
    return new Secret(salt, await derive(text, salt));
  }

  private constructor(salt: Buffer, key: Buffer) {
    this.#salt = salt;
    this.#key = key;
  }

  /** Takes the same time whether it is the secret, nearly so, or not at all. */
  async is(text: string): Promise<boolean> {
    return timingSafeEqual(await derive(text, this.#salt), this.#key);
  }
}

function derive(text: string, salt: Buffer): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    // The same characters, however a keyboard composes them (RFC 8265 does so for passwords).
    scrypt(text.normalize('NFC'), salt, KEY_BYTES, COST, (error, key) => (error === null ? resolve(key) : reject(error)));
  });
}
