/** An asciicast, read as strictly as https://docs.asciinema.org/manual/asciicast/v2/ asks. */
import { expect } from 'vitest';

export interface ParsedCast {
  readonly header: Readonly<Record<string, unknown>>;
  readonly lines: readonly (readonly [number, 'o' | 'r', string])[];
  /** All its output. */
  readonly output: string;
}

/** Throws where the text is none. */
export function parsedCast(cast: string): ParsedCast {
  expect(cast.endsWith('\n')).toBe(true);
  const [header, ...lines] = cast.trimEnd().split('\n').map((line) => JSON.parse(line) as unknown) as [Record<string, unknown>, ...[number, 'o' | 'r', string][]];
  expect(header).toMatchObject({ version: 2, title: expect.any(String) as unknown });
  for (const key of ['width', 'height', 'timestamp']) expect(Number.isInteger(header[key]) && (header[key] as number) > 0, key).toBe(true);
  let before = 0;
  for (const line of lines) {
    const [time, code, data] = line;
    expect([line.length, typeof time, typeof data]).toEqual([3, 'number', 'string']);
    expect(data).toMatch(code === 'r' ? /^\d+x\d+$/ : /^/);
    expect(['o', 'r']).toContain(code);
    expect(time).toBeGreaterThanOrEqual(before);
    before = time;
  }
  return { header, lines, output: lines.filter(([, code]) => code === 'o').map(([, , data]) => data).join('') };
}
