/** What a process and its children use, from /proc: CPU in clock ticks (1/100 s), memory in bytes. */
import { readFileSync, readdirSync } from 'node:fs';

export interface Cost {
  readonly at: number;
  readonly ticks: number;
  /** Proportional set size: what would be free if they went. */
  readonly bytes: number;
}

/** The cost so far of these processes and all their descendants. */
export function costOf(pid: number): Cost {
  const pids = [pid, ...descendants(pid)];
  let ticks = 0;
  let bytes = 0;
  for (const one of pids) {
    try {
      const stat = readFileSync(`/proc/${one}/stat`, 'latin1');
      const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
      ticks += Number(fields[11]) + Number(fields[12]);
      bytes += Number(/^Pss:\s+(\d+)/m.exec(readFileSync(`/proc/${one}/smaps_rollup`, 'latin1'))?.[1] ?? 0) * 1024;
    } catch {
      // Gone between the two reads.
    }
  }
  return { at: Date.now(), ticks, bytes };
}

/** Share of one core between two readings. */
export function cpuShare(before: Cost, after: Cost): number {
  return ((after.ticks - before.ticks) * 10) / (after.at - before.at);
}

function descendants(pid: number): number[] {
  const children = readdirSync(`/proc/${pid}/task`).flatMap((task) => {
    try {
      return readFileSync(`/proc/${pid}/task/${task}/children`, 'latin1').split(' ').filter(Boolean).map(Number);
    } catch {
      return [];
    }
  });
  return children.flatMap((child) => [child, ...descendants(child)]);
}
