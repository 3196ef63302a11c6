/**
 * A tracing instance of our own: buffers and switches that disturb nobody else's tracing
 * (Documentation/trace/ftrace.rst, "Instances"). Its name tells whose it is, so that one left behind can be swept.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, readdirSync, rmdirSync, writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import type { Logger } from 'pino';
import { parseEventFormat } from './event-format';
import type { ProcFs } from './proc-fs';
import { parsePageLayout } from './ring-buffer-page';
import type { PageLayout } from './ring-buffer-page';
import { INDISPENSABLE, WANTED, recordDecoder } from './trace-event';
import type { RecordDecoder } from './trace-event';

export const TRACING = '/sys/kernel/tracing';

const NAME = /^pid1lab-(\d+)-(\d+)$/;
/** Shared by all CPUs: a storm of 5,000 processes is about 5 MB. */
const BUFFERS_KB = 32_768;

export interface TraceInstance {
  readonly path: string;
  readonly cpus: readonly number[];
  readonly layout: PageLayout;
  /** Bytes of one sub-buffer: what each read of trace_pipe_raw returns. */
  readonly pageSize: number;
  readonly decoders: ReadonlyMap<number, RecordDecoder>;
  /** Events that this kernel lacks. */
  readonly missing: readonly string[];
}

/** Mounts tracefs where it is usual and absent. Answers what is in the way, or undefined when all is well. */
export function mountTracing(log: Logger): string | undefined {
  if (process.getuid?.() !== 0) return 'not root: the tracing directory may be read by root only';
  if (existsSync(`${TRACING}/instances`)) return undefined;
  if (!existsSync(TRACING)) return `this kernel has no ${TRACING}`;
  const mounted = spawnSync('mount', ['-t', 'tracefs', 'nodev', TRACING], { encoding: 'utf8' });
  if (mounted.status !== 0 || !existsSync(`${TRACING}/instances`)) {
    return `${TRACING} is not mounted and could not be: ${mounted.error?.message ?? mounted.stderr.trim()}`;
  }
  log.info(`mounted tracefs at ${TRACING}`);
  return undefined;
}

/** Makes and configures the instance, with tracing still off. Throws, and leaves nothing behind, when the kernel refuses what is needed. */
export function createTraceInstance(startTime: number): TraceInstance {
  const path = `${TRACING}/instances/pid1lab-${process.pid}-${startTime}`;
  mkdirSync(path);
  try {
    return configure(path);
  } catch (error) {
    rmdirSync(path);
    throw error;
  }
}

function configure(path: string): TraceInstance {
  const write = (file: string, value: string): void => writeFileSync(`${path}/${file}`, value);
  const read = (file: string): string => readFileSync(`${path}/${file}`, 'utf8');
  write('tracing_on', '0');
  write('trace_clock', 'mono');
  write('buffer_size_kb', String(Math.max(1_024, Math.min(8_192, Math.floor(BUFFERS_KB / availableParallelism())))));
  // Wake the reader at the first event, not when half of the buffer is full (Linux 4.20 and later).
  if (existsSync(`${path}/buffer_percent`)) write('buffer_percent', '0');
  const decoders = new Map<number, RecordDecoder>();
  const missing: string[] = [];
  for (const { type, path: event, filter } of WANTED) {
    try {
      const format = parseEventFormat(read(`events/${event}/format`));
      const decoder = recordDecoder(type, format);
      if (filter !== undefined) write(`events/${event}/filter`, filter);
      write(`events/${event}/enable`, '1');
      decoders.set(format.id, decoder);
    } catch (error) {
      if (INDISPENSABLE.has(type)) throw error;
      missing.push(event);
    }
  }
  const subBuffer = existsSync(`${path}/buffer_subbuf_size_kb`) ? Number(read('buffer_subbuf_size_kb')) * 1_024 : undefined;
  const layout = parsePageLayout(readFileSync(`${TRACING}/events/header_page`, 'utf8'));
  const cpus = readdirSync(`${path}/per_cpu`).map((name) => Number(name.replace('cpu', ''))).sort((a, b) => a - b);
  return { path, cpus, layout, pageSize: subBuffer ?? layout.pageSize, decoders, missing };
}

export function switchTracing(instance: TraceInstance, on: boolean): void {
  writeFileSync(`${instance.path}/tracing_on`, on ? '1' : '0');
}

/** What a CPU's buffer lost since it was made: overwritten before it was read, or dropped as it was written. */
export function lossOf(instance: TraceInstance, cpu: number): number {
  const stats = readFileSync(`${instance.path}/per_cpu/cpu${cpu}/stats`, 'utf8');
  const count = (key: string): number => Number(new RegExp(`^${key}: (\\d+)$`, 'm').exec(stats)?.[1] ?? 0);
  return count('overrun') + count('commit overrun') + count('dropped events');
}

/** Removes an instance; false while somebody still reads from it. */
export function removeTraceInstance(path: string): boolean {
  try {
    rmdirSync(path);
    return true;
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    if (code === 'ENOENT') return true;
    if (code === 'EBUSY') return false;
    throw error;
  }
}

/**
 * Removes instances whose server is gone, with the readers that it left. Only to be called from the host's
 * PID namespace: elsewhere a living server looks gone.
 */
export function sweepTraceInstances(proc: ProcFs, log: Logger): void {
  for (const name of readdirSync(`${TRACING}/instances`)) {
    const [, pid, startTime] = NAME.exec(name) ?? [];
    if (pid === undefined || proc.stat(Number(pid))?.startTime === Number(startTime)) continue;
    const path = `${TRACING}/instances/${name}`;
    if (!removeTraceInstance(path)) endReaders(proc, path);
    const removed = removeTraceInstance(path);
    log.info({ instance: name, removed }, 'swept a tracing instance whose server is gone');
  }
}

/** Its readers are `cat`s that work in one of its directories: a killed server cannot take them along everywhere. */
function endReaders(proc: ProcFs, path: string): void {
  for (const pid of proc.pids()) {
    if (proc.cwd(pid)?.startsWith(`${path}/`) !== true || proc.exe(pid)?.endsWith('/cat') !== true) continue;
    try {
      process.kill(pid, 'SIGKILL');
    } catch {
      // Gone by itself.
    }
  }
}
