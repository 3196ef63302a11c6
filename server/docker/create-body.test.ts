import { describe, expect, it } from 'vitest';
import { parseCommand } from '@/model/docker-command/parse';
import { createBody } from './create-body';
import { startFailureCode } from './perform-run';
import { time } from './perform-events';
import { DEFAULT_LIMITS } from './limits';
import { pickContainer } from './session-containers';

function body(line: string, limits = DEFAULT_LIMITS) {
  const command = parseCommand(line);
  if (command.type !== 'run') throw new Error(line);
  return createBody({ spec: command.spec, name: 'web', image: 'pid1lab/img:x-0', session: 's', owner: 'o', limits, supports: { memory: true, pids: true, cpu: true }, seesHost: false, attached: !command.detach });
}

describe('what the engine is asked to create', () => {
  it('[ENG12] every container has the session’s name and labels, and limits it did not ask for', () => {
    expect(body('docker run -d img')).toMatchObject({
      name: 'pid1lab-s-web',
      Labels: { 'pid1lab.owner': 'o', 'pid1lab.session': 's', 'pid1lab.name': 'web' },
      HostConfig: { Memory: 268435456, MemorySwap: 268435456, PidsLimit: 200, NanoCpus: 1e9, LogConfig: { Type: 'json-file' } },
    });
    expect(body('docker run -d --memory 64m --pids-limit 20 --cpus 0.5 img')).toMatchObject({ HostConfig: { Memory: 67108864, PidsLimit: 20, NanoCpus: 5e8 } });
    expect(body('docker run -d --cpu-period 50000 --cpu-quota 25000 img')).toMatchObject({ HostConfig: { CpuPeriod: 50000, CpuQuota: 25000 } });
  });

  it('[ENG13] more than the limit is refused with the limit', () => {
    for (const flags of ['--memory 1g', '--pids-limit 1000', '--pids-limit -1', '--cpus 4', '--cpu-quota 400000', '--cpu-quota -1', '--memory 1m']) {
      expect(body(`docker run ${flags} img`), flags).toMatchObject({ type: 'problem' });
    }
    expect(body('docker run --memory 1g img', { ...DEFAULT_LIMITS, memory: 2 ** 30 })).not.toHaveProperty('code');
  });

  it('[ENG12] a program that shares nothing by itself: no binds, ports, capabilities or host namespaces can be in it', () => {
    const created = JSON.stringify(body('docker run -it --rm --init --stop-signal INT --stop-timeout 3 --restart on-failure:2 --network none --entrypoint sh -u 1 -w /tmp -e A=b --hostname h img -c ls'));
    for (const word of ['Binds', 'Mounts', 'PortBindings', 'CapAdd', 'Privileged', 'Devices', 'IpcMode', 'UTSMode', 'SecurityOpt']) expect(created).not.toContain(word);
    expect(JSON.parse(created)).toMatchObject({ StopSignal: 'SIGINT', StopTimeout: 3, Entrypoint: ['sh'], Cmd: ['-c', 'ls'], StdinOnce: true, HostConfig: { Init: true, AutoRemove: true, NetworkMode: 'none', RestartPolicy: { Name: 'on-failure', MaximumRetryCount: 2 } } });
  });

  it('[ENG14] a start that fails gives 127, 126 or 125 as docker reads the engine’s words', () => {
    expect(startFailureCode('exec: "x": executable file not found in $PATH: unknown')).toBe(127);
    expect(startFailureCode('exec: "/etc": permission denied: unknown')).toBe(126);
    expect(startFailureCode('something else')).toBe(125);
  });

  it('[ENG15] a container is meant by its id, its name, or the beginning of one id only', () => {
    const one = { id: `ab12${'0'.repeat(60)}`, name: 'web', state: 'running', seesHost: false };
    const two = { id: `ab34${'0'.repeat(60)}`, name: 'ab12', state: 'running', seesHost: false };
    expect(pickContainer([one, two], 'web')).toBe(one);
    expect(pickContainer([one, two], 'ab12')).toBe(two);
    expect(pickContainer([one, two], 'ab120')).toBe(one);
    expect(pickContainer([one, two], 'ab')).toBeUndefined();
    expect(pickContainer([one, two], 'w')).toBeUndefined();
  });

  it('[ENG16] durations of docker events count back from now', () => {
    expect(time('since', '1h30m', 10_000_000)).toEqual({ since: '4600.000' });
    expect(time('since', '0s', 5_500)).toEqual({ since: '5.500' });
    expect(time('until', '2026-01-31T12:00:00Z', 0)).toEqual({ until: '1769860800.000' });
    expect(time('until', '17.5', 0)).toEqual({ until: '17.5' });
  });
});
