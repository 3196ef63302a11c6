/** Everything that a learner might try to reach further than their session: refused each time, and the engine shows nothing new. */
import { connect } from 'node:net';
import { gzipSync } from 'node:zlib';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { pack, type Pack } from 'tar-stream';
import type { Engine } from '@/server/docker/engine';
import { Images } from '@/server/docker/images';
import { CLIENTS, GatewaySession, holdings, type Answer } from './gateway-session';
import { connectEngine } from './learner';

const BASE = 'debian:bookworm-slim';
const V = '/v1.41';
const HEAD = 'Host: docker\r\n';

describe('a learner who tries to get out', () => {
  let engine: Engine;
  let ann: GatewaySession;
  let bob: GatewaySession;
  let before: readonly string[];
  const docker = CLIENTS[0] ?? 'docker';

  beforeAll(async () => {
    engine = await connectEngine();
    await new Images(engine).ensureBase();
  });
  afterAll(async () => engine[Symbol.asyncDispose]());
  beforeEach(async () => {
    [ann, bob] = await Promise.all([GatewaySession.start(engine), GatewaySession.start(engine, { limits: { containers: 3, images: 3 } })]);
    before = await holdings(engine, [ann.tag, bob.tag]);
  });
  afterEach(async () => {
    await Promise.all([ann[Symbol.asyncDispose](), bob[Symbol.asyncDispose]()]);
  });

  async function expectRefused(what: string, answer: Answer): Promise<void> {
    expect([what, answer.status >= 400 && answer.status < 500, answer.message.length > 10], `${answer.status} ${answer.text}`).toEqual([what, true, true]);
    expect(await holdings(engine, [ann.tag, bob.tag]), what).toEqual(before);
  }

  const create = (body: object) => ann.ask('POST', `${V}/containers/create?name=evil`, { Image: BASE, Cmd: ['true'], ...body });

  it('[GW4] every field of HostConfig that reaches the machine is refused', async () => {
    const hosts: readonly object[] = [
      { Privileged: true }, { Binds: ['/:/host'] }, { Binds: ['/var/run/docker.sock:/s'] }, { Binds: ['../x:/y'] }, { Binds: ['name:/x:z'] }, { Binds: ['name:/x', '/:/y'] }, { Binds: ['name:/x'], Mounts: [{ Type: 'volume', Source: '/', Target: '/y' }] }, { Binds: ['name:/x'], Memory: 2 ** 40 }, { Binds: ['name:/../x'] }, { Binds: ['pid1lab/x:/y'] },
      { Mounts: [{ Type: 'bind', Source: '/', Target: '/h' }] }, { Mounts: [{ Type: 'npipe', Source: '/', Target: '/h' }] }, { Mounts: [{ Type: 'volume', Source: '/etc', Target: '/h' }] },
      { Mounts: [{ Type: 'volume', Source: 'vv', Target: '/h', VolumeOptions: { DriverConfig: { Name: 'local', Options: { type: 'none', o: 'bind', device: '/' } } } }] },
      { Mounts: [{ Type: 'volume', Source: 'vv', Target: '/h', BindOptions: { Propagation: 'rshared' } }] },
      { NetworkMode: 'host' }, { PidMode: 'host' }, { IpcMode: 'host' }, { UTSMode: 'host' }, { UsernsMode: 'host' }, { CgroupnsMode: 'host' }, { NetworkMode: 'ns:/proc/1/ns/net' }, { PidMode: 'container:1' },
      { CapAdd: ['SYS_ADMIN'] }, { CapAdd: ['ALL'] }, { Capabilities: ['CAP_SYS_PTRACE'] }, { SecurityOpt: ['seccomp=unconfined'] }, { SecurityOpt: ['apparmor=unconfined'] }, { SecurityOpt: ['no-new-privileges'] },
      { Devices: [{ PathOnHost: '/dev/sda', PathInContainer: '/dev/sda', CgroupPermissions: 'rwm' }] }, { DeviceRequests: [{ Count: -1 }] }, { DeviceCgroupRules: ['a *:* rwm'] }, { Runtime: 'runsc' }, { Runtime: 'io.containerd.runtime.v1.linux' },
      { CgroupParent: '/' }, { Cgroup: 'container:x' }, { Sysctls: { 'kernel.shm_rmid_forced': '1' } }, { StorageOpt: { size: '1T' } }, { Ulimits: [{ Name: 'nofile', Soft: 1, Hard: 1 }] },
      { VolumesFrom: ['someone'] }, { VolumesFrom: [`pid1lab-${'0'.repeat(10)}-x`] }, { Links: ['a:b'] }, { ExtraHosts: ['a:1.2.3.4'] }, { Dns: ['8.8.8.8'] }, { VolumeDriver: 'nfs' },
      { PortBindings: { '80/tcp': [{ HostPort: '80' }] } }, { PublishAllPorts: true }, { MaskedPaths: [] }, { ReadonlyPaths: [] }, { OomKillDisable: true }, { OomScoreAdj: -1000 }, { LogConfig: { Type: 'syslog', Config: { 'syslog-address': 'tcp://x' } } },
      { LogConfig: { Type: 'json-file', Config: { 'max-size': '100g' } } }, { Annotations: { x: 'y' } }, { KernelMemory: 1 }, { BlkioWeight: 10 }, { CpuRealtimeRuntime: 1 }, { Tmpfs: { '/x': 'huge=always' } }, { Tmpfs: { '/../x': '' } },
      { Memory: 2 ** 40 }, { Memory: -1 }, { PidsLimit: -1 }, { PidsLimit: 100_000 }, { NanoCpus: 64e9 }, { CpuQuota: -1 }, { CpuShares: 262_144 }, { ShmSize: 2 ** 40 }, { RestartPolicy: { Name: 'sometimes' } }, { GroupAdd: ['a b'] },
      { Unknown: 1 }, { privileged: true }, { PRIVILEGED: true },
    ];
    for (const host of hosts) await expectRefused(JSON.stringify(host), await create({ HostConfig: host }));
  });

  it('[GW4] so is every other field that is not known, is not its own, or wears another’s case', async () => {
    const bodies: readonly object[] = [
      { hostconfig: { Privileged: true } }, { HOSTCONFIG: {} }, { Labels: { 'pid1lab.session': bob.tag } }, { Labels: { 'PID1LAB.owner': 'x' } }, { OnBuild: ['RUN x'] }, { MacAddress: '02:42:ac:11:00:02' }, { Unknown: true }, { Shell: ['x'] },
      { Image: 'nosuch' }, { Image: '../x' }, { Image: `pid1lab-${bob.tag}-x` }, { Image: '' }, { Image: 5 }, { Env: ['A=\0'] }, { Cmd: { a: 1 } }, { StopSignal: 'TERM;x' }, { Volumes: { '/..': {} } }, { ExposedPorts: { x: {} } },
      { NetworkingConfig: { EndpointsConfig: { host: {} } } }, { NetworkingConfig: { EndpointsConfig: { bridge: { IPAMConfig: { IPv4Address: '172.17.0.1' } } } } }, { NetworkingConfig: { EndpointsConfig: { default: { DriverOpts: { a: 'b' } } } } }, { NetworkingConfig: { Other: 1 } },
      { Healthcheck: { Test: ['CMD'], Other: 1 } }, { HostConfig: [] }, { HostConfig: 'x' }, { __proto__: null, constructor: 1 },
    ];
    for (const body of bodies) await expectRefused(JSON.stringify(body), await create(body));
    await expectRefused('no JSON', await ann.ask('POST', `${V}/containers/create`, '{"Image":'));
    await expectRefused('no object', await ann.ask('POST', `${V}/containers/create`, '[]'));
    await expectRefused('an own __proto__', await ann.ask('POST', `${V}/containers/create`, `{"Image":"${BASE}","__proto__":{"HostConfig":{"Privileged":true}}}`));
    await expectRefused('another platform', await ann.ask('POST', `${V}/containers/create?platform=linux/arm64`, { Image: BASE }));
    for (const name of ['a/b', '..', '-x', 'x'.repeat(200), 'a b', '%2e%2e', 'ä']) await expectRefused(`name ${name}`, await ann.ask('POST', `${V}/containers/create?name=${encodeURIComponent(name)}`, { Image: BASE }));
  });

  it('[GW4] exec, networks, volumes and updates are judged alike', async () => {
    const id = (await ann.does(docker, ['run', '-d', '--name', 'web', BASE, 'sleep', '1000'])).trim();
    before = await holdings(engine, [ann.tag, bob.tag]);
    await expectRefused('privileged exec', await ann.ask('POST', `${V}/containers/web/exec`, { Cmd: ['true'], Privileged: true }));
    await expectRefused('unknown exec field', await ann.ask('POST', `${V}/containers/web/exec`, { Cmd: ['true'], CapAdd: ['ALL'] }));
    await expectRefused('another’s container', await bob.ask('POST', `${V}/containers/${id}/exec`, { Cmd: ['true'] }));
    const exec = JSON.parse((await ann.ask('POST', `${V}/containers/web/exec`, { Cmd: ['true'], AttachStdout: true })).text) as { Id: string };
    for (const [method, path] of [['GET', 'json'], ['POST', 'start'], ['POST', 'resize']] as const) await expectRefused(`another’s exec ${path}`, await bob.ask(method, `${V}/exec/${exec.Id}/${path}`, path === 'start' ? { Detach: true } : undefined));
    await expectRefused('an exec’s beginning', await ann.ask('GET', `${V}/exec/${exec.Id.slice(0, 12)}/json`));
    for (const body of [{ Memory: 2 ** 40 }, { CgroupParent: '/' }, { Devices: [{}] }, { NanoCpus: 64e9 }, { PidsLimit: -1 }, { Unknown: 1 }]) await expectRefused(`update ${JSON.stringify(body)}`, await ann.ask('POST', `${V}/containers/web/update`, body));
    const net = { Name: 'net' };
    for (const body of [{ ...net, Driver: 'macvlan' }, { ...net, Driver: 'host' }, { ...net, Options: { 'com.docker.network.bridge.name': 'eth0' } }, { ...net, IPAM: { Config: [{ Subnet: '10.0.0.0/8' }] } }, { ...net, ConfigFrom: { Network: 'x' } }, { ...net, Ingress: true }, { ...net, Labels: { 'pid1lab.session': bob.tag } }, { Name: 'host' }, { Name: 'bridge' }, { Name: 'a/b' }]) {
      await expectRefused(`network ${JSON.stringify(body)}`, await ann.ask('POST', `${V}/networks/create`, body));
    }
    for (const body of [{ Name: 'vv', DriverOpts: { type: 'none', o: 'bind', device: '/' } }, { Name: 'vv', Driver: 'nfs' }, { Name: '../x' }, { Name: 'vv', ClusterVolumeSpec: { x: 1 } }, { Name: 'vv', Labels: { 'pid1lab.owner': 'x' } }]) {
      await expectRefused(`volume ${JSON.stringify(body)}`, await ann.ask('POST', `${V}/volumes/create`, body));
    }
    await expectRefused('removing the bridge', await ann.ask('DELETE', `${V}/networks/bridge`));
    await expectRefused('connecting another’s container', await bob.ask('POST', `${V}/networks/bridge/connect`, { Container: id }));
    for (const args of ['-eo rss=PID,args', '-o ppid=PID', '$(id)', '-ef; id', '--pid=1']) await expectRefused(`top ${args}`, await ann.ask('GET', `${V}/containers/web/top?ps_args=${encodeURIComponent(args)}`));
  });

  it('[GW2] path tricks are refused', async () => {
    const id = (await bob.does(docker, ['run', '-d', '--name', 'web', BASE, 'sleep', '1000'])).trim();
    before = await holdings(engine, [ann.tag, bob.tag]);
    const paths = [
      '/containers/../containers/json', '//containers/json', '/containers//json', '/containers/json/', '/v1.41//containers/json', '/v1.41/v1.41/containers/json', '/v1.99/containers/json', '/v1.1/containers/json', '/v9.99/info', '/V1.41/containers/json',
      '/Containers/json', '/containers/JSON', '/containers/web%2fjson', '/containers/%2e%2e/info', '/containers/x%2f..%2f..%2finfo/json', '/containers/x%00/json', '/containers/x%0aHost:y/json', '/info%3fx', '/info#x', '/info;x=1', '/./info', '/info/../version', '/%69nfo/', '/_PING',
      `/containers/${id}%2e/json`, `/containers/..%2f${id}/json`, '/containers/json?all=1&all=0', '/containers/json?ALL=1', '/containers/json?x=1', '/containers/json?filters=[', '/containers/json?filters={"evil":["x"]}', '/containers/json?filters={"label":{"a":"b"}}', '/images/json?filters={"since":["x"]}', '/swarm', '/plugins', '/grpc', '/session', '/pid1lab/x', '/metrics', '/debug/pprof/', '/containers/web/attach/ws', '/distribution/x/json',
    ];
    for (const path of paths) await expectRefused(path, await ann.ask('GET', path));
    for (const [method, path] of [['POST', '/swarm/init'], ['POST', '/commit?container=web'], ['POST', '/images/load'], ['PUT', '/containers/web/archive?path=/'], ['POST', '/auth'], ['POST', '/session'], ['POST', '/images/x/push'], ['POST', '/plugins/pull?remote=x'], ['POST', '/build/prune'], ['DELETE', '/containers/json'], ['PATCH', '/containers/web'], ['OPTIONS', '/info'], ['POST', '/images/create?fromImage=redis'], ['POST', '/images/create?fromSrc=http://x']] as const) {
      await expectRefused(`${method} ${path}`, await ann.ask(method, `${V}${path}`));
    }
    for (const target of ['http://docker/v1.41/info', 'http://127.0.0.1/info', 'https://x/', '*', 'info', '']) {
      expect(await ann.raw(`GET ${target} HTTP/1.1\r\n${HEAD}Connection: close\r\n\r\n`), target).toMatch(/^HTTP\/1\.1 400 /);
    }
    for (const length of [12, 6, 4, 1]) await expectRefused(`beginning ${length}`, await ann.ask('GET', `${V}/containers/${id.slice(0, length)}/json`));
  });

  it('[GW2] requests of two meanings are refused, and nothing behind them is performed', async () => {
    const evil = `POST ${V}/containers/create?name=smuggled HTTP/1.1\r\n${HEAD}Content-Type: application/json\r\nContent-Length: ${JSON.stringify({ Image: BASE }).length}\r\n\r\n${JSON.stringify({ Image: BASE })}`;
    const ping = `GET /_ping HTTP/1.1\r\n${HEAD}`;
    const attempts: Readonly<Record<string, string>> = {
      'both lengths': `${ping}Content-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n${evil}`,
      'two lengths': `${ping}Content-Length: 0\r\nContent-Length: ${evil.length}\r\n\r\n${evil}`,
      'a list of lengths': `${ping}Content-Length: 0, 5\r\n\r\n${evil}`,
      'a signed length': `${ping}Content-Length: +5\r\n\r\n${evil}`,
      'a hexadecimal length': `${ping}Content-Length: 0x5\r\n\r\n${evil}`,
      'two encodings': `${ping}Transfer-Encoding: chunked, identity\r\n\r\n0\r\n\r\n${evil}`,
      'an unknown encoding': `${ping}Transfer-Encoding: xchunked\r\n\r\n0\r\n\r\n${evil}`,
      'a folded header': `${ping}X: a\r\n Transfer-Encoding: chunked\r\n\r\n${evil}`,
      'a space before the colon': `${ping}Content-Length : 5\r\n\r\n${evil}`,
      'a bare line feed': `GET /_ping HTTP/1.1\n${HEAD}X: y\n\n${evil}`,
      'a bad chunk length': `POST ${V}/containers/x/start HTTP/1.1\r\n${HEAD}Transfer-Encoding: chunked\r\n\r\n-1\r\n${evil}`,
      'a chunk length with junk': `POST ${V}/containers/x/start HTTP/1.1\r\n${HEAD}Transfer-Encoding: chunked\r\n\r\n0x0\r\n\r\n${evil}`,
      'a chunk without its end': `POST ${V}/containers/x/start HTTP/1.1\r\n${HEAD}Transfer-Encoding: chunked\r\n\r\n1\r\nAB\r\n${evil}`,
      'no host': `GET /_ping HTTP/1.1\r\n\r\n${evil}`,
      'another protocol': `GET /_ping HTTP/3.7\r\n${HEAD}\r\n${evil}`,
      'no HTTP': `\x16\x03\x01\x02\x00${evil}`,
      'a zero byte': `GET /_pi\0ng HTTP/1.1\r\n${HEAD}\r\n${evil}`,
      'a tunnel': `CONNECT 127.0.0.1:2375 HTTP/1.1\r\n${HEAD}\r\n${evil}`,
    };
    for (const [what, bytes] of Object.entries(attempts)) {
      const text = await ann.raw(bytes);
      expect(text, what).not.toMatch(/HTTP\/1\.1 201/);
      expect(await holdings(engine, [ann.tag, bob.tag]), what).toEqual(before);
    }
  });

  it('[GW10] a connection is handed over only where that is known, and not before its turn', async () => {
    const upgrade = 'Connection: Upgrade\r\nUpgrade: tcp\r\n';
    const evil = `POST ${V}/containers/create?name=behind HTTP/1.1\r\n${HEAD}Content-Type: application/json\r\nContent-Length: 32\r\n\r\n{"Image":"debian:bookworm-slim"}`;
    for (const path of ['/_ping', `${V}/containers/json`, `${V}/containers/x/attach?stream=1`, `${V}/exec/${'0'.repeat(64)}/start`, `${V}/session`]) {
      for (const method of ['GET', 'POST']) {
        const text = await ann.raw(`${method} ${path} HTTP/1.1\r\n${HEAD}${upgrade}\r\n${evil}`);
        expect(text, `${method} ${path}`).not.toMatch(/HTTP\/1\.1 (101|201)/);
      }
    }
    // In front of it stands a request that is not answered yet.
    expect(await ann.raw(`GET ${V}/events HTTP/1.1\r\n${HEAD}\r\nPOST ${V}/containers/x/attach HTTP/1.1\r\n${HEAD}${upgrade}\r\n`)).not.toMatch(/101/);
    expect((await ann.ask('GET', '/_ping')).status).toBe(200);
    expect(await ann.raw(`POST ${V}/exec/${'0'.repeat(64)}/start HTTP/1.1\r\n${HEAD}${upgrade}Transfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n0\r\n\r\n`)).not.toMatch(/101/);
    expect(await holdings(engine, [ann.tag, bob.tag])).toEqual(before);
  });

  it('[GW2] pipelined requests are answered in their order', async () => {
    const text = await ann.raw([`GET /_ping HTTP/1.1\r\n${HEAD}\r\n`, `GET ${V}/nothing HTTP/1.1\r\n${HEAD}\r\n`, `GET ${V}/version HTTP/1.1\r\n${HEAD}\r\n`]);
    expect([...text.matchAll(/HTTP\/1\.1 (\d+)/g)].map((match) => match[1])).toEqual(['200', '404', '200']);
  });

  it('[GW11] long, endless and unfinished requests are refused or ended', async () => {
    await expectRefused('a long body', await ann.ask('POST', `${V}/containers/create`, JSON.stringify({ Image: BASE, Env: ['x'.repeat(300_000)] })));
    await expectRefused('a body where none belongs', await ann.ask('POST', `${V}/containers/x/start`, { HostConfig: { Privileged: true } }));
    expect(await ann.raw(`GET /${'x'.repeat(40_000)} HTTP/1.1\r\n${HEAD}\r\n`)).not.toMatch(/ 200 /);
    expect(await ann.raw(`GET /_ping HTTP/1.1\r\n${HEAD}${`X: ${'y'.repeat(100)}\r\n`.repeat(5_000)}\r\n`)).not.toMatch(/ 200 /);
    expect(await endless(ann.socket, `POST ${V}/containers/create HTTP/1.1\r\n${HEAD}Transfer-Encoding: chunked\r\n\r\n`)).toMatch(/ 413 /);
    expect(await endless(ann.socket, `POST ${V}/containers/x/kill HTTP/1.1\r\n${HEAD}Transfer-Encoding: chunked\r\n\r\n`)).toMatch(/ 413 /);
    expect(await holdings(engine, [ann.tag, bob.tag])).toEqual(before);
  });

  it('[GW9] a build context that climbs, lies or never ends builds nothing', async () => {
    const contexts: Readonly<Record<string, (tar: Pack) => void>> = {
      'a climbing file': (tar) => tar.entry({ name: '../evil' }, 'x'),
      'an absolute file': (tar) => tar.entry({ name: '/etc/evil' }, 'x'),
      'a climb in the middle': (tar) => tar.entry({ name: 'a/../../evil' }, 'x'),
      'a climbing hard link': (tar) => tar.entry({ name: 'evil', type: 'link', linkname: '../../etc/shadow' }),
      'an absolute hard link': (tar) => tar.entry({ name: 'evil', type: 'link', linkname: '/etc/shadow' }),
      'a file behind a link': (tar) => {
        tar.entry({ name: 'dir', type: 'symlink', linkname: '/etc' });
        tar.entry({ name: 'dir/evil' }, 'x');
      },
      'a link over a folder': (tar) => {
        tar.entry({ name: 'dir/file' }, 'x');
        tar.entry({ name: 'dir', type: 'symlink', linkname: '/etc' });
      },
      'a Dockerfile twice': (tar) => tar.entry({ name: './Dockerfile' }, 'FROM evil\n'),
      'a device': (tar) => tar.entry({ name: 'sda', type: 'block-device', devmajor: 8, devminor: 0 }),
      'a pipe': (tar) => tar.entry({ name: 'fifo', type: 'fifo' }),
    };
    for (const [what, add] of Object.entries(contexts)) {
      const bytes = await tarOf((tar) => {
        tar.entry({ name: 'Dockerfile' }, `FROM ${BASE}\n`);
        add(tar);
      });
      await expectRefused(what, await ann.ask('POST', `${V}/build?t=evil`, bytes, { 'content-type': 'application/x-tar' }));
    }
    const linked = await tarOf((tar) => {
      tar.entry({ name: 'real' }, `FROM ${BASE}\n`);
      tar.entry({ name: 'Dockerfile', type: 'symlink', linkname: 'real' });
    });
    await expectRefused('a Dockerfile that is a link', await ann.ask('POST', `${V}/build?t=evil`, linked));
    await expectRefused('no Dockerfile', await ann.ask('POST', `${V}/build?t=evil`, await tarOf((tar) => tar.entry({ name: 'x' }, 'x'))));
    await expectRefused('no archive', await ann.ask('POST', `${V}/build?t=evil`, Buffer.alloc(2_000, 'x')));
    await expectRefused('too much, unpacked', await ann.ask('POST', `${V}/build?t=evil`, gzipSync(await tarOf((tar) => tar.entry({ name: 'zeros' }, Buffer.alloc(70 * 1024 ** 2))))));
    await expectRefused('a Dockerfile outside', await ann.ask('POST', `${V}/build?t=evil&dockerfile=../x`, linked));
  });

  it('[GW8] a Dockerfile reaches no image, address or label but its own', async () => {
    await bob.does(docker, ['build', '-t', 'mine', '-'], `FROM ${BASE}\nCMD true\n`);
    const [image] = await engine.docker.listImages({ filters: { reference: [`pid1lab-${bob.tag}-mine`] } });
    before = await holdings(engine, [ann.tag, bob.tag]);
    const F = `FROM ${BASE}\n`;
    const files = [
      'FROM mine\n', `FROM pid1lab-${bob.tag}-mine\n`, `FROM ${image?.Id ?? ''}\n`, `FROM ${image?.Id.slice(7, 19) ?? ''}\n`, 'FROM redis:nosuch\n', 'FROM localhost:5000/x\n', `FROM --platform=linux/arm64 ${BASE}\n`, `ARG X=mine\nFROM $X\n`, `ARG X\nFROM \${X:-mine}\n`, 'FROM "mine"\n', 'FROM mi\\\nne\n',
      `# escape=\`\n${F}`, `${F}COPY --from=mine / /x\n`, `${F}COPY --from="mine" / /x\n`, `${F}COPY --from=$X / /x\n`, `${F}COPY --chown=0:0 --from=${image?.Id ?? ''} / /x\n`, `${F}ONBUILD COPY --from=mine / /x\n`, `${F}ONBUILD ADD http://x /x\n`,
      `${F}ADD http://169.254.169.254/ /x\n`, `${F}ADD HTTP://127.0.0.1/ /x\n`, `${F}ADD ["http://x", "/x"]\n`, `${F}ADD ["\\u0068ttp://x", "/x"]\n`, `${F}ADD ht"tp"://x /x\n`, `${F}ADD ht\\tp://x /x\n`, `${F}ENV U=http://x\nADD $U /x\n`, `${F}ADD htt\\\np://x /x\n`, `${F}ADD git@github.com:a/b /x\n`,
      `${F}LABEL pid1lab.session=${bob.tag}\n`, `${F}LABEL "pid1lab.owner"=x\n`, `${F}LABEL pid1"lab".owner=x\n`, `${F}LABEL a=b pid1\\\nlab.owner=x\n`, `${F}ENV K=pid1lab.session\nLABEL $K=x\n`, `${F}LABEL a=b \${K}=x\n`, `${F}ONBUILD LABEL pid1lab.session=x\n`,
      `${F}RUN --mount=type=bind,source=/,target=/x ls\n`, `${F}RUN --network=host ls\n`, `${F}RUN --security=insecure ls\n`, `${F}RUN ls \\\\\nFROM mine\n`, `${F}VOLUME\n`, '', '# nothing\n', `${F}EVIL x\n`, `${F}RUN <<EOF\nls\nEOF\n`, `FROM ${BASE} AS a b\n`, `FROM ${BASE}\nRUN x\0y\n`,
    ];
    for (const text of files) await expectRefused(JSON.stringify(text), await ann.ask('POST', `${V}/build?t=evil`, await tarOf((tar) => tar.entry({ name: 'Dockerfile' }, text))));
    const fine = await tarOf((tar) => tar.entry({ name: 'Dockerfile' }, F));
    for (const query of ['networkmode=host', 'networkmode=container:x', 'cgroupparent=/', 'remote=http://x', 'remote=git://x', 'version=2', 'session=x', 'squash=1', 'pull=1', 'platform=linux/arm64', 'securityopt=["x"]', 'extrahosts=["a:b"]', 'ulimits=[{"Name":"x"}]', 'labels={"pid1lab.session":"x"}', 'outputs=[{}]', 'x=1', 't=A/B', 't=a&t=b&t=c&t=d&t=e&dockerfile=..', 'memory=x', 'target=/', 'shmsize=x']) {
      await expectRefused(query, await ann.ask('POST', `${V}/build?${query.startsWith('t=') ? '' : 't=evil&'}${query.replace(/[{["\]}]/g, encodeURIComponent)}`, fine));
    }
    await expectRefused('more images than may be', await bob.ask('POST', `${V}/build?t=a&t=b&t=c`, fine));
  });

  it('[GW12] racing creates do not pass the quota together, nor take a name twice', async () => {
    const answers = await Promise.all(Array.from({ length: 12 }, () => bob.ask('POST', `${V}/containers/create`, { Image: BASE })));
    expect(answers.map(({ status }) => status).sort()).toEqual([...Array<number>(3).fill(201), ...Array<number>(9).fill(403)]);
    const named = await Promise.all(Array.from({ length: 6 }, () => ann.ask('POST', `${V}/containers/create?name=one`, { Image: BASE })));
    expect(named.map(({ status }) => status).sort()).toEqual([201, 409, 409, 409, 409, 409]);
    expect(named.find(({ status }) => status === 409)?.message).toMatch(/^Conflict\. The container name "\/one" is already in use by container "[0-9a-f]{64}"/);
    expect(JSON.parse((await bob.ask('GET', `${V}/containers/json?all=1`)).text)).toHaveLength(3);
  });

  it('[GW14] a container that has no session, such as a workbench, does not exist', async () => {
    const hidden = await engine.docker.createContainer({ Image: BASE, Cmd: ['sleep', '100'], Labels: { 'pid1lab.owner': engine.owner, 'pid1lab.workbench': ann.tag }, name: `pid1lab.test-${ann.tag}` });
    try {
      await hidden.start();
      expect((await ann.ask('GET', `${V}/containers/json?all=1`)).text.trim()).toBe('[]');
      for (const reference of [hidden.id, hidden.id.slice(0, 12), `pid1lab.test-${ann.tag}`]) {
        for (const [method, path] of [['GET', 'json'], ['GET', 'logs?stdout=1'], ['GET', 'top'], ['POST', 'kill'], ['POST', 'stop'], ['POST', 'attach?stream=1&stdout=1']] as const) expect((await ann.ask(method, `${V}/containers/${reference}/${path}`)).status, `${path} ${reference}`).toBe(404);
        expect((await ann.ask('DELETE', `${V}/containers/${reference}?force=1`)).status).toBe(404);
        expect((await create({ HostConfig: { PidMode: `container:${reference}` } })).status).toBe(400);
        expect((await create({ HostConfig: { VolumesFrom: [reference] } })).status).toBe(400);
      }
      expect((await ann.ask('GET', `${V}/events?since=${Math.floor(Date.now() / 1000) - 60}&until=${Math.floor(Date.now() / 1000)}`)).text).toBe('');
      expect((await hidden.inspect()).State.Running).toBe(true);
    } finally {
      await hidden.remove({ force: true });
    }
  });
});

function tarOf(fill: (tar: Pack) => void): Promise<Buffer> {
  const tar = pack();
  fill(tar);
  tar.finalize();
  const chunks: Buffer[] = [];
  return new Promise((resolve, reject) => tar.on('data', (chunk) => void chunks.push(chunk as Buffer)).on('end', () => resolve(Buffer.concat(chunks))).on('error', reject));
}

/** Sends chunks without end; answers with what came back by the time the other side ends. */
function endless(path: string, head: string): Promise<string> {
  return new Promise((resolve) => {
    const socket = connect(path);
    let text = '';
    const chunk = `10000\r\n${'x'.repeat(0x10000)}\r\n`;
    const send = () => {
      while (socket.writable && socket.write(chunk)) continue;
    };
    socket.on('data', (bytes: Buffer) => (text += bytes.toString('latin1'))).on('drain', send).on('error', () => undefined).on('close', () => resolve(text));
    socket.write(head);
    send();
  });
}
