import { parseSignal } from '../signals';
import type { ContainerSpec, DockerCommand, PidMode, TypedCommand } from './command';
import { isOn, numberOf, parseFlags, valueOf, valuesOf, type Flags } from './flags';
import { parseHostCommand } from './host';
import { nearest } from './nearest';
import { problem, type CommandProblem } from './problem';
import { REFUSED_COMMANDS } from './refused';
import { LONG_FORMS, TABLES, isCommandName, type CommandName } from './tables';
import { VALUE_KINDS, isImage, isReference, parseBytes } from './values';
import { splitWords } from './words';

/** What a line as a person types it asks for, or why it cannot be performed here. */
export function parseCommand(line: string): TypedCommand | CommandProblem {
  const host = parseHostCommand(line, parseCommand);
  if (host) return host;
  const split = splitWords(line);
  if (split.type === 'problem') return split;
  const words = split.words[0] === 'sudo' ? split.words.slice(1) : split.words;
  const [program, first, second] = words;
  if (program === undefined) return problem('syntax', 'The line is empty.', '', 'Type a docker command, such as docker ps.');
  if (program !== 'docker') return notDocker(program);
  if (first === undefined) return problem('arguments', 'docker needs a command.', '', 'Such as docker ps, docker run or docker stop.');
  if (first.startsWith('-')) return problem('refused-flag', `docker ${first} is not performed here.`, 'The engine is chosen by the lab.', 'Write the command right after docker.');

  const group = Object.hasOwn(LONG_FORMS, first) ? LONG_FORMS[first] : undefined;
  const long = group && second !== undefined && Object.hasOwn(group, second) ? group[second] : undefined;
  if (long !== undefined) return parseDocker(long, words.slice(3));
  if (isCommandName(first)) return parseDocker(first, words.slice(2));
  return notPerformed(first, group === undefined ? undefined : second);
}

/** Whether parsing gave a command to perform. */
export function isCommand(parsed: TypedCommand | CommandProblem): parsed is TypedCommand {
  return parsed.type !== 'problem';
}

function notDocker(program: string): CommandProblem {
  if (isCommandName(program)) return problem('unknown-command', `${program} is a command of docker.`, '', `Write docker ${program} ….`);
  return problem('unknown-command', `${program} is not performed here.`, 'This line takes docker commands, host kill and host ps.', nearest(program, ['docker']) ? 'Did you mean docker?' : 'Use docker exec NAME … to run a program in a container.');
}

function notPerformed(first: string, second: string | undefined): CommandProblem {
  if (Object.hasOwn(REFUSED_COMMANDS, first)) return problem('refused-command', `docker ${first} is not performed here.`, '', REFUSED_COMMANDS[first] ?? '');
  if (second !== undefined) return problem('unknown-command', `docker ${first} ${second} is not performed here.`, '', `It knows ${Object.keys(LONG_FORMS[first] ?? {}).join(', ')}.`);
  const near = nearest(first, [...Object.keys(TABLES), ...Object.keys(REFUSED_COMMANDS)]);
  return problem('unknown-command', `docker has no command ${first}.`, '', near ? `Did you mean docker ${near}?` : `It knows ${Object.keys(TABLES).join(', ')}.`);
}

function parseDocker(name: CommandName, args: readonly string[]): DockerCommand | CommandProblem {
  const flags = parseFlags(args, TABLES[name]);
  if (flags.type === 'problem') return flags;
  switch (name) {
    case 'run': {
      const spec = readSpec(flags, name);
      if ('code' in spec) return spec;
      if (isOn(flags, 'detach') && spec.rm && spec.restart !== undefined && spec.restart !== 'no') return restartAndRemove();
      return { type: 'run', detach: isOn(flags, 'detach'), spec };
    }
    case 'create': {
      const spec = readSpec(flags, name);
      return 'code' in spec ? spec : { type: 'create', spec };
    }
    case 'exec': {
      const [container, ...argv] = flags.words;
      if (container === undefined || argv.length === 0) return wrongCount(name, 'a container and a command, such as docker exec web ps -ef');
      if (!isReference(container)) return badReference(container);
      const shape = { container, argv, detach: isOn(flags, 'detach'), interactive: isOn(flags, 'interactive'), tty: isOn(flags, 'tty') };
      return { type: 'exec', ...shape, env: valuesOf(flags, 'env'), user: valueOf(flags, 'user'), workdir: valueOf(flags, 'workdir') };
    }
    case 'ps':
      if (flags.words.length > 0) return wrongCount(name, 'no names; use --filter name=NAME');
      return {
        type: 'ps',
        all: isOn(flags, 'all'),
        quiet: isOn(flags, 'quiet'),
        noTrunc: isOn(flags, 'no-trunc'),
        latest: isOn(flags, 'latest'),
        filters: valuesOf(flags, 'filter'),
        format: valueOf(flags, 'format'),
      };
    case 'images':
      if (flags.words.length > 0) return wrongCount(name, 'no names');
      return { type: 'images', all: isOn(flags, 'all'), quiet: isOn(flags, 'quiet') };
    case 'events':
      if (flags.words.length > 0) return wrongCount(name, 'no names; use --filter container=NAME');
      return { type: 'events', since: valueOf(flags, 'since'), until: valueOf(flags, 'until'), filters: valuesOf(flags, 'filter') };
    case 'inspect':
      if (flags.words.length === 0) return wrongCount(name, 'the names of containers or images');
      if (!flags.words.every((word) => isReference(word) || isImage(word))) return badReference(flags.words.find((word) => !isReference(word) && !isImage(word)) ?? '');
      return { type: 'inspect', names: flags.words, format: valueOf(flags, 'format') };
    case 'build': {
      const [context] = flags.words;
      if (context === undefined || flags.words.length > 1) return wrongCount(name, 'one folder, usually . (a dot)');
      if (/^(-|\w+:\/\/|git@)/.test(context)) return problem('bad-value', `docker build cannot use ${context}.`, 'Only the lab’s own folder is the context here.', 'Write . (a dot).');
      return { type: 'build', context, tags: valuesOf(flags, 'tag'), file: valueOf(flags, 'file') ?? 'Dockerfile', noCache: isOn(flags, 'no-cache') };
    }
    case 'top': {
      const [container, ...psArgs] = flags.words;
      if (container === undefined) return wrongCount(name, 'a container');
      if (!isReference(container)) return badReference(container);
      // The engine runs ps on the host and keeps the lines whose "PID" column is the container's; a column renamed to PID would deceive it.
      const odd = psArgs.find((word) => !/^[A-Za-z0-9,:_+%-]+$/.test(word));
      if (odd !== undefined) return problem('bad-value', `docker top cannot take "${odd}".`, 'Options for ps may hold letters, digits and , : _ + % - only.', 'Such as docker top web -eo pid,ppid,stat,args.');
      return { type: 'top', container, psArgs };
    }
    case 'logs':
    case 'rename':
      return parseNamed(name, flags);
    default:
      return parseMany(name, flags);
  }
}

function parseNamed(name: 'logs' | 'rename', flags: Flags): DockerCommand | CommandProblem {
  const [container, to] = flags.words;
  const expected = name === 'logs' ? 1 : 2;
  if (container === undefined || flags.words.length !== expected) return wrongCount(name, name === 'logs' ? 'one container' : 'a container and its new name');
  if (!isReference(container)) return badReference(container);
  if (name === 'rename') {
    if (to === undefined || !VALUE_KINDS.name.accepts(to)) return problem('bad-value', `A container cannot be named "${to ?? ''}".`, `It expects ${VALUE_KINDS.name.expects}.`, '');
    return { type: 'rename', container, name: to };
  }
  const tail = valueOf(flags, 'tail');
  return { type: 'logs', container, follow: isOn(flags, 'follow'), timestamps: isOn(flags, 'timestamps'), tail: tail === undefined || tail === 'all' ? undefined : Number(tail) };
}

function parseMany(name: 'start' | 'stop' | 'restart' | 'kill' | 'rm' | 'pause' | 'unpause' | 'wait', flags: Flags): DockerCommand | CommandProblem {
  const containers = flags.words;
  if (containers.length === 0) return wrongCount(name, 'at least one container');
  const bad = containers.find((word) => !isReference(word));
  if (bad !== undefined) return badReference(bad);
  switch (name) {
    case 'start':
      if (containers.length > 1 && (isOn(flags, 'attach') || isOn(flags, 'interactive'))) return wrongCount(name, 'one container with --attach or --interactive');
      return { type: name, containers, attach: isOn(flags, 'attach'), interactive: isOn(flags, 'interactive') };
    case 'stop':
    case 'restart':
      return { type: name, containers, time: numberOf(flags, 'time') };
    case 'kill':
      return { type: name, containers, signal: signalOf(flags, 'signal') ?? 'SIGKILL' };
    case 'rm':
      return { type: name, containers, force: isOn(flags, 'force'), volumes: isOn(flags, 'volumes') };
    case 'pause':
    case 'unpause':
      return { type: name, containers };
    case 'wait':
      return { type: name, containers };
  }
}

function readSpec(flags: Flags, name: 'run' | 'create'): ContainerSpec | CommandProblem {
  const [image, ...argv] = flags.words;
  if (image === undefined) return wrongCount(name, 'an image, such as docker run -d --name web IMAGE');
  if (!isImage(image)) return problem('bad-value', `"${image}" is not the name of an image.`, `It expects ${VALUE_KINDS.image.expects}.`, 'docker images lists those of this lab.');
  if (valueOf(flags, 'cpus') !== undefined && (valueOf(flags, 'cpu-period') ?? valueOf(flags, 'cpu-quota')) !== undefined) {
    return problem('arguments', '--cpus does not go with --cpu-period or --cpu-quota.', 'They set the same limit.', 'Give one of them.');
  }
  const network = valueOf(flags, 'network');
  const memory = valueOf(flags, 'memory');
  return {
    image,
    argv,
    entrypoint: valueOf(flags, 'entrypoint'),
    name: valueOf(flags, 'name'),
    interactive: isOn(flags, 'interactive'),
    tty: isOn(flags, 'tty'),
    rm: isOn(flags, 'rm'),
    init: isOn(flags, 'init'),
    restart: valueOf(flags, 'restart'),
    stopSignal: signalOf(flags, 'stop-signal'),
    stopTimeout: numberOf(flags, 'stop-timeout'),
    env: valuesOf(flags, 'env'),
    user: valueOf(flags, 'user'),
    workdir: valueOf(flags, 'workdir'),
    hostname: valueOf(flags, 'hostname'),
    pid: readPid(valueOf(flags, 'pid')),
    pidsLimit: numberOf(flags, 'pids-limit'),
    memory: memory === undefined ? undefined : parseBytes(memory),
    cpus: numberOf(flags, 'cpus'),
    cpuPeriod: numberOf(flags, 'cpu-period'),
    cpuQuota: numberOf(flags, 'cpu-quota'),
    network: network === 'none' || network === 'bridge' ? network : undefined,
  };
}

function readPid(text: string | undefined): PidMode | undefined {
  if (text === undefined) return undefined;
  return text === 'host' ? { type: 'host' } : { type: 'container', container: text.slice('container:'.length) };
}

function signalOf(flags: Flags, name: string): string | undefined {
  const text = valueOf(flags, name);
  return text === undefined ? undefined : parseSignal(text)?.name;
}

function wrongCount(command: string, needs: string): CommandProblem {
  return problem('arguments', `docker ${command} takes ${needs}.`, '', '');
}

function badReference(word: string): CommandProblem {
  return problem('bad-value', `"${word}" cannot be the name or id of a container.`, 'Names hold letters, digits, _ . and -, and begin with a letter or digit.', 'docker ps -a lists the names.');
}

function restartAndRemove(): CommandProblem {
  return problem('arguments', '--rm does not go with --restart.', 'A container that is removed when it ends cannot be started again.', 'Leave one of them out.');
}
