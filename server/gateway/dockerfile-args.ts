/** ARG before the first FROM, and its use in FROM. */
import { badRequest } from './refusal';

export interface Args {
  /** Takes `NAME=default` in; a value given with the build goes before it. */
  declare(rest: string): void;
  get(name: string): string | undefined;
}

export function buildArgs(given: Readonly<Record<string, string>>): Args {
  const values = new Map<string, string>();
  return {
    declare: (rest) => {
      for (const [, name = '', value] of rest.matchAll(/([A-Za-z_]\w*)(?:=("[^"]*"|'[^']*'|\S*))?/g)) {
        const known = Object.hasOwn(given, name) ? given[name] : value?.replace(/^(["'])(.*)\1$/, '$2');
        if (known !== undefined) values.set(name, known);
      }
    },
    get: (name) => values.get(name),
  };
}

/** `$NAME`, `${NAME}`, `${NAME:-default}` and `${NAME:+other}`. Throws a Refusal for what is left unclear. */
export function expand(text: string, args: Args): string {
  const expanded = text.replace(/\$(?:(\w+)|\{(\w+)(?::([-+])([^}]*))?\})/g, (_, plain: string | undefined, name: string | undefined, how: string | undefined, other: string | undefined) => {
    const value = args.get(plain ?? name ?? '') ?? '';
    if (how === '-') return value === '' ? (other ?? '') : value;
    if (how === '+') return value === '' ? '' : (other ?? '');
    return value;
  });
  if (expanded === '') throw badRequest(`base name (${text}) should not be blank`);
  if (/[$"'\\`\s]/.test(expanded)) throw badRequest(`The image in FROM ${text} cannot be read. Write its name out.`);
  return expanded;
}
