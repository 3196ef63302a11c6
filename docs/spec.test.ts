import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';

const TESTED = ['model', 'protocol', 'sources', 'components', 'labs', 'server', 'cli', 'scripts', 'docs', 'test'];
const RULE = /^- \*\*([A-Z][A-Z0-9]*?\d+)\*\*/gm;
const CITED = /['"`]\[([A-Z][A-Z0-9]*?\d+(?:, ?[A-Z][A-Z0-9]*?\d+)*)\] /g;

it('[HOUSE3] each rule stands in the specification once, and no test cites one that does not', () => {
  const rules = [...readFileSync('docs/SPEC.md', 'utf8').matchAll(RULE)].map((match) => match[1]!);
  expect(rules.length).toBeGreaterThan(200);
  expect(rules.filter((rule, index) => rules.indexOf(rule) !== index)).toEqual([]);

  const known = new Set(rules);
  const unknown = TESTED.flatMap(testsOf).flatMap((file) => [...readFileSync(file, 'utf8').matchAll(CITED)].flatMap((match) => match[1]!.split(/, ?/)).filter((rule) => !known.has(rule)).map((rule) => `${file}: ${rule}`));
  expect(unknown).toEqual([]);
});

function testsOf(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.test.ts')).map((name) => join(folder, name));
}
