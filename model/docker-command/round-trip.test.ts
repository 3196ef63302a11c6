import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { SIGNALS } from '../signals';
import type { ContainerSpec, DockerCommand, HostCommand } from './command';
import { formatCommand } from './format';
import { parseCommand } from './parse';
import { quoteWord, splitWords } from './words';

const SEED = 20_26;
const word = fc.string({ unit: 'binary', maxLength: 12 });
const name = fc.stringMatching(/^[a-zA-Z0-9][a-zA-Z0-9_.-]{1,12}$/);
const image = fc.stringMatching(/^[a-z0-9]{1,6}(\/[a-z0-9]{1,4})?(:[a-z0-9]{1,6})?$/);
const signal = fc.constantFrom(...SIGNALS.map((known) => known.name));
const env = fc.array(fc.tuple(fc.stringMatching(/^[A-Z_]{1,5}$/), word).map(([key, value]) => `${key}=${value}`), { maxLength: 2 });
const maybe = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: undefined });
const containers = fc.array(name, { minLength: 1, maxLength: 3 });

const spec: fc.Arbitrary<ContainerSpec> = fc
  .record({
    image,
    argv: fc.array(word, { maxLength: 4 }),
    entrypoint: maybe(word),
    name: maybe(name),
    interactive: fc.boolean(),
    tty: fc.boolean(),
    rm: fc.boolean(),
    init: fc.boolean(),
    restart: fc.constantFrom(undefined, 'no'),
    stopSignal: maybe(signal),
    stopTimeout: maybe(fc.integer({ min: -1, max: 600 })),
    env,
    user: fc.constantFrom(undefined, 'nobody', '1000:1000'),
    workdir: maybe(word.map((tail) => `/${tail}`)),
    hostname: fc.constantFrom(undefined, 'web-1'),
    pid: maybe(fc.oneof(fc.constant({ type: 'host' as const }), name.map((container) => ({ type: 'container' as const, container })))),
    pidsLimit: maybe(fc.integer({ min: -1, max: 4000 })),
    memory: maybe(fc.integer({ min: 1, max: 2 ** 40 })),
    cpus: maybe(fc.integer({ min: 1, max: 8_000_000 }).map((millionths) => millionths / 1_000_000)),
    cpuPeriod: fc.constant(undefined),
    cpuQuota: fc.constant(undefined),
    network: fc.constantFrom(undefined, 'none' as const, 'bridge' as const),
  });

const command: fc.Arbitrary<DockerCommand | HostCommand> = fc.oneof(
  fc.record({ type: fc.constant('run' as const), detach: fc.boolean(), spec }),
  fc.record({ type: fc.constant('create' as const), spec }),
  fc.record({ type: fc.constant('exec' as const), container: name, argv: fc.array(word, { minLength: 1, maxLength: 4 }), detach: fc.boolean(), interactive: fc.boolean(), tty: fc.boolean(), env, user: fc.constantFrom(undefined, '0'), workdir: fc.constantFrom(undefined, '/tmp') }),
  fc.record({ type: fc.constantFrom('stop' as const, 'restart' as const), containers, time: maybe(fc.integer({ min: -1, max: 600 })) }),
  fc.record({ type: fc.constant('kill' as const), containers, signal }),
  fc.record({ type: fc.constant('rm' as const), containers, force: fc.boolean(), volumes: fc.boolean() }),
  fc.record({ type: fc.constantFrom('pause' as const, 'unpause' as const, 'wait' as const), containers }),
  fc.record({ type: fc.constant('rename' as const), container: name, name }),
  fc.record({ type: fc.constant('ps' as const), all: fc.boolean(), quiet: fc.boolean(), noTrunc: fc.boolean(), latest: fc.boolean(), filters: fc.array(word.map((value) => `name=x${value}`), { maxLength: 2 }), format: maybe(word.map((text) => `{{.Names}}${text}`)) }),
  fc.record({ type: fc.constant('logs' as const), container: name, follow: fc.boolean(), timestamps: fc.boolean(), tail: maybe(fc.nat(500)) }),
  fc.record({ type: fc.constant('inspect' as const), names: containers, format: maybe(word.map((text) => `{{.Id}}${text}`)) }),
  fc.record({ type: fc.constant('top' as const), container: name, psArgs: fc.constantFrom([], ['-ef'], ['-eo', 'pid,args']) }),
  fc.record({ type: fc.constant('host-kill' as const), signal, target: fc.oneof(name.map((container) => ({ container })), fc.integer({ min: 1, max: 4_194_304 }).map((pid) => ({ pid }))) }),
);

describe('docker commands, any', () => {
  it('[DCL9] parsing what was printed gives the same command', () => {
    fc.assert(
      fc.property(command, (wanted) => {
        expect(parseCommand(formatCommand(wanted))).toEqual(wanted);
      }),
      { seed: SEED, numRuns: 1000 },
    );
  });

  it('[DCL10] any words come back from their quoted line', () => {
    fc.assert(
      fc.property(fc.array(word, { maxLength: 6 }), (words) => {
        expect(splitWords(words.map(quoteWord).join(' '))).toEqual({ type: 'words', words });
      }),
      { seed: SEED, numRuns: 1000 },
    );
  });

  it('[DCL11] no line throws: it is a command or a problem that says what and why', () => {
    const noise = fc.array(fc.oneof(fc.constantFrom('docker', 'run', 'exec', 'stop', '-d', '-t', '--name', '--rm=', 'kill', '-9', '$(', ')', "'", '"', '--', '-', '=', '{{.State.Pid}}', 'inspect', '-f', '\\', 'constructor', '__proto__', '--toString'), word), { maxLength: 8 });
    fc.assert(
      fc.property(noise, (parts) => {
        const found = parseCommand(parts.join(' '));
        if (found.type === 'problem') expect(found.what).not.toBe('');
        else expect(parseCommand(formatCommand(found))).toEqual(found);
      }),
      { seed: SEED, numRuns: 3000 },
    );
  });
});
