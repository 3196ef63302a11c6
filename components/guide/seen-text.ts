/** What a check saw, in the kernel's own words: the same in every language. */
import type { Seen } from '@/model/checks/check';
import { seconds } from '@/components/process-trees/use-captions';
import { harmless } from '@/components/process-trees/shown-text';

export function seenText(seen: Seen): string {
  const who = [seen.pid, seen.comm === undefined ? undefined : harmless(seen.comm)].filter((part) => part !== undefined).join(' ');
  const parts = [
    who,
    seen.nspid === undefined ? '' : `nspid ${seen.nspid}`,
    seen.ppid === undefined ? '' : `ppid ${seen.ppid}`,
    [seen.signal, seen.verdict].filter((part) => part !== undefined).join(' '),
    seen.by === undefined || seen.by === null ? '' : `← ${harmless(seen.by)}`,
    seen.exitCode === undefined || seen.exitCode === null ? '' : `exit ${seen.exitCode}`,
    seen.state ?? '',
    seen.count === undefined ? '' : `× ${seen.count}`,
    seen.seconds === undefined ? '' : `${seconds(seen.seconds * 1000)} s`,
    seen.text === undefined ? '' : `“${harmless(seen.text).slice(0, 80)}”`,
  ];
  return parts.filter((part) => part !== '').join(' · ');
}
