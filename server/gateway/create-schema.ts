/**
 * The body of `POST /containers/create`, field by field. What is not here is refused; what the docker command
 * always sends is accepted at its neutral value. Engine API reference, ContainerCreate.
 */
import { z } from 'zod';
import { CONTAINER_PATH, LABELS, oneOf, refused, SECONDS, text, word, WORDS, WORDS_OR_ONE } from './create-fields';
import { HOST_CONFIG } from './host-config-schema';

const HEALTHCHECK = z
  .strictObject({
    Test: z.array(word(4_000)).max(100).nullish(),
    Interval: z.number().int().min(0).nullish(),
    Timeout: z.number().int().min(0).nullish(),
    StartPeriod: z.number().int().min(0).nullish(),
    StartInterval: z.number().int().min(0).nullish(),
    Retries: z.number().int().min(0).max(1_000).nullish(),
  })
  .nullish();

/** How a container stands in a network. Addresses are the engine's to give. */
export const ENDPOINT = z.strictObject({
  Aliases: z.array(text(200)).max(20).nullish(),
  IPAMConfig: refused('A fixed address (--ip)', 'networks are shared out by the engine.', 'Use the container’s name, which the network resolves.'),
  Links: refused('--link', 'it reaches into other containers’ settings.', 'Put both into a network of yours: docker network create NAME, docker run --network NAME.'),
  MacAddress: refused('--mac-address', 'it could pass for another container.', 'Leave it out.'),
  DriverOpts: refused('A driver option', 'it changes the host’s network.', 'Leave it out.'),
  ...Object.fromEntries(
    ['GwPriority', 'NetworkID', 'EndpointID', 'Gateway', 'IPAddress', 'IPPrefixLen', 'IPv6Gateway', 'GlobalIPv6Address', 'GlobalIPv6PrefixLen', 'DNSNames'].map((name) => [name, refused(name, 'the engine chooses it.', 'Leave it out.')]),
  ),
});

export const CREATE_BODY = z.strictObject({
  Image: text(300).min(1),
  Cmd: WORDS_OR_ONE,
  Entrypoint: WORDS_OR_ONE,
  Env: WORDS,
  Hostname: z.string().max(63).regex(/^[A-Za-z0-9.-]*$/, 'it is no host name').nullish(),
  Domainname: z.string().max(100).regex(/^[A-Za-z0-9.-]*$/, 'it is no domain').nullish(),
  User: text(100).nullish(),
  WorkingDir: text(1_000).nullish(),
  Tty: z.boolean().nullish(),
  OpenStdin: z.boolean().nullish(),
  StdinOnce: z.boolean().nullish(),
  AttachStdin: z.boolean().nullish(),
  AttachStdout: z.boolean().nullish(),
  AttachStderr: z.boolean().nullish(),
  StopSignal: z.string().max(30).regex(/^[\w+-]*$/, 'it is no signal').nullish(),
  StopTimeout: SECONDS.nullish(),
  Labels: LABELS,
  Healthcheck: HEALTHCHECK,
  ExposedPorts: z.record(z.string().regex(/^\d{1,5}(-\d{1,5})?(\/(tcp|udp|sctp))?$/, 'it is no port'), z.strictObject({})).nullish(),
  /** Anonymous volumes, which go with their container. */
  Volumes: z.record(CONTAINER_PATH, z.strictObject({})).nullish(),
  OnBuild: refused('OnBuild', 'it acts in builds only.', 'Write ONBUILD in a Dockerfile.'),
  Shell: refused('Shell', 'it acts in builds only.', 'Write SHELL in a Dockerfile.'),
  ArgsEscaped: refused('ArgsEscaped', 'it is for Windows.', 'Leave it out.'),
  NetworkDisabled: refused('NetworkDisabled', 'there is a flag for it.', 'Use --network none.'),
  MacAddress: refused('--mac-address', 'it could pass for another container.', 'Leave it out.'),
  HostConfig: HOST_CONFIG.nullish(),
  NetworkingConfig: z.strictObject({ EndpointsConfig: z.record(text(200), ENDPOINT.nullable()).nullish() }).nullish(),
});

export type AskedContainer = z.infer<typeof CREATE_BODY>;

/** `docker update`: the limits and the restart policy, nothing else. */
export const UPDATE_BODY = z.strictObject({
  ...HOST_CONFIG.pick({ Memory: true, MemorySwap: true, MemoryReservation: true, NanoCpus: true, CpuPeriod: true, CpuQuota: true, CpuShares: true, CpusetCpus: true, PidsLimit: true, RestartPolicy: true }).shape,
  ...Object.fromEntries(
    ['BlkioWeight', 'BlkioWeightDevice', 'BlkioDeviceReadBps', 'BlkioDeviceWriteBps', 'BlkioDeviceReadIOps', 'BlkioDeviceWriteIOps', 'CgroupParent', 'CpuRealtimePeriod', 'CpuRealtimeRuntime', 'CpusetMems', 'Devices', 'DeviceCgroupRules', 'DeviceRequests', 'KernelMemory', 'KernelMemoryTCP', 'OomKillDisable', 'CpuCount', 'CpuPercent', 'IOMaximumIOps', 'IOMaximumBandwidth', 'Ulimits'].map((name) => [name, refused(name, 'the lab sets it.', 'Leave it out.')]),
  ),
  MemorySwappiness: refused('MemorySwappiness', 'the lab sets it.', 'Leave it out.', oneOf(-1)),
});

export type AskedUpdate = z.infer<typeof UPDATE_BODY>;

/** `docker exec`. */
export const EXEC_BODY = z.strictObject({
  Cmd: z.array(word(32_768)).min(1, 'No exec command specified').max(300),
  Env: WORDS,
  User: text(100).nullish(),
  WorkingDir: text(1_000).nullish(),
  Tty: z.boolean().nullish(),
  AttachStdin: z.boolean().nullish(),
  AttachStdout: z.boolean().nullish(),
  AttachStderr: z.boolean().nullish(),
  Detach: z.boolean().nullish(),
  DetachKeys: text(100).nullish(),
  ConsoleSize: z.array(z.number().int().min(0).max(10_000)).length(2).nullish(),
  Privileged: refused('--privileged', 'it would own the machine that everybody here shares.', 'Leave it out; -u root is enough for what a container may do.'),
});

export const EXEC_START_BODY = z.strictObject({
  Detach: z.boolean().nullish(),
  Tty: z.boolean().nullish(),
  ConsoleSize: z.array(z.number().int().min(0).max(10_000)).length(2).nullish(),
});
