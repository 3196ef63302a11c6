import type { ObserverMode } from '../event';
import type { Check } from './check';

/**
 * Whether an observer of this kind can be relied upon to see what the check asks for. Polling sees neither
 * signals, nor how a process left, nor who waited for it; what begins and ends between two looks it misses
 * altogether. Where only the engine is asked, no process is seen at all.
 */
export function isObservable(check: Check, mode: ObserverMode): boolean {
  switch (check.type) {
    case 'sent':
    case 'handled':
    case 'forked':
    case 'execed':
    case 'exited':
    case 'reaped':
    case 'reparented':
      return mode === 'kernel';
    case 'process':
      return mode !== 'none';
    case 'died':
    case 'command':
    case 'log':
    case 'container':
    case 'between':
      return true;
    default:
      return check satisfies never;
  }
}
