/** /proc/PID/cmdline: proc_pid_cmdline(5). It is the process's own memory, so it may hold anything. */

const MAX_BYTES = 4096;
const MAX_ARGS = 64;

/**
 * The argument vector, cut at 4 kB and 64 arguments; undefined when there is none (a zombie, a kernel thread).
 * A process that renames itself (redis, nginx) leaves a tail of NULs where arguments were: more than one
 * empty argument at the end is taken for that.
 */
export function parseCmdline(bytes: Buffer): readonly string[] | undefined {
  if (bytes.length === 0) return undefined;
  const cut = bytes.subarray(0, MAX_BYTES);
  const text = cut.toString('utf8');
  const args = (text.endsWith('\0') ? text.slice(0, -1) : text).split('\0');
  let end = args.length;
  while (end > 1 && args[end - 1] === '') end--;
  if (args.length - end <= 1) end = args.length;
  return args.slice(0, Math.min(end, MAX_ARGS));
}
