/** A schema's issues in the words of a lab's author, each at its place in the file. */
import * as z from 'zod';
import type { ParsedYaml } from './parse-yaml';
import type { Mistake } from './mistake';
import { nearest } from '@/model/docker-command/nearest';
import { labFileSchema } from '@/protocol/lab';
import { pathText } from './mistake';

type Issue = z.core.$ZodIssue;

export function schemaMistakes(issues: readonly Issue[], yaml: ParsedYaml, file: string): readonly Mistake[] {
  return issues.flatMap((issue) => mistakesOf(issue, [], yaml, file));
}

function mistakesOf(issue: Issue, around: readonly PropertyKey[], yaml: ParsedYaml, file: string): readonly Mistake[] {
  const path = [...around, ...issue.path];
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => ({ rule: 'LAB1', file, ...yaml.at(path, key), path: pathText(path), what: `there is no “${key}” here${didYouMean(key)}` }));
  }
  if (issue.code === 'invalid_union') {
    // The branch that came furthest is the one that was meant.
    const deepest = [...issue.errors].sort((a, b) => depth(b) - depth(a))[0] ?? [];
    if (depth(deepest) > 0) return deepest.flatMap((inner) => mistakesOf(inner, path, yaml, file));
  }
  const inner = issue.code === 'invalid_key' ? issue.issues[0] : undefined;
  return [{ rule: 'LAB1', file, ...yaml.at(path), path: pathText(path), what: inner === undefined ? words(issue) : words(inner) }];
}

function didYouMean(key: string): string {
  const meant = nearest(key, [...keysOf(z.toJSONSchema(labFileSchema, { io: 'input' }))].filter((word) => word !== key));
  return meant === undefined ? '' : `; did you mean “${meant}”?`;
}

/** Every key that lab.yaml knows anywhere. */
function keysOf(schema: unknown, found = new Set<string>()): ReadonlySet<string> {
  if (typeof schema !== 'object' || schema === null) return found;
  for (const [name, part] of Object.entries(schema)) {
    if (name === 'properties' && typeof part === 'object' && part !== null) for (const key of Object.keys(part)) found.add(key);
    keysOf(part, found);
  }
  return found;
}

function depth(issues: readonly Issue[]): number {
  return Math.max(0, ...issues.map((issue) => issue.path.length));
}

function words(issue: Issue): string {
  switch (issue.code) {
    case 'invalid_type':
      return issue.input === undefined && /received undefined/.test(issue.message) ? `is missing: expected ${kind(issue.expected)}` : `expected ${kind(issue.expected)}`;
    case 'invalid_value':
      return `expected ${issue.values.map((value) => `“${String(value)}”`).join(' or ')}`;
    case 'too_small':
      return `too ${issue.origin === 'number' || issue.origin === 'int' ? 'small' : 'short'}: at least ${issue.minimum}`;
    case 'too_big':
      return `too ${issue.origin === 'number' || issue.origin === 'int' ? 'large' : 'long'}: at most ${issue.maximum}`;
    case 'invalid_union':
      return 'has not one of the shapes that are allowed here';
    default:
      return `expected ${issue.message}`;
  }
}

function kind(expected: string): string {
  switch (expected) {
    case 'object':
    case 'record':
      return 'keys with values';
    case 'array':
    case 'tuple':
      return 'a list';
    case 'string':
      return 'a text';
    case 'int':
      return 'a whole number';
    case 'number':
      return 'a number';
    default:
      return expected;
  }
}
