/** The limits of a container in the engine's words, whoever asks for it and in whichever way. */
import type { ContainerSpec } from '@/model/docker-command/command';
import { problem, type CommandProblem } from '@/model/docker-command/problem';
import { formatBytes } from '@/model/docker-command/values';
import type { EngineInfo } from './engine';
import { LEAST_MEMORY, LOG_SIZE, type Limits } from './limits';

/** What was asked for; undefined: nothing in particular. */
export type AskedLimits = Partial<Pick<ContainerSpec, 'memory' | 'pidsLimit' | 'cpus' | 'cpuPeriod' | 'cpuQuota'>>;

/** The fields of HostConfig; what was not asked for is the most that may be. Check first. */
export function limitFields(spec: AskedLimits, limits: Limits, supports: EngineInfo['limits']) {
  const memory = spec.memory ?? limits.memory;
  return {
    ...(supports.memory ? { Memory: memory, MemorySwap: memory } : {}),
    ...(supports.pids ? { PidsLimit: spec.pidsLimit ?? limits.pids } : {}),
    ...(supports.cpu ? cpuLimit(spec, limits) : {}),
    LogConfig: { Type: 'json-file', Config: { 'max-size': LOG_SIZE, 'max-file': '2' } },
  };
}

function cpuLimit(spec: AskedLimits, limits: Limits): { readonly NanoCpus: number } | { readonly CpuPeriod: number; readonly CpuQuota: number } {
  if (spec.cpuPeriod === undefined && spec.cpuQuota === undefined) return { NanoCpus: Math.round((spec.cpus ?? limits.cpus) * 1e9) };
  const period = spec.cpuPeriod ?? 100_000;
  return { CpuPeriod: period, CpuQuota: spec.cpuQuota ?? Math.round(period * limits.cpus) };
}

/** Which limit was asked too high, or cannot be. */
export function checkLimits(spec: AskedLimits, limits: Limits): CommandProblem | undefined {
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
