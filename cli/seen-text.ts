import type { Seen } from '@/model/checks/check';
import { printable } from './printed';

/** What a check saw, in a few words for the end of its line. */
export function seenText(seen: Seen | null): string {
  if (seen === null) return '';
  const parts = [
    seen.comm === undefined ? '' : `${seen.comm}${seen.pid === undefined ? '' : ` ${seen.pid}`}${seen.nspid === undefined ? '' : ` (${seen.nspid} inside)`}`,
    seen.signal === undefined ? '' : `${seen.signal}${seen.verdict === undefined ? '' : ` ${seen.verdict}`}`,
    seen.by === undefined || seen.by === null ? '' : `by ${seen.by}`,
    seen.ppid === undefined ? '' : `PPID ${seen.ppid}`,
    seen.count === undefined ? '' : `${seen.count} of them`,
    seen.state === undefined ? '' : `state ${seen.state}`,
    seen.exitCode === undefined || seen.exitCode === null ? '' : `exit code ${seen.exitCode}`,
    seen.seconds === undefined ? '' : `${seen.seconds.toFixed(2)} s`,
  ];
  return printable(parts.filter((part) => part !== '').join(', '));
}
