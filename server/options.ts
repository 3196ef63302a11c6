/** What `npm start -- …` takes. */
import { Command, InvalidArgumentError, Option } from 'commander';

export interface Options {
  readonly port: number;
  readonly host: string;
  readonly engine?: string;
  readonly poll: boolean;
  readonly logLevel: string;
}

export function readOptions(args: readonly string[]): Options {
  return new Command('npm start --')
    .description('Serves PID 1 Lab.')
    .addOption(new Option('--port <number>', 'the port; 0 takes a free one').default(3000).env('PORT').argParser(parsePort))
    .option('--host <address>', 'the address to listen on', '127.0.0.1')
    .option('--engine <address>', 'the engine, as DOCKER_HOST writes it, such as unix:///var/run/docker.sock')
    .option('--poll', 'read /proc instead of the kernel’s events: signals are not visible then', false)
    .addOption(new Option('--log-level <level>', 'how much is logged').choices(['debug', 'info', 'warn', 'error', 'silent']).default('warn'))
    .parse([...args], { from: 'user' })
    .opts<Options>();
}

function parsePort(value: string): number {
  const port = Number(value);
  if (!/^\d+$/.test(value) || port > 65535) throw new InvalidArgumentError('It is a number from 0 to 65535.');
  return port;
}
