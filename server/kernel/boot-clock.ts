/** From CLOCK_MONOTONIC, in which events are timed, to the clock ticks since boot that /proc counts in. */
import type { ProcFs } from './proc-fs';

/** USER_HZ: what the kernel shows to user space is a hundredth of a second on every architecture but alpha. */
const TICKS_PER_SECOND = 100;

export interface BootClock {
  /** The start time (field 22 of stat) of a process that began at this monotonic ms; right within one tick or two. */
  ticksAt(at: number): number;
}

/** `now` is CLOCK_MONOTONIC in ms. The clocks differ by the time that the machine was suspended: clock_gettime(2). */
export function bootClock(proc: ProcFs, now: () => number): BootClock {
  let suspended = 0;
  let measuredAt = -Infinity;
  return {
    ticksAt(at) {
      const time = now();
      if (time - measuredAt > 5_000) {
        const difference = proc.uptime() * 1_000 - time;
        // /proc/uptime is cut to 10 ms: less than a tick or two of difference is none.
        suspended = Number.isFinite(difference) && Math.abs(difference) > 25 ? difference : 0;
        measuredAt = time;
      }
      return Math.floor(((at + suspended) * TICKS_PER_SECOND) / 1_000);
    },
  };
}

/** Whether two readings of a start time can be the same process: the computed one may be off by a tick or two. */
export function sameStart(one: number, other: number): boolean {
  return Math.abs(one - other) <= 2;
}
