import type { ContainerSpec, HostTarget, TypedCommand } from './command';
import { formatBytes } from './values';
import { quoteWord } from './words';

/** The command as a line that `parseCommand` reads back as the same command. */
export function formatCommand(command: TypedCommand): string {
  switch (command.type) {
    case 'host-ps':
      return 'host ps';
    case 'host-kill':
      return `${'pid' in command.target ? 'host kill' : 'kill'} -${command.signal.slice(3)} ${formatTarget(command.target)}`;
    default:
      return ['docker', command.type, ...wordsOf(command)].map(quoteWord).join(' ');
  }
}

function formatTarget(target: HostTarget): string {
  return 'pid' in target ? String(target.pid) : `$(docker inspect -f '{{.State.Pid}}' ${quoteWord(target.container)})`;
}

function wordsOf(command: Exclude<TypedCommand, { type: 'host-kill' | 'host-ps' }>): readonly string[] {
  switch (command.type) {
    case 'run':
      return [...on('-d', command.detach), ...specWords(command.spec)];
    case 'create':
      return specWords(command.spec);
    case 'exec':
      return [
        ...on('-d', command.detach),
        ...terminal(command),
        ...command.env.flatMap((pair) => ['-e', pair]),
        ...given('-u', command.user),
        ...given('-w', command.workdir),
        command.container,
        ...command.argv,
      ];
    case 'start':
      return [...on('-a', command.attach), ...on('-i', command.interactive), ...command.containers];
    case 'stop':
    case 'restart':
      return [...given('-t', command.time), ...command.containers];
    case 'kill':
      return [...(command.signal === 'SIGKILL' ? [] : ['-s', command.signal]), ...command.containers];
    case 'rm':
      return [...on('-f', command.force), ...on('-v', command.volumes), ...command.containers];
    case 'pause':
    case 'unpause':
    case 'wait':
      return command.containers;
    case 'rename':
      return [command.container, command.name];
    case 'ps':
      return [
        ...on('-a', command.all),
        ...on('-q', command.quiet),
        ...on('-l', command.latest),
        ...on('--no-trunc', command.noTrunc),
        ...command.filters.flatMap((filter) => ['--filter', filter]),
        ...given('--format', command.format),
      ];
    case 'top':
      return [command.container, ...command.psArgs];
    case 'logs':
      return [...on('-f', command.follow), ...on('-t', command.timestamps), ...given('--tail', command.tail), command.container];
    case 'inspect':
      return [...given('-f', command.format), ...command.names];
    case 'images':
      return [...on('-a', command.all), ...on('-q', command.quiet)];
    case 'build':
      return [
        ...command.tags.flatMap((tag) => ['-t', tag]),
        ...(command.file === 'Dockerfile' ? [] : ['-f', command.file]),
        ...on('--no-cache', command.noCache),
        command.context,
      ];
    case 'events':
      return [...given('--since', command.since), ...given('--until', command.until), ...command.filters.flatMap((filter) => ['--filter', filter])];
  }
}

function specWords(spec: ContainerSpec): readonly string[] {
  const pid = spec.pid && (spec.pid.type === 'host' ? 'host' : `container:${spec.pid.container}`);
  return [
    ...terminal(spec),
    ...on('--rm', spec.rm),
    ...on('--init', spec.init),
    ...given('--name', spec.name),
    ...given('--hostname', spec.hostname),
    ...given('--restart', spec.restart),
    ...given('--stop-signal', spec.stopSignal),
    ...given('--stop-timeout', spec.stopTimeout),
    ...spec.env.flatMap((pair) => ['-e', pair]),
    ...given('-u', spec.user),
    ...given('-w', spec.workdir),
    ...given('--pid', pid),
    ...given('--pids-limit', spec.pidsLimit),
    ...given('-m', spec.memory === undefined ? undefined : formatBytes(spec.memory)),
    ...given('--cpus', spec.cpus),
    ...given('--cpu-period', spec.cpuPeriod),
    ...given('--cpu-quota', spec.cpuQuota),
    ...given('--network', spec.network),
    ...given('--entrypoint', spec.entrypoint),
    spec.image,
    ...spec.argv,
  ];
}

function terminal(command: { readonly interactive: boolean; readonly tty: boolean }): readonly string[] {
  if (command.interactive && command.tty) return ['-it'];
  return [...on('-i', command.interactive), ...on('-t', command.tty)];
}

function on(flag: string, given: boolean): readonly string[] {
  return given ? [flag] : [];
}

function given(flag: string, value: string | number | undefined): readonly string[] {
  return value === undefined ? [] : [flag, String(value)];
}
