/**
 * Where the gateways' sockets lie: a folder per server, a folder per session in it. The engine mounts the latter into
 * the workbench, so the path must mean the same folder to the engine as to us.
 */
import { existsSync } from 'node:fs';
import { chmod, mkdir, readdir, rm, rmdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { OwnerId } from '../docker/owner';
import { ownerFate } from '../docker/owner';

/** PID1LAB_SOCKETS, else /run/pid1lab, else (for whoever may not write there) a folder among the temporary ones. */
export function socketRoot(env: Readonly<Record<string, string | undefined>> = process.env): string {
  return env['PID1LAB_SOCKETS'] ?? (process.getuid?.() === 0 && existsSync('/run') ? '/run/pid1lab' : join(tmpdir(), `pid1lab-${process.getuid?.() ?? 0}`));
}

/** The folder of one session, which is there and empty afterwards. */
export async function makeSocketFolder(root: string, owner: OwnerId, session: string): Promise<string> {
  await mkdir(join(root, owner), { recursive: true, mode: 0o700 });
  const folder = join(root, owner, session);
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { mode: 0o700 });
  return folder;
}

/** The shells run as another user. The folder above lets nobody of this machine pass; a mount does not pass by it. */
export async function letWorkbenchIn(socket: string): Promise<void> {
  await chmod(dirname(socket), 0o755);
  await chmod(socket, 0o666);
}

export async function removeSocketFolder(root: string, owner: OwnerId, session: string): Promise<void> {
  await rm(join(root, owner, session), { recursive: true, force: true });
  await rmdir(join(root, owner)).catch(() => undefined); // another session's lies in it
}

/** Removes the folders of servers that are gone. */
export async function sweepSocketFolders(root: string = socketRoot(), now: number = Date.now()): Promise<void> {
  const owners = await readdir(root).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return [];
    throw error;
  });
  for (const owner of owners) {
    if (ownerFate(owner, { createdAt: now, running: true }, now) === 'gone') await rm(join(root, owner), { recursive: true, force: true });
  }
}
