/**
 * The part of Go's text/template that `--format` needs: text, `{{.A.B}}`, `{{json .A}}`, `{{index .A "key"}}`.
 * Loops and conditions are refused by name.
 */
import { problem, type CommandProblem } from './problem';

type Part = { readonly type: 'text'; readonly text: string } | { readonly type: 'value'; readonly path: readonly string[]; readonly as: 'go' | 'json' };

export interface Template {
  readonly type: 'template';
  readonly parts: readonly Part[];
}

/** The parts of a template, or which of them is not understood. */
export function parseTemplate(text: string): Template | CommandProblem {
  const parts: Part[] = [];
  let rest = text.replaceAll('\\t', '\t').replaceAll('\\n', '\n');
  for (;;) {
    const open = rest.indexOf('{{');
    if (open < 0) break;
    const close = rest.indexOf('}}', open);
    if (close < 0) return bad(rest.slice(open), 'It has no }}.');
    if (open > 0) parts.push({ type: 'text', text: rest.slice(0, open) });
    const part = parseAction(rest.slice(open + 2, close).trim());
    if ('code' in part) return part;
    parts.push(part);
    rest = rest.slice(close + 2);
  }
  if (rest !== '') parts.push({ type: 'text', text: rest });
  return { type: 'template', parts };
}

function parseAction(action: string): Part | CommandProblem {
  const path = /^(json )?\s*\.([\w.]*)$/.exec(action);
  if (path) return { type: 'value', path: path[2] === '' ? [] : (path[2] ?? '').split('.'), as: path[1] === undefined ? 'go' : 'json' };
  const index = /^index \.([\w.]+) (?:"([^"]*)"|(\d+))$/.exec(action);
  if (index) return { type: 'value', path: [...(index[1] ?? '').split('.'), index[2] ?? index[3] ?? ''], as: 'go' };
  return bad(`{{${action}}}`, 'Only {{.Field}}, {{json .Field}} and {{index .Field "key"}} are understood here.');
}

function bad(part: string, why: string): CommandProblem {
  return problem('bad-value', `The format has ${part}.`, why, "Such as '{{.State.Pid}}', or '{{json .State}}'.");
}

/** The template filled in from a value; a missing field is `<no value>`, as Go prints it. */
export function fillTemplate({ parts }: Template, value: unknown): string {
  return parts.map((part) => (part.type === 'text' ? part.text : print(lookUp(value, part.path), part.as))).join('');
}

function lookUp(value: unknown, path: readonly string[]): unknown {
  let found = value;
  for (const key of path) {
    if (typeof found !== 'object' || found === null || !Object.hasOwn(found, key)) return undefined;
    found = (found as Readonly<Record<string, unknown>>)[key];
  }
  return found;
}

function print(value: unknown, as: 'go' | 'json'): string {
  if (as === 'json') return JSON.stringify(value ?? null);
  return value === undefined ? '<no value>' : goString(value);
}

/** As Go's fmt prints with %v: `[a b]`, `map[k:v]`. */
function goString(value: unknown): string {
  if (value === null || value === undefined) return '<nil>';
  if (Array.isArray(value)) return `[${value.map(goString).join(' ')}]`;
  if (typeof value === 'object') {
    const pairs = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
    return `map[${pairs.map(([key, entry]) => `${key}:${goString(entry)}`).join(' ')}]`;
  }
  return typeof value === 'string' ? value : JSON.stringify(value);
}
