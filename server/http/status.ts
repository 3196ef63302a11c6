import type { Status } from '@/protocol/status';
import type { EngineState } from '../docker/engine';
import type { KernelCapability } from '../kernel/kernel-observer';

/** What `GET /status` answers: the engine and the observer as they are now. */
export function statusOf(state: EngineState, { mode, reason }: Pick<KernelCapability, 'mode' | 'reason'>): Status {
  if (state.type === 'down') return { engine: { state: 'down', kind: 'docker', version: null, api: null, cgroup: null }, observer: { mode, reason } };
  const { kind, version, api, cgroup } = state.info;
  return { engine: { state: 'up', kind, version, api, cgroup }, observer: { mode, reason } };
}
