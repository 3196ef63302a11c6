/** The flags of each command. */
import type { FlagSpec, FlagTable } from './flags';
import { REFUSED_FLAGS, REFUSED_RUN_FLAGS } from './refused';
import type { ValueName } from './values';

/** `['name', 'short', kind]`; an empty short means none, no kind a switch. */
type Row = readonly [long: string, short?: string, takes?: ValueName, means?: string];

function flag([long, short, takes, means]: Row): FlagSpec {
  return { long, ...(short ? { short } : {}), ...(takes ? { takes } : {}), ...(means ? { means } : {}) };
}

function table(command: string, interspersed: boolean, rows: readonly Row[]): FlagTable {
  const refused = command === 'run' || command === 'create' ? REFUSED_RUN_FLAGS : (REFUSED_FLAGS[command] ?? []);
  return { command, interspersed, flags: rows.map(flag), refused };
}

const SPEC_ROWS: readonly Row[] = [
  ['interactive', 'i'],
  ['tty', 't'],
  ['rm'],
  ['init'],
  ['name', '', 'name'],
  ['restart', '', 'restart'],
  ['stop-signal', '', 'signal'],
  ['stop-timeout', '', 'seconds'],
  ['env', 'e', 'env'],
  ['user', 'u', 'user'],
  ['workdir', 'w', 'path'],
  ['hostname', 'h', 'hostname'],
  ['entrypoint', '', 'any'],
  ['pid', '', 'pid'],
  ['pids-limit', '', 'limit'],
  ['memory', 'm', 'bytes'],
  ['cpus', '', 'decimal'],
  ['cpu-period', '', 'count'],
  ['cpu-quota', '', 'limit'],
  ['network', '', 'network'],
  ['net', '', 'network', 'network'],
];

export const TABLES = {
  run: table('run', false, [['detach', 'd'], ...SPEC_ROWS]),
  create: table('create', false, SPEC_ROWS),
  exec: table('exec', false, [
    ['detach', 'd'],
    ['interactive', 'i'],
    ['tty', 't'],
    ['env', 'e', 'env'],
    ['user', 'u', 'user'],
    ['workdir', 'w', 'path'],
  ]),
  start: table('start', true, [['attach', 'a'], ['interactive', 'i']]),
  stop: table('stop', true, [['time', 't', 'seconds'], ['timeout', '', 'seconds', 'time']]),
  restart: table('restart', true, [['time', 't', 'seconds'], ['timeout', '', 'seconds', 'time']]),
  kill: table('kill', true, [['signal', 's', 'signal']]),
  rm: table('rm', true, [['force', 'f'], ['volumes', 'v']]),
  pause: table('pause', true, []),
  unpause: table('unpause', true, []),
  wait: table('wait', true, []),
  rename: table('rename', true, []),
  ps: table('ps', true, [['all', 'a'], ['quiet', 'q'], ['no-trunc'], ['latest', 'l'], ['filter', 'f', 'filter'], ['format', '', 'text']]),
  top: table('top', false, []),
  logs: table('logs', true, [['follow', 'f'], ['timestamps', 't'], ['tail', 'n', 'tail']]),
  inspect: table('inspect', true, [['format', 'f', 'text']]),
  images: table('images', true, [['all', 'a'], ['quiet', 'q']]),
  build: table('build', true, [['tag', 't', 'image'], ['file', 'f', 'text'], ['no-cache'], ['rm'], ['force-rm']]),
  events: table('events', true, [['since', '', 'time'], ['until', '', 'time'], ['filter', 'f', 'filter']]),
} as const satisfies Readonly<Record<string, FlagTable>>;

export type CommandName = keyof typeof TABLES;

/** `docker container ls` and the other long spellings. */
export const LONG_FORMS: Readonly<Record<string, Readonly<Record<string, CommandName>>>> = {
  container: { ls: 'ps', list: 'ps', ps: 'ps', ...ownNames('run create exec start stop restart kill rm pause unpause wait rename top logs inspect') },
  image: { ls: 'images', list: 'images', build: 'build', inspect: 'inspect' },
  system: { events: 'events' },
};

function ownNames(names: string): Readonly<Record<string, CommandName>> {
  return Object.fromEntries(names.split(' ').map((name) => [name, name as CommandName]));
}

export function isCommandName(word: string): word is CommandName {
  return Object.hasOwn(TABLES, word);
}
