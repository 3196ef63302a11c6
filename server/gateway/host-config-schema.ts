/** `HostConfig` of a create body: where a container would reach the machine. Most of it is refused by name. */
import { z } from 'zod';
import { CONTAINER_PATH, isNeutral, oneOf, refused, text } from './create-fields';

const SHARED = 'everybody here shares the machine.';
const LEAVE = 'Leave it out.';

const MOUNT = z.strictObject({
  Type: z.enum(['volume', 'tmpfs'], { error: 'Only volumes and tmpfs can be mounted in this lab, no folders of the host: the machine is shared. Use -v NAME:/path' }),
  Source: z.string().max(100).nullish(),
  Target: CONTAINER_PATH,
  ReadOnly: z.boolean().nullish(),
  Consistency: text(20).nullish().transform(() => undefined),
  BindOptions: refused('A bind mount', 'the host’s folders are not yours.', 'Use a volume: -v NAME:/path'),
  ClusterOptions: refused('A cluster volume', 'there is no cluster here.', LEAVE),
  ImageOptions: refused('An image mount', 'it is not needed here.', LEAVE),
  VolumeOptions: z
    .strictObject({
      NoCopy: z.boolean().nullish(),
      Labels: refused('A label on a mount', 'labels say whose a volume is.', 'Use docker volume create --label.'),
      DriverConfig: refused('A volume driver or option', 'it can mount the host’s folders.', LEAVE, (value) => isNeutral(value) || z.strictObject({ Name: z.enum(['', 'local']).optional(), Options: z.null().or(z.strictObject({})).optional() }).safeParse(value).success),
      Subpath: refused('A volume’s subpath', 'it is not needed here.', LEAVE),
    })
    .nullish(),
  TmpfsOptions: z.strictObject({ SizeBytes: z.number().int().min(0).nullish(), Mode: z.number().int().min(0).max(0o1777).nullish(), Options: refused('A tmpfs option', 'it is not needed here.', LEAVE) }).nullish(),
});

export const RESTART_POLICY = z.strictObject({ Name: z.enum(['', 'no', 'always', 'unless-stopped', 'on-failure']).nullish(), MaximumRetryCount: z.number().int().min(0).max(1_000_000).nullish() });

const LOG_CONFIG = z.strictObject({
  Type: refused('--log-driver', 'logs are kept by the lab, with a limit.', `${LEAVE} docker logs works.`, oneOf('json-file')),
  Config: refused('--log-opt', 'the lab sets the log’s size.', LEAVE),
});

export const HOST_CONFIG = z.strictObject({
  // What may be asked for.
  AutoRemove: z.boolean().nullish(),
  Init: z.boolean().nullish(),
  RestartPolicy: RESTART_POLICY.nullish(),
  ReadonlyRootfs: z.boolean().nullish(),
  ConsoleSize: z.array(z.number().int().min(0).max(10_000)).length(2).nullish(),
  OomScoreAdj: z.number().int().min(0, 'A negative --oom-score-adj would let the kernel kill others first').max(1_000).nullish(),
  ShmSize: z.number().int().min(0).nullish(),
  Tmpfs: z.record(CONTAINER_PATH, z.string().max(200).regex(/^((rw|ro|exec|noexec|nosuid|nodev|size=\d+[kmg]?|mode=\d+|uid=\d+|gid=\d+)(,|$))*$/, 'it has an option that is not known here')).nullish(),
  Binds: z.array(text(600)).max(20).nullish(),
  Mounts: z.array(MOUNT).max(20).nullish(),
  VolumesFrom: z.array(text(200)).max(10).nullish(),
  NetworkMode: text(200).nullish(),
  PidMode: text(200).nullish(),
  IpcMode: text(200).nullish(),
  GroupAdd: z.array(z.string().regex(/^[\w-]{1,60}$/, 'it is no group')).max(20).nullish(),
  CapDrop: z.array(z.string().regex(/^[A-Za-z_]{1,40}$/, 'it is no capability')).max(50).nullish(),
  // Limits: less than the lab's may be asked for.
  Memory: z.number().int().nullish(),
  MemorySwap: z.number().int().nullish(),
  MemoryReservation: z.number().int().min(0).nullish(),
  NanoCpus: z.number().int().nullish(),
  CpuPeriod: z.number().int().min(0).nullish(),
  CpuQuota: z.number().int().nullish(),
  CpuShares: z.number().int().min(0).max(1_024, 'more than 1024 shares would take from the others').nullish(),
  CpusetCpus: z.string().max(100).regex(/^[\d,-]*$/, 'it is no list of processors').nullish(),
  PidsLimit: z.number().int().nullish(),
  // What is the docker command's own business.
  ContainerIDFile: z.string().max(4_096).nullish().transform(() => undefined),
  LogConfig: LOG_CONFIG.nullish().transform(() => undefined),
  // What is refused.
  Privileged: refused('--privileged', 'it would own the machine that everybody here shares.', 'A container may do here what it may by default.'),
  CapAdd: refused('--cap-add', `more capabilities reach the host, and ${SHARED}`, '--cap-drop works.'),
  Capabilities: refused('Capabilities', `more capabilities reach the host, and ${SHARED}`, '--cap-drop works.'),
  SecurityOpt: refused('--security-opt', `it loosens what keeps containers apart, and ${SHARED}`, LEAVE),
  Devices: refused('--device', `devices are the host’s, and ${SHARED}`, LEAVE),
  DeviceRequests: refused('--gpus', `devices are the host’s, and ${SHARED}`, LEAVE),
  DeviceCgroupRules: refused('--device-cgroup-rule', `devices are the host’s, and ${SHARED}`, LEAVE),
  Runtime: refused('--runtime', 'the lab’s trees know runc only.', LEAVE, oneOf('runc')),
  CgroupParent: refused('--cgroup-parent', 'limits hang on it.', 'Use --memory, --cpus and --pids-limit.'),
  Cgroup: refused('A shared cgroup', 'limits hang on it.', LEAVE),
  CgroupnsMode: refused('--cgroupns host', `it shows the host’s cgroups, and ${SHARED}`, LEAVE, oneOf('private')),
  UTSMode: refused('--uts host', 'the host’s name is not yours.', 'Use --hostname.'),
  UsernsMode: refused('--userns host', `it loosens what keeps containers apart, and ${SHARED}`, LEAVE),
  Sysctls: refused('--sysctl', 'it changes kernel settings.', LEAVE),
  StorageOpt: refused('--storage-opt', 'the lab sets what an image may hold.', LEAVE),
  Ulimits: refused('--ulimit', 'the lab sets limits.', 'Use ulimit in the container’s shell, and --memory, --cpus, --pids-limit.'),
  PortBindings: refused('Publishing a port (-p)', 'ports of the host are shared by all.', 'Reach the container from inside, as with docker exec NAME curl, or from another container in a network of yours.'),
  PublishAllPorts: refused('-P', 'ports of the host are shared by all.', 'Reach the container from another one in a network of yours.'),
  ExtraHosts: refused('--add-host', 'it is not needed here.', 'Put containers into a network of yours: they find each other by name.'),
  Links: refused('--link', 'it reaches into other containers’ settings.', 'Put both into a network of yours: docker network create NAME, docker run --network NAME.'),
  Dns: refused('--dns', 'it is not needed here.', LEAVE),
  DnsOptions: refused('--dns-option', 'it is not needed here.', LEAVE),
  DnsSearch: refused('--dns-search', 'it is not needed here.', LEAVE),
  VolumeDriver: refused('--volume-driver', 'drivers can mount what is not yours.', LEAVE, oneOf('local')),
  OomKillDisable: refused('--oom-kill-disable', 'a container out of memory would hang the machine.', LEAVE),
  MemorySwappiness: refused('--memory-swappiness', 'containers have no swap here.', LEAVE, oneOf(-1)),
  // Empty lists would uncover what is masked by default, so only null is neutral.
  MaskedPaths: refused('Unmasking /proc (systempaths=unconfined)', `the host’s settings are there, and ${SHARED}`, LEAVE, (value) => value === null || value === undefined),
  ReadonlyPaths: refused('Unmasking /proc (systempaths=unconfined)', `the host’s settings are there, and ${SHARED}`, LEAVE, (value) => value === null || value === undefined),
  Isolation: refused('--isolation', 'it is for Windows.', LEAVE, oneOf('default')),
  Annotations: refused('--annotation', 'runtimes may act on it.', 'Use --label.'),
  ...Object.fromEntries(
    ['CpuCount', 'CpuPercent', 'CpuRealtimePeriod', 'CpuRealtimeRuntime', 'CpusetMems', 'BlkioWeight', 'BlkioWeightDevice', 'BlkioDeviceReadBps', 'BlkioDeviceWriteBps', 'BlkioDeviceReadIOps', 'BlkioDeviceWriteIOps', 'IOMaximumIOps', 'IOMaximumBandwidth', 'KernelMemory', 'KernelMemoryTCP'].map((name) => [name, refused(name, 'the lab sets limits.', 'Use --memory, --cpus and --pids-limit.')]),
  ),
});
