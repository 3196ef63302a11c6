import type { Logger } from 'pino';

/** What every command is given. */
export interface Setting {
  /** The repository's folder. */
  readonly root: string;
  readonly log: Logger;
  /** Aborted by Ctrl-C: the command removes what it made and ends. */
  readonly signal: AbortSignal;
}
