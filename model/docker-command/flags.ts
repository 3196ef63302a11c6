/**
 * Flags as the docker command line reads them (its library is pflag): `--name x`, `--name=x`, `-e A=1`, `-eA=1`,
 * switches run together (`-dit`), `--` ends them. Some commands stop at the first word that is no flag.
 */
import { nearest } from './nearest';
import { problem, type CommandProblem } from './problem';
import { VALUE_KINDS, type ValueKind, type ValueName } from './values';

export interface FlagSpec {
  readonly long: string;
  readonly short?: string;
  /** Absent: a switch. */
  readonly takes?: ValueName;
  /** Another spelling of this flag. */
  readonly means?: string;
}

/** A flag that docker knows and this lab does not perform. */
export interface RefusedFlag {
  readonly long: string;
  readonly short?: string;
  readonly why: string;
  readonly todo: string;
}

export interface FlagTable {
  readonly command: string;
  readonly flags: readonly FlagSpec[];
  readonly refused: readonly RefusedFlag[];
  /** True: flags may also stand after words (`docker stop web -t 3`). False: the first word ends them. */
  readonly interspersed: boolean;
}

/** What was given, checked. */
export interface Flags {
  readonly type: 'flags';
  readonly switches: ReadonlyMap<string, boolean>;
  readonly values: ReadonlyMap<string, readonly string[]>;
  readonly words: readonly string[];
}

/** The flags and the other words among `args`, or what is wrong with the first bad one. */
export function parseFlags(args: readonly string[], table: FlagTable): Flags | CommandProblem {
  const switches = new Map<string, boolean>();
  const values = new Map<string, string[]>();
  const words: string[] = [];

  /** Takes one flag; `attached` is the text glued to it. True when the next argument was its value. */
  function take(flag: FlagSpec, shown: string, attached: string | undefined, next: string | undefined): boolean | CommandProblem {
    const name = flag.means ?? flag.long;
    if (flag.takes === undefined) {
      const on = readSwitch(attached);
      if (on === undefined) return problem('bad-value', `${shown} is a switch and cannot be "${attached ?? ''}".`, '', `Write ${shown}, or ${shown}=false.`);
      switches.set(name, on);
      return false;
    }
    const text = attached ?? next;
    const kind: ValueKind = VALUE_KINDS[flag.takes];
    if (text === undefined) return problem('bad-value', `${shown} needs a value.`, `It expects ${kind.expects}.`, '');
    if (!kind.accepts(text)) return problem('bad-value', `${shown} cannot be "${text}".`, `It expects ${kind.expects}.`, '');
    values.set(name, [...(values.get(name) ?? []), text]);
    return attached === undefined;
  }

  for (let index = 0; index < args.length; index += 1) {
    const arg = args[index] ?? '';
    if (arg === '--') {
      words.push(...args.slice(index + 1));
      break;
    }
    if (!arg.startsWith('-') || arg === '-') {
      words.push(arg);
      if (table.interspersed) continue;
      words.push(...args.slice(index + 1));
      break;
    }
    const equals = arg.indexOf('=');
    if (arg.startsWith('--')) {
      const long = equals < 0 ? arg.slice(2) : arg.slice(2, equals);
      const flag = table.flags.find((known) => known.long === long);
      if (!flag) return unknownFlag(`--${long}`, table);
      const taken = take(flag, `--${long}`, equals < 0 ? undefined : arg.slice(equals + 1), args[index + 1]);
      if (typeof taken === 'object') return taken;
      if (taken) index += 1;
      continue;
    }
    for (let at = 1; at < arg.length; at += 1) {
      const short = arg.charAt(at);
      const flag = table.flags.find((known) => known.short === short);
      if (!flag) return unknownFlag(at === 1 && /^-[a-z0-9]/i.test(arg) ? arg : `-${short}`, table, short);
      const rest = arg.slice(at + 1);
      const glued = flag.takes !== undefined ? (rest === '' ? undefined : rest.replace(/^=/, '')) : rest.startsWith('=') ? rest.slice(1) : undefined;
      const taken = take(flag, `-${short}`, glued, args[index + 1]);
      if (typeof taken === 'object') return taken;
      if (taken) index += 1;
      if (glued !== undefined || flag.takes !== undefined) break;
    }
  }
  return { type: 'flags', switches, values, words };
}

/** What Go's strconv.ParseBool accepts, which pflag uses. */
function readSwitch(text: string | undefined): boolean | undefined {
  if (text === undefined || /^(1|t|true)$/i.test(text)) return true;
  return /^(0|f|false)$/i.test(text) ? false : undefined;
}

function unknownFlag(shown: string, table: FlagTable, short?: string): CommandProblem {
  const bare = shown.replace(/=.*$/, '');
  const refused = table.refused.find((flag) => `--${flag.long}` === bare || (short !== undefined && flag.short === short));
  if (refused) {
    const name = short === undefined ? `--${refused.long}` : `-${short} (--${refused.long})`;
    return problem('refused-flag', `docker ${table.command} ${name} is not performed here.`, refused.why, refused.todo);
  }
  if (table.command === 'kill' && /^-(\d+|[A-Z]+)$/.test(bare)) {
    return problem('unknown-flag', `docker kill has no flag ${bare}.`, 'kill(1) takes a signal this way; docker kill does not.', `Write docker kill --signal ${bare.slice(1)} …`);
  }
  const known = [...table.flags, ...table.refused].map((flag) => `--${flag.long}`);
  const near = nearest(bare, known);
  return problem(
    'unknown-flag',
    `docker ${table.command} has no flag ${bare}.`,
    '',
    near === undefined ? `It knows ${table.flags.map((flag) => `--${flag.long}`).join(', ') || 'none'}.` : `Did you mean ${near}?`,
  );
}

export function isOn(flags: Flags, name: string): boolean {
  return flags.switches.get(name) ?? false;
}

/** The last value given, as docker takes it. */
export function valueOf(flags: Flags, name: string): string | undefined {
  return flags.values.get(name)?.at(-1);
}

export function valuesOf(flags: Flags, name: string): readonly string[] {
  return flags.values.get(name) ?? [];
}

/** The last value as a number; its kind was checked when it was taken. */
export function numberOf(flags: Flags, name: string): number | undefined {
  const text = valueOf(flags, name);
  return text === undefined ? undefined : Number(text);
}
