/** How a process's words are written on screen: hostile until shown harmless, and measured in cells of the monospace font. */
import type { Process } from '@/model/process';
import { commandLine } from '@/model/ps-view';

const PLAIN = /^[ -~]*$/;

/**
 * Control, format (bidirectional overrides among them), surrogate, private and unassigned characters stand
 * as \n, \e or \u{202e}: a process name cannot break a line, turn the text around or hide a piece of itself.
 */
export function harmless(text: string): string {
  if (PLAIN.test(text)) return text;
  return text.replace(/[\p{C}\u2028\u2029]/gu, (character) => {
    const known = { '\n': '\\n', '\t': '\\t', '\r': '\\r', '\u001b': '\\e' }[character];
    return known ?? `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`;
  });
}

/** What a pill says: the engine's processes by name, the container's by their command line without the path of the program. */
export function pillText(process: Process): string {
  if (process.role !== 'member') return harmless(process.comm);
  const [program, ...others] = process.argv ?? [];
  const argv = program === undefined ? process.argv : [program.replace(/^\S*\/(?=[^/\s])/, ''), ...others];
  return harmless(commandLine({ ...process, argv }));
}

const WIDE = /[\p{Script=Han}\p{Script=Hangul}\p{Script=Hiragana}\p{Script=Katakana}\p{Extended_Pictographic}\u3000-\u303f\uff00-\uff60]/u;

/** How many cells one character takes: 0 for combining marks, 2 for East Asian and pictures, else 1. */
export function cellsOf(character: string): number {
  if (character >= ' ' && character <= '~') return 1;
  if (/\p{M}/u.test(character)) return 0;
  return WIDE.test(character) ? 2 : 1;
}

/** The number of cells of a text. */
export function cells(text: string): number {
  if (PLAIN.test(text)) return text.length;
  let count = 0;
  for (const character of text) count += cellsOf(character);
  return count;
}

/** The text in at most `most` cells, the last of them an ellipsis where something was left out. */
export function cut(text: string, most: number): { readonly text: string; readonly whole: boolean } {
  // Looking at no more than can be shown keeps 4 kB of argv cheap.
  if (text.length <= most * 2 && cells(text) <= most) return { text, whole: true };
  let kept = '';
  let used = 0;
  for (const character of text) {
    const width = cellsOf(character);
    if (used + width > most - 1) break;
    kept += character;
    used += width;
  }
  return { text: most < 1 ? '' : `${kept}…`, whole: false };
}

/** Advance widths of Inter at weight 600, from blank to tilde, in hundredths of an em: lighter weights are narrower. */
const INTER = [
  26, 33, 53, 65, 66, 101, 67, 33, 38, 38, 54, 68, 32, 47, 32, 38, 66, 43, 63, 64, 67, 62, 64, 58, 65, 64, 32, 33, 68, 68, 68, 55, 100, 73, 66, 74, 73, 61, 59, 75, 75, 28, 58, 71, 57, 93, 76, 77,
  65, 78, 66, 66, 67, 74, 73, 103, 72, 72, 66, 38, 38, 38, 49, 47, 36, 58, 63, 59, 63, 60, 39, 63, 62, 27, 27, 57, 27, 91, 62, 61, 63, 63, 40, 55, 36, 62, 59, 84, 57, 59, 57, 46, 36, 46, 68,
] as const;

/** An upper bound in px of what a text takes in the proportional font of this size. */
export function proseWidth(text: string, size: number): number {
  let hundredths = 0;
  for (const character of text) hundredths += INTER[character.charCodeAt(0) - 32] ?? (cellsOf(character) === 0 ? 0 : 102);
  return Math.ceil((hundredths * size) / 100);
}
