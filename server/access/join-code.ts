/** A code for a class: short enough to be written on a board, without letters and digits that look alike. */
import { randomInt } from 'node:crypto';

/** No vowels, so that no words come out; no 0, 1, I, L, O, which are mistaken for each other. */
const ALPHABET = 'BCDFGHJKMNPQRSTVWXZ23456789';
const LENGTH = 8;

/** 27^8 codes, 2^38: at the sixty guesses a minute that the door looks at, all of them take nine thousand years. */
export function newJoinCode(): string {
  const code = Array.from({ length: LENGTH }, () => ALPHABET[randomInt(ALPHABET.length)]).join('');
  return `${code.slice(0, LENGTH / 2)}-${code.slice(LENGTH / 2)}`;
}

/** As it is compared: people write it in lower case, with spaces, without the hyphen. */
export function plainJoinCode(text: string): string {
  return text.toUpperCase().replace(/[\s-]/g, '');
}
