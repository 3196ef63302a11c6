/** From a typed `docker run` to the body of the engine's create request, with the session's labels and limits in it. */
import type { ContainerCreateOptions } from 'dockerode';
import type { ContainerSpec } from '@/model/docker-command/command';
import { problem, type CommandProblem } from '@/model/docker-command/problem';
import { formatBytes } from '@/model/docker-command/values';
import type { EngineInfo } from './engine';
import { LABEL, realName } from './labels';
import { LEAST_MEMORY, LOG_SIZE, type Limits } from './limits';

export interface CreateInput {
  readonly spec: ContainerSpec;
  readonly name: string;
  /** The engine's tag. */
  readonly image: string;
  readonly session: string;
  readonly owner: string;
  readonly limits: Limits;
  readonly supports: EngineInfo['limits'];
  /** `host`, or `container:<id>` of a container of the session. */
  readonly pidMode?: string | undefined;
  /** It sees the host's processes, itself or through another container. */
  readonly seesHost: boolean;
  /** Connects to it before it starts, as `docker run` without -d does. */
  readonly attached: boolean;
}

/** The body, or which limit was asked too high. */
export function createBody(input: CreateInput): ContainerCreateOptions | CommandProblem {
  const { spec, limits, supports } = input;
  const wrong = checkLimits(spec, limits);
  if (wrong) return wrong;
  const memory = spec.memory ?? limits.memory;
  return {
    name: realName(input.session, input.name),
    Image: input.image,
    ...(spec.argv.length > 0 ? { Cmd: [...spec.argv] } : {}),
    ...(spec.entrypoint === undefined ? {} : { Entrypoint: spec.entrypoint === '' ? [''] : [spec.entrypoint] }),
    Env: [...spec.env],
    Tty: spec.tty,
    OpenStdin: spec.interactive,
    StdinOnce: spec.interactive && input.attached,
    AttachStdin: spec.interactive && input.attached,
    AttachStdout: input.attached,
    AttachStderr: input.attached,
    ...(spec.user === undefined ? {} : { User: spec.user }),
    ...(spec.workdir === undefined ? {} : { WorkingDir: spec.workdir }),
    ...(spec.hostname === undefined ? {} : { Hostname: spec.hostname }),
    ...(spec.stopSignal === undefined ? {} : { StopSignal: spec.stopSignal }),
    ...(spec.stopTimeout === undefined ? {} : { StopTimeout: spec.stopTimeout }),
    Labels: {
      [LABEL.owner]: input.owner,
      [LABEL.session]: input.session,
      [LABEL.name]: input.name,
      ...(input.seesHost ? { [LABEL.hostPid]: '1' } : {}),
    },
    HostConfig: {
      AutoRemove: spec.rm,
      ...(spec.init ? { Init: true } : {}),
      ...(spec.restart === undefined ? {} : { RestartPolicy: restartPolicy(spec.restart) }),
      ...(input.pidMode === undefined ? {} : { PidMode: input.pidMode }),
      ...(spec.network === 'none' ? { NetworkMode: 'none' } : {}),
      ...(supports.memory ? { Memory: memory, MemorySwap: memory } : {}),
      ...(supports.pids ? { PidsLimit: spec.pidsLimit ?? limits.pids } : {}),
      ...(supports.cpu ? cpuLimit(spec, limits) : {}),
      LogConfig: { Type: 'json-file', Config: { 'max-size': LOG_SIZE, 'max-file': '2' } },
    },
  };
}

function restartPolicy(text: string): { readonly Name: string; readonly MaximumRetryCount?: number } {
  const [name = 'no', times] = text.split(':');
  return times === undefined ? { Name: name } : { Name: name, MaximumRetryCount: Number(times) };
}

function cpuLimit(spec: ContainerSpec, limits: Limits): { readonly NanoCpus: number } | { readonly CpuPeriod: number; readonly CpuQuota: number } {
  if (spec.cpuPeriod === undefined && spec.cpuQuota === undefined) return { NanoCpus: Math.round((spec.cpus ?? limits.cpus) * 1e9) };
  const period = spec.cpuPeriod ?? 100_000;
  return { CpuPeriod: period, CpuQuota: spec.cpuQuota ?? Math.round(period * limits.cpus) };
}

function checkLimits(spec: ContainerSpec, limits: Limits): CommandProblem | undefined {
  if (spec.memory !== undefined && spec.memory > limits.memory) return tooMuch('--memory', formatBytes(spec.memory), formatBytes(limits.memory));
  if (spec.memory !== undefined && spec.memory < LEAST_MEMORY) return problem('bad-value', `--memory ${formatBytes(spec.memory)} is too little.`, 'The engine needs 6m to start a container.', 'Write 6m or more.');
  if (spec.pidsLimit !== undefined && (spec.pidsLimit <= 0 || spec.pidsLimit > limits.pids)) return tooMuch('--pids-limit', spec.pidsLimit <= 0 ? 'without end' : String(spec.pidsLimit), String(limits.pids));
  const quota = spec.cpuQuota === undefined ? undefined : spec.cpuQuota / (spec.cpuPeriod ?? 100_000);
  const cpus = spec.cpus ?? quota;
  if (cpus !== undefined && (cpus <= 0 || cpus > limits.cpus)) return tooMuch('The processor share', cpus <= 0 ? 'without end' : String(cpus), String(limits.cpus));
  return undefined;
}

function tooMuch(what: string, asked: string, limit: string): CommandProblem {
  return problem('refused-flag', `${what} ${asked} is more than a container may take here.`, 'The machine is shared.', `Ask for at most ${limit}.`);
}
