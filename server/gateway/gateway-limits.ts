/** What one session may take through its gateway. */
import { DEFAULT_LIMITS, SESSION_QUOTA, type Limits, type Quota } from '../docker/limits';

export interface GatewayLimits extends Limits, Quota {
  /** Bytes of the session's own images beyond their base, and of what a build step may write. */
  readonly imageBytes: number;
  /** Bytes of an unpacked build context. */
  readonly contextBytes: number;
  /** An engine has room for about thirty networks in all. */
  readonly networks: number;
  readonly volumes: number;
  /** Open at a time: each terminal, log and event stream is one. */
  readonly connections: number;
  /** Bytes of memory for a build step: compilers and package managers need more than a service. */
  readonly buildMemory: number;
}

const MB = 1024 ** 2;

export const GATEWAY_LIMITS: GatewayLimits = {
  ...DEFAULT_LIMITS,
  ...SESSION_QUOTA,
  imageBytes: 2_048 * MB,
  contextBytes: 64 * MB,
  networks: 2,
  volumes: 5,
  connections: 100,
  buildMemory: 768 * MB,
};
