/**
 * The signals of Linux on x86 and arm, with what the kernel does where no handler is set: signal(7).
 * The actions are those of include/linux/signal.h (SIG_KERNEL_COREDUMP_MASK, _IGNORE_MASK, _STOP_MASK).
 */

/** What happens to an ordinary process that neither handles nor ignores the signal. PID 1 of a namespace is spared: kernel/signal.c: sig_task_ignored. */
export type DefaultAction = 'term' | 'core' | 'ignore' | 'stop' | 'cont';

export interface Signal {
  readonly number: number;
  /** `SIGKILL`. Real-time signals are named as bash and Docker name them: `SIGRTMIN+3`, `SIGRTMAX-2`. */
  readonly name: string;
  readonly action: DefaultAction;
  /** False for SIGKILL and SIGSTOP only: kernel/signal.c: do_sigaction. */
  readonly catchable: boolean;
}

const ACTIONS: readonly (readonly [string, DefaultAction])[] = [
  ['SIGHUP', 'term'],
  ['SIGINT', 'term'],
  ['SIGQUIT', 'core'],
  ['SIGILL', 'core'],
  ['SIGTRAP', 'core'],
  ['SIGABRT', 'core'],
  ['SIGBUS', 'core'],
  ['SIGFPE', 'core'],
  ['SIGKILL', 'term'],
  ['SIGUSR1', 'term'],
  ['SIGSEGV', 'core'],
  ['SIGUSR2', 'term'],
  ['SIGPIPE', 'term'],
  ['SIGALRM', 'term'],
  ['SIGTERM', 'term'],
  ['SIGSTKFLT', 'term'],
  ['SIGCHLD', 'ignore'],
  ['SIGCONT', 'cont'],
  ['SIGSTOP', 'stop'],
  ['SIGTSTP', 'stop'],
  ['SIGTTIN', 'stop'],
  ['SIGTTOU', 'stop'],
  ['SIGURG', 'ignore'],
  ['SIGXCPU', 'core'],
  ['SIGXFSZ', 'core'],
  ['SIGVTALRM', 'term'],
  ['SIGPROF', 'term'],
  ['SIGWINCH', 'ignore'],
  ['SIGIO', 'term'],
  ['SIGPWR', 'term'],
  ['SIGSYS', 'core'],
];

/** Other spellings that kill(1) and Docker accept. */
const ALIASES: Readonly<Record<string, string>> = {
  SIGIOT: 'SIGABRT',
  SIGCLD: 'SIGCHLD',
  SIGPOLL: 'SIGIO',
  SIGUNUSED: 'SIGSYS',
};

/** The kernel's last signal, _NSIG. glibc keeps 32 and 33 for itself, so SIGRTMIN is 34 as programs see it: signal(7). */
const LAST = 64;
const RTMIN = 34;
const RTMAX = LAST;

function describe(number: number): Signal {
  const known = ACTIONS[number - 1];
  if (known) return { number, name: known[0], action: known[1], catchable: number !== 9 && number !== 19 };
  return { number, name: realTimeName(number), action: 'term', catchable: true };
}

function realTimeName(number: number): string {
  if (number < RTMIN) return `SIG${number}`;
  if (number === RTMIN) return 'SIGRTMIN';
  if (number === RTMAX) return 'SIGRTMAX';
  return number <= RTMIN + 15 ? `SIGRTMIN+${number - RTMIN}` : `SIGRTMAX-${RTMAX - number}`;
}

/** Every signal, 1 to 64, in order. */
export const SIGNALS: readonly Signal[] = Array.from({ length: LAST }, (_, index) => describe(index + 1));

/** The signal with this number, or undefined outside 1–64. */
export function signalByNumber(number: number): Signal | undefined {
  return SIGNALS[number - 1];
}

/** `SIGTERM` for 15. A number that is no signal becomes `SIG<number>`, so that nothing is hidden. */
export function signalName(number: number): string {
  return signalByNumber(number)?.name ?? `SIG${number}`;
}

/** The signal meant by `9`, `KILL`, `SIGKILL`, `kill`, `RTMIN+1` or `SIGRTMAX-2`; undefined when there is none. */
export function parseSignal(text: string): Signal | undefined {
  const word = text.trim().toUpperCase();
  if (/^\d{1,3}$/.test(word)) return signalByNumber(Number(word));
  const name = word.startsWith('SIG') ? word : `SIG${word}`;
  const realTime = /^SIGRTM(IN|AX)(?:([+-])(\d{1,2}))?$/.exec(name);
  if (realTime) return parseRealTime(realTime[1] === 'IN', realTime[2], Number(realTime[3] ?? 0));
  return SIGNALS.find((signal) => signal.name === (ALIASES[name] ?? name));
}

function parseRealTime(fromMin: boolean, sign: string | undefined, offset: number): Signal | undefined {
  if (sign !== undefined && sign !== (fromMin ? '+' : '-')) return undefined;
  const number = fromMin ? RTMIN + offset : RTMAX - offset;
  return number >= RTMIN && number <= RTMAX ? signalByNumber(number) : undefined;
}
