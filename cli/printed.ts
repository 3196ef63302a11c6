/** What goes to a terminal. Names of processes and their output are hostile: no control character of theirs gets through. */

/** The text with control characters written as escapes, so that it cannot move the cursor, retitle the window or hide a line. */
export function printable(text: string): string {
  // C0, DEL and C1; bidirectional overrides, which reorder what is read.
  return text.replace(/[\u0000-\u001f\u007f-\u009f\u200e\u200f\u202a-\u202e\u2066-\u2069]/g, (character) => `\\x${character.charCodeAt(0).toString(16).padStart(2, '0')}`);
}

export interface Style {
  readonly bold: (text: string) => string;
  readonly dim: (text: string) => string;
  readonly green: (text: string) => string;
  readonly red: (text: string) => string;
}

/** Colours where a person reads: https://no-color.org. */
export function styleFor(stream: { readonly isTTY?: boolean }): Style {
  const coloured = stream.isTTY === true && (process.env['NO_COLOR'] ?? '') === '' && process.env['TERM'] !== 'dumb';
  const paint = (code: number) => (text: string) => (coloured ? `\u001b[${code}m${text}\u001b[0m` : text);
  return { bold: paint(1), dim: paint(2), green: paint(32), red: paint(31) };
}

/** One line of JSON, for programs. */
export function printJson(value: unknown): void {
  process.stdout.write(`${JSON.stringify(value)}\n`);
}

export function print(line = ''): void {
  process.stdout.write(`${line}\n`);
}
