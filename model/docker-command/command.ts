/** Docker commands as data: what a line asks for, with names as the learner writes them. */

export interface ContainerSpec {
  readonly image: string;
  /** Words after the image: they replace CMD. Empty: the image's own. */
  readonly argv: readonly string[];
  readonly entrypoint?: string | undefined;
  readonly name?: string | undefined;
  readonly interactive: boolean;
  readonly tty: boolean;
  readonly rm: boolean;
  readonly init: boolean;
  /** `no`, `always`, `unless-stopped`, `on-failure` or `on-failure:3`. */
  readonly restart?: string | undefined;
  /** As `model/signals.ts` names it. */
  readonly stopSignal?: string | undefined;
  /** Seconds. */
  readonly stopTimeout?: number | undefined;
  /** `KEY=value`, in the order given. */
  readonly env: readonly string[];
  readonly user?: string | undefined;
  readonly workdir?: string | undefined;
  readonly hostname?: string | undefined;
  readonly pid?: PidMode | undefined;
  readonly pidsLimit?: number | undefined;
  /** Bytes. */
  readonly memory?: number | undefined;
  readonly cpus?: number | undefined;
  /** Microseconds. */
  readonly cpuPeriod?: number | undefined;
  /** Microseconds of each period. */
  readonly cpuQuota?: number | undefined;
  readonly network?: 'none' | 'bridge' | undefined;
}

export type PidMode = { readonly type: 'host' } | { readonly type: 'container'; readonly container: string };

export type DockerCommand =
  | { readonly type: 'run'; readonly detach: boolean; readonly spec: ContainerSpec }
  | { readonly type: 'create'; readonly spec: ContainerSpec }
  | {
      readonly type: 'exec';
      readonly container: string;
      readonly argv: readonly string[];
      readonly detach: boolean;
      readonly interactive: boolean;
      readonly tty: boolean;
      readonly env: readonly string[];
      readonly user?: string | undefined;
      readonly workdir?: string | undefined;
    }
  | { readonly type: 'start'; readonly containers: readonly string[]; readonly attach: boolean; readonly interactive: boolean }
  /** `time`: the grace period in seconds; -1 waits for ever. Without it the container's own, else ten. */
  | { readonly type: 'stop' | 'restart'; readonly containers: readonly string[]; readonly time?: number | undefined }
  | { readonly type: 'kill'; readonly containers: readonly string[]; readonly signal: string }
  | { readonly type: 'rm'; readonly containers: readonly string[]; readonly force: boolean; readonly volumes: boolean }
  | { readonly type: 'pause' | 'unpause'; readonly containers: readonly string[] }
  | { readonly type: 'wait'; readonly containers: readonly string[] }
  | { readonly type: 'rename'; readonly container: string; readonly name: string }
  | {
      readonly type: 'ps';
      readonly all: boolean;
      readonly quiet: boolean;
      readonly noTrunc: boolean;
      readonly latest: boolean;
      readonly filters: readonly string[];
      readonly format?: string | undefined;
    }
  | { readonly type: 'top'; readonly container: string; readonly psArgs: readonly string[] }
  | {
      readonly type: 'logs';
      readonly container: string;
      readonly follow: boolean;
      readonly timestamps: boolean;
      /** Lines from the end; undefined: all. */
      readonly tail?: number | undefined;
    }
  | { readonly type: 'inspect'; readonly names: readonly string[]; readonly format?: string | undefined }
  | { readonly type: 'images'; readonly all: boolean; readonly quiet: boolean }
  | { readonly type: 'build'; readonly context: string; readonly tags: readonly string[]; readonly file: string; readonly noCache: boolean }
  /** `since` and `until` as typed: a Unix time, an RFC 3339 time or a duration such as `10m`. */
  | { readonly type: 'events'; readonly since?: string | undefined; readonly until?: string | undefined; readonly filters: readonly string[] };

/** What the machine itself is asked, not the engine. The server performs it, within the session's own processes. */
export type HostCommand =
  | { readonly type: 'host-kill'; readonly signal: string; readonly target: HostTarget }
  | { readonly type: 'host-ps' };

/** `container`: its main process, as `docker inspect -f '{{.State.Pid}}'` tells it. */
export type HostTarget = { readonly container: string } | { readonly pid: number };

export type TypedCommand = DockerCommand | HostCommand;
