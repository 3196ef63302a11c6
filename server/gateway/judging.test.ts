import { describe, expect, it } from 'vitest';
import { readFilters } from './filters';
import { matchesReference } from './images';
import { fullImageName, newImageName } from './names';
import { realPattern } from './container-list';
import { matchRoute } from './route';
import { parseTarget } from './request-target';
import { ROUTES } from './route-table';
import { toLearner } from './to-learner';
import { CREATE_BODY } from './create-schema';

/** What docker 28 sends for `docker run image`, as it was seen on the wire. */
const SENT = {
  Hostname: '', Domainname: '', User: '', AttachStdin: false, AttachStdout: true, AttachStderr: true, Tty: false, OpenStdin: false, StdinOnce: false, Env: null, Cmd: null, Image: 'x', Volumes: {}, WorkingDir: '', Entrypoint: null, OnBuild: null, Labels: {},
  HostConfig: { Binds: null, ContainerIDFile: '/tmp/id', LogConfig: { Type: '', Config: {} }, NetworkMode: 'default', PortBindings: {}, RestartPolicy: { Name: 'no', MaximumRetryCount: 0 }, AutoRemove: false, VolumeDriver: '', VolumesFrom: null, ConsoleSize: [0, 0], CapAdd: null, CapDrop: null, CgroupnsMode: '', Dns: [], DnsOptions: [], DnsSearch: [], ExtraHosts: null, GroupAdd: null, IpcMode: '', Cgroup: '', Links: null, OomScoreAdj: 0, PidMode: '', Privileged: false, PublishAllPorts: false, ReadonlyRootfs: false, SecurityOpt: null, UTSMode: '', UsernsMode: '', ShmSize: 0, Isolation: '', CpuShares: 0, Memory: 0, NanoCpus: 0, CgroupParent: '', BlkioWeight: 0, BlkioWeightDevice: [], BlkioDeviceReadBps: [], CpuPeriod: 0, CpuQuota: 0, CpusetCpus: '', CpusetMems: '', Devices: [], DeviceCgroupRules: null, DeviceRequests: null, MemoryReservation: 0, MemorySwap: 0, MemorySwappiness: -1, OomKillDisable: false, PidsLimit: 0, Ulimits: [], MaskedPaths: null, ReadonlyPaths: null },
  NetworkingConfig: { EndpointsConfig: { default: { IPAMConfig: null, Links: null, Aliases: null, MacAddress: '', DriverOpts: null, GwPriority: 0, NetworkID: '', EndpointID: '', Gateway: '', IPAddress: '', IPPrefixLen: 0, IPv6Gateway: '', GlobalIPv6Address: '', GlobalIPv6PrefixLen: 0, DNSNames: null } } },
};

describe('what the gateway lets pass', () => {
  it('[GW4] takes what the docker command always sends, at its neutral values', () => {
    expect(CREATE_BODY.safeParse(SENT).error?.issues).toBeUndefined();
    for (const [field, value] of Object.entries({ MaskedPaths: [], OomKillDisable: true, Devices: [{}], MemorySwappiness: 60, ConsoleSize: [-1, 0] })) {
      expect(CREATE_BODY.safeParse({ ...SENT, HostConfig: { ...SENT.HostConfig, [field]: value } }).success, field).toBe(false);
    }
  });

  it('[GW3] matches routes as a whole, and knows every parameter', () => {
    const match = (method: string, path: string) => matchRoute(ROUTES, method, parseTarget(path));
    expect(match('GET', '/images/a/b:c/json').params).toEqual({ image: 'a/b:c' });
    expect(match('GET', '/containers/json').params).toEqual({});
    expect(match('POST', '/build?t=a&t=b').queries['t']).toEqual(['a', 'b']);
    for (const [method, path] of [['GET', '/containers'], ['get', '/info'], ['GET', '/images/json/x'], ['POST', '/containers/a/b/start'], ['GET', '/info?x=1'], ['GET', '/info?__proto__=1'], ['GET', '/containers/json?all=2'], ['GET', '/containers/json?all=1&all=1']] as const) {
      expect(() => match(method, path), path).toThrow();
    }
  });

  it('[GW3] reads filters in both of their forms', () => {
    expect(readFilters('{"label":["a=b"]}', ['label'])).toEqual({ label: ['a=b'] });
    expect(readFilters('{"label":{"a=b":true}}', ['label'])).toEqual({ label: ['a=b'] });
    for (const text of ['[]', '{"x":["y"]}', '{"label":"a"}', '{', '{"label":[1]}']) expect(() => readFilters(text, ['label']), text).toThrow();
  });

  it('[GW6] names are turned both ways', () => {
    expect([realPattern('0123456789', '^/web$'), realPattern('0123456789', 'web')]).toEqual(['^/?pid1lab-0123456789-(?:web$)', '^/?pid1lab-0123456789-.*(?:web)']);
    expect(toLearner('0123456789', { Names: ['/pid1lab-0123456789-web'], Image: 'pid1lab/myredis:shell-0123456789ab', Labels: { 'pid1lab.owner': 'x', mine: 'y' }, 'pid1lab-0123456789-net': {} })).toEqual({ Names: ['/web'], Image: 'myredis:shell', Labels: { mine: 'y' }, net: {} });
    expect(['redis', 'docker.io/library/redis:7', 'a/b'].map(fullImageName)).toEqual(['redis:latest', 'redis:7', 'a/b:latest']);
    for (const name of ['A', 'a:b:c', 'a@sha256:0', 'localhost:5000/x', '../x', 'a//b', '-a', '', 'a:', 'a b']) expect(() => newImageName(name), name).toThrow(/invalid reference/);
  });

  it('[GW6] docker images NAME takes stars as docker does', () => {
    for (const [name, pattern, fits] of [['redis:7', 'redis', true], ['redis:7', 'redis:7', true], ['redis:7', 'redis:8', false], ['myredis:shell', 'my*', true], ['myredis:shell', '*:shell', true], ['myredis:shell', '*:sh', false], ['a/b:c', '*', false], ['a/b:c', 'a/*', true], ['ab:x', 'a*b*:x', true], ['a:aa', 'a:*a', true], ['redis:7', 'redi', false]] as const) {
      expect(matchesReference(name, pattern), `${name} ${pattern}`).toBe(fits);
    }
  });
});
