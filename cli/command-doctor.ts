/** `pid1 doctor`: what this machine has for the lab, and what to do about the rest. */
import { listLabs } from '@/labs/list-labs';
import { readLab } from '@/labs/read-lab';
import { Engine } from '@/server/docker/engine';
import { LABEL } from '@/server/docker/labels';
import { KernelObserver } from '@/server/kernel/kernel-observer';
import { labsFolder } from './lab-session';
import { print, printJson, styleFor } from './printed';
import type { Setting } from './setting';

const NEEDED_NODE = [20, 9] as const;

interface Doubt {
  readonly what: string;
  readonly why: string;
  readonly todo: string;
}

/** True when nothing is wrong. */
export async function doctor({ json }: { readonly json: boolean }, { root, log }: Setting): Promise<boolean> {
  const problems: Doubt[] = [];
  const node = process.versions.node;
  const [major = 0, minor = 0] = node.split('.').map(Number);
  if (major < NEEDED_NODE[0] || (major === NEEDED_NODE[0] && minor < NEEDED_NODE[1])) {
    problems.push({ what: `Node ${node} is too old.`, why: `Node ${NEEDED_NODE.join('.')} or later is needed.`, todo: 'Install a newer Node.' });
  }

  const engine = await Engine.connect({ log });
  const state = engine.state;
  const info = engine.info;
  if (state.type === 'down') problems.push({ what: `No Docker engine answers at ${engine.addressText}.`, why: state.reason, todo: '`npm run engine` provides one on Debian or Ubuntu; or set DOCKER_HOST to the address of yours.' });
  const { wanted, present } = await images(root, engine);
  const observer = await KernelObserver.start({ log, enginePid: () => engine.info?.pid });
  const { mode, reason, missing } = observer.capability;
  await Promise.allSettled([observer[Symbol.asyncDispose](), engine[Symbol.asyncDispose]()]);

  if (mode !== 'kernel') problems.push({ what: 'Signals and their verdicts are not visible; processes are polled.', why: reason ?? 'the kernel’s events cannot be had', todo: 'Run as root on Linux, with tracefs: mount -t tracefs tracefs /sys/kernel/tracing.' });
  else if (missing.length > 0) problems.push({ what: 'Some of the kernel’s events cannot be had.', why: `This kernel lacks ${missing.join(', ')}.`, todo: 'Use a kernel that is built with CONFIG_FTRACE_SYSCALLS, as those of the distributions are.' });
  if (info !== undefined && !(info.limits.memory && info.limits.pids && info.limits.cpu)) {
    problems.push({ what: 'The engine cannot limit everything.', why: `Limits: memory ${info.limits.memory}, pids ${info.limits.pids}, cpu ${info.limits.cpu}.`, todo: 'Switch the missing cgroup controllers on (kernel parameters cgroup_enable=memory, …).' });
  }
  const broken = (await listLabs(labsFolder(root))).broken;
  for (const lab of broken) problems.push({ what: `The lab ${lab.slug} cannot be used.`, why: lab.message, todo: 'Mend its files.' });

  if (json) {
    printJson({ node, engine: info === undefined ? null : { kind: info.kind, version: info.version, api: info.api }, events: mode, cgroup: info?.cgroup ?? null, problems });
    return problems.length === 0;
  }
  const style = styleFor(process.stdout);
  print(`node     ${node}`);
  print(`engine   ${info === undefined ? 'none' : `${info.kind} ${info.version}, API ${info.api}`}`);
  print(`events   ${mode === 'kernel' ? 'from the kernel' : 'polling'}`);
  print(`cgroup   ${info?.cgroup ?? 'not known'}`);
  print(`images   ${present} of ${wanted} are built; a lab builds what it needs`);
  for (const { what, why, todo } of problems) print(`\n${style.red(what)}\n  why:        ${why}\n  what to do: ${todo}`);
  if (problems.length === 0) print(`\n${style.green('Nothing is missing.')}`);
  return problems.length === 0;
}

async function images(root: string, engine: Engine): Promise<{ readonly wanted: number; readonly present: number }> {
  const { labs } = await listLabs(labsFolder(root));
  const tags = new Set((await Promise.all(labs.map(({ slug }) => readLab(labsFolder(root), slug)))).flatMap((lab) => lab.images.map(({ tag }) => tag)));
  if (engine.state.type !== 'up') return { wanted: tags.size, present: 0 };
  const listed = await engine.docker.listImages({ filters: { label: [LABEL.image] } });
  const built = new Set(listed.map((image) => (image.Labels as Record<string, string> | null)?.[LABEL.image]));
  return { wanted: tags.size, present: [...tags].filter((tag) => built.has(tag)).length };
}
