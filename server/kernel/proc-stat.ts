/** /proc/PID/stat: proc_pid_stat(5). */

export interface ProcStat {
  readonly pid: number;
  readonly comm: string;
  readonly state: string;
  readonly ppid: number;
  readonly pgid: number;
  readonly sid: number;
  readonly ttyNr: number;
  /** User plus system time, in clock ticks. */
  readonly cpuTicks: number;
  readonly threads: number;
  /** Clock ticks since boot. */
  readonly startTime: number;
  /** Where the stack began: another one after every exec, thanks to address randomisation. 0 where we may not read it. */
  readonly startStack: number;
  /** As wait(2) tells it; 0 while alive, and where we may not read it. */
  readonly exitCode: number;
}

/** Reads the line; undefined when it is torn. The name may hold anything, so the line is split at its last parenthesis. */
export function parseProcStat(bytes: Buffer): ProcStat | undefined {
  const open = bytes.indexOf(0x28);
  const close = bytes.lastIndexOf(0x29);
  if (open === -1 || close < open) return undefined;
  const rest = bytes.toString('latin1', close + 2).trim().split(' ');
  // Field n of the manual is rest[n - 3]: the first two are the pid and the name.
  const field = (n: number): number => Number(rest[n - 3] ?? 0);
  if (rest.length < 20) return undefined;
  return {
    pid: Number(bytes.toString('latin1', 0, open - 1)),
    comm: bytes.toString('utf8', open + 1, close),
    state: rest[0] ?? '?',
    ppid: field(4),
    pgid: field(5),
    sid: field(6),
    ttyNr: field(7),
    cpuTicks: field(14) + field(15),
    threads: field(20),
    startTime: field(22),
    startStack: field(28),
    exitCode: field(52),
  };
}

/** The terminal's name as ps prints it: Documentation/admin-guide/devices.txt, minors split as in new_decode_dev. */
export function ttyName(ttyNr: number): string {
  if (ttyNr === 0) return '?';
  const major = (ttyNr >>> 8) & 0xfff;
  const minor = (ttyNr & 0xff) | ((ttyNr >>> 12) & 0xfff00);
  if (major >= 136 && major <= 143) return `pts/${(major - 136) * 256 + minor}`;
  if (major === 4) return minor < 64 ? `tty${minor}` : `ttyS${minor - 64}`;
  if (major === 5 && minor === 1) return 'console';
  return `${major}:${minor}`;
}
