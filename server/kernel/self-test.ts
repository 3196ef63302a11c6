/** Whether what the kernel tells is what we see: a process of our own must show up under its own number. */
import { spawn } from 'node:child_process';
import type { ProcFs } from './proc-fs';
import type { TraceEvent } from './trace-event';
import type { TracefsObserver } from './tracefs-observer';

/** The initial PID namespace: include/linux/proc_ns.h, PROC_PID_INIT_INO. */
const HOST_PIDNS = 0xeffffffc;
const PATIENCE = 1_000;
const NESTED = 'this server runs in a PID namespace of its own: the kernel counts processes differently there';

/** Starts tracing and watches for an exec of our own. Answers the observer, or what is wrong, with nothing left behind. */
export async function selfTest(proc: ProcFs, trace: (onRaw: (event: TraceEvent) => void) => TracefsObserver): Promise<TracefsObserver | string> {
  const namespace = proc.namespace(process.pid, 'pid');
  if (namespace !== undefined && namespace !== HOST_PIDNS) return NESTED;
  const execs = new Set<number>();
  let watch: ((pid: number) => void) | undefined;
  let done = false;
  const observer = trace((event) => {
    if (done || event.type !== 'exec') return;
    execs.add(event.pid);
    watch?.(event.pid);
  });
  const verdict = await new Promise<string | undefined>((resolve) => {
    const late = setTimeout(() => resolve(execs.size > 0 ? NESTED : 'the kernel accepted the tracing instance but delivers no events'), PATIENCE);
    const child = spawn('true', { stdio: 'ignore' });
    watch = (pid) => {
      if (pid !== child.pid) return;
      clearTimeout(late);
      resolve(undefined);
    };
    if (child.pid !== undefined && execs.has(child.pid)) watch(child.pid);
    child.once('error', (error) => {
      clearTimeout(late);
      resolve(`the self-test could not start a process: ${error.message}`);
    });
  });
  done = true;
  execs.clear();
  if (verdict === undefined) return observer;
  await observer[Symbol.asyncDispose]();
  return verdict;
}
