/** How much one container may take. A lab may set others; a learner may ask for less. */

export interface Limits {
  /** Bytes; no swap on top. */
  readonly memory: number;
  readonly pids: number;
  readonly cpus: number;
}

export const DEFAULT_LIMITS: Limits = { memory: 256 * 1024 * 1024, pids: 200, cpus: 1 };

/** The engine accepts no less memory than this. */
export const LEAST_MEMORY = 6 * 1024 * 1024;

/** json-file keeps two files of this size. */
export const LOG_SIZE = '1m';

/** How much one session may have on the engine at a time: whatever it was made with, the Run line or the docker command. */
export interface Quota {
  /** Running or not. */
  readonly containers: number;
  /** Names that the session gave to images by building them; the lab's own do not count. */
  readonly images: number;
}

export const SESSION_QUOTA: Quota = { containers: 20, images: 20 };
