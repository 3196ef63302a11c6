import { commandLine, psHost } from '@/model/ps-view';
import type { World } from '@/model/world';

/** `host ps`: the session's processes as the host numbers them, in the columns of `ps -e -o pid,ppid,stat,args`. */
export function hostPsText(world: World): string {
  const rows = psHost(world).map(({ process, pid, ppid, state }) => [String(pid ?? '?').padStart(7), String(ppid ?? '?').padStart(7), state.padEnd(4), commandLine(process)].join(' '));
  return ['    PID    PPID STAT COMMAND', ...rows, ''].join('\n');
}
