/** What `npm start -- …` takes. */
import { Command, InvalidArgumentError, Option } from 'commander';

import type { SessionTimes } from './sessions/time-limit';
import { SESSION_TIMES } from './sessions/time-limit';

const MINUTE = 60_000;
/** owner.ts counts on it that no session lasts longer than a day. */
const LONGEST_MINUTES = 24 * 60;

export interface Options {
  readonly port: number;
  readonly host: string;
  readonly engine?: string;
  readonly poll: boolean;
  readonly passwordFile?: string;
  readonly joinCode: boolean;
  readonly publishedOnLoopback: boolean;
  readonly sessionMinutes: number;
  readonly extendMinutes: number;
  readonly longestMinutes: number;
  readonly idleMinutes: number;
  readonly mostSessions?: number;
  readonly allowedHost: readonly string[];
  readonly trustProxy: boolean;
  readonly logLevel: string;
}

export function readOptions(args: readonly string[]): Options {
  return new Command('npm start --')
    .description('Serves PID 1 Lab.')
    .addOption(new Option('--port <number>', 'the port; 0 takes a free one').default(3000).env('PORT').argParser(parsePort))
    .option('--host <address>', 'the address to listen on; beyond loopback it takes a password or a join code', '127.0.0.1')
    .option('--join-code', 'ask for a short code, which is printed at the start: for a class', false)
    .option('--password-file <file>', 'ask for the password in the first line of this file; or set PID1LAB_PASSWORD')
    .option('--allowed-host <name...>', 'further names under which browsers reach this server', [])
    .option('--trust-proxy', 'a proxy before us sets X-Forwarded-For and X-Forwarded-Proto: believe its last word', false)
    .option('--published-on-loopback', 'no login although --host is beyond loopback: somebody else (docker-compose.yml) publishes the port on 127.0.0.1 only', false)
    .option('--engine <address>', 'the engine, as DOCKER_HOST writes it, such as unix:///var/run/docker.sock')
    .option('--poll', 'read /proc instead of the kernel’s events: signals are not visible then', false)
    .option('--session-minutes <number>', 'how long a session lasts at first', parseMinutes, SESSION_TIMES.first / MINUTE)
    .option('--extend-minutes <number>', 'by how much a learner can lengthen it, again and again', parseMinutes, SESSION_TIMES.extension / MINUTE)
    .option('--longest-minutes <number>', 'how long it lasts at most, with all extensions', parseMinutes, SESSION_TIMES.most / MINUTE)
    .option('--idle-minutes <number>', 'how long it is kept while no page shows it', parseMinutes, SESSION_TIMES.idle / MINUTE)
    .option('--most-sessions <number>', 'how many sessions at once, others wait in a line (default: by the engine’s memory)', parseCount)
    .addOption(new Option('--log-level <level>', 'how much is logged').choices(['debug', 'info', 'warn', 'error', 'silent']).default('warn'))
    .parse([...args], { from: 'user' })
    .opts<Options>();
}

/** The options' minutes in milliseconds. */
export function sessionTimes({ sessionMinutes, extendMinutes, longestMinutes, idleMinutes }: Options): SessionTimes {
  // Whoever asks for a longer first stretch means it.
  return { first: sessionMinutes * MINUTE, extension: extendMinutes * MINUTE, most: Math.max(longestMinutes, sessionMinutes) * MINUTE, idle: idleMinutes * MINUTE };
}

/** Fractions are for those who try it out. A timer of Node's reaches no further than some 24 days. */
function parseMinutes(value: string): number {
  const minutes = Number(value);
  if (!/^\d+(?:\.\d+)?$/.test(value) || minutes <= 0 || minutes > LONGEST_MINUTES) throw new InvalidArgumentError(`It is a number of minutes, more than 0 and at most ${LONGEST_MINUTES} (a day).`);
  return minutes;
}

function parseCount(value: string): number {
  const count = Number(value);
  if (!/^\d+$/.test(value) || count < 1 || count > 1000) throw new InvalidArgumentError('It is a number from 1 to 1000.');
  return count;
}

function parsePort(value: string): number {
  const port = Number(value);
  if (!/^\d+$/.test(value) || port > 65535) throw new InvalidArgumentError('It is a number from 0 to 65535.');
  return port;
}
