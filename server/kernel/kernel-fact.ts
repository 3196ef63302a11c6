/** What an observer hands out. */
import type { Fact, ObserverMode } from '@/model/event';

export interface KernelFact {
  /** ms of CLOCK_MONOTONIC (`process.hrtime`), never less than that of the fact before. */
  readonly at: number;
  readonly fact: Fact;
  readonly inferred?: true;
  /** The container (64 hex digits) whose shim the process descends from, or `engine` for init, dockerd, containerd and for what concerns everyone. */
  readonly origin: string;
}

export interface KernelCapability {
  readonly mode: ObserverMode;
  /** Why not more can be seen; null when nothing is missing. */
  readonly reason: string | null;
  /** Kernel events that this machine lacks, as `system/name`. */
  readonly missing: readonly string[];
}
