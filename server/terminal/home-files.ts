/** What lies in the workbench's home folder at the beginning: everything that `docker build .` needs, and the task's Dockerfile. */
import { pack } from 'tar-stream';
import type { Lab } from '@/protocol/lab-data';

/** Text by path. Solutions are not among them. */
export function homeFiles(lab: Lab): Readonly<Record<string, string>> {
  const tasks = lab.steps.flatMap(({ modify }) => (modify?.type === 'dockerfile' ? [modify] : []));
  return { ...lab.files, ...Object.assign({}, ...tasks.map(({ files, text }) => ({ ...files, Dockerfile_task: text }))) as Record<string, string> };
}

/** The files as a tar archive, owned by whoever unpacks it. */
export async function homeArchive(files: Readonly<Record<string, string>>, now: Date): Promise<Buffer> {
  const tar = pack();
  for (const [name, text] of Object.entries(files)) tar.entry({ name, mode: 0o644, mtime: now }, text);
  tar.finalize();
  const chunks: Buffer[] = [];
  for await (const chunk of tar) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}
