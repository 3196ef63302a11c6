import { signalName } from './signals';

/** The names of the signals in a mask of /proc/PID/status: hexadecimal, bit n-1 stands for signal n (proc_pid_status(5)). */
export function signalsIn(mask: string): ReadonlySet<string> {
  const names = new Set<string>();
  let bits = BigInt(`0x${mask}`);
  for (let number = 1; bits > 0n; number++, bits >>= 1n) {
    if ((bits & 1n) === 1n) names.add(signalName(number));
  }
  return names;
}
