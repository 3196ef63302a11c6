/**
 * Whose a process is. A container's processes are what its shim ever forked: parentage can be lost,
 * a cgroup too, a forker's origin cannot.
 */

/** The name under which origin-less processes of the engine go: init, dockerd, containerd. */
export const ENGINE = 'engine';

const CONTAINER_ID = /^[0-9a-f]{64}$/;

/**
 * The container that this command line serves as a shim, or undefined. containerd names its runtime v2 shims
 * `containerd-shim-<runtime>-<version>`, for the helpers that start and delete them as well:
 * https://github.com/containerd/containerd/blob/main/core/runtime/v2/README.md
 *
 * Anyone may call themselves so. Ask only about a process that containerd itself forked.
 */
export function shimContainer(argv: readonly string[]): string | undefined {
  if (!basename(argv[0] ?? '').startsWith('containerd-shim')) return undefined;
  const flag = argv.findIndex((arg) => arg === '-id' || arg === '--id');
  const id = flag === -1 ? undefined : argv[flag + 1];
  return id !== undefined && CONTAINER_ID.test(id) ? id : undefined;
}

/** Whether an exec is runc's own second half, which becomes the container's process by a further fork and exec. */
export function isRuncInit(argv: readonly string[]): boolean {
  return argv.length === 2 && argv[1] === 'init' && basename(argv[0] ?? '') === 'runc';
}

export function basename(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

/** A name as the kernel keeps it: at most 15 bytes. A character cut in half becomes U+FFFD, as in a comm that is read back. */
export function commOf(path: string): string {
  const bytes = Buffer.from(basename(path));
  return bytes.length <= 15 ? bytes.toString() : bytes.toString('utf8', 0, 15);
}
