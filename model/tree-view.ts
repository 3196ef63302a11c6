/**
 * The two views of one world, row by row: the host's tree, and beside it each container's own. A process
 * stands on the same row in both (pid_namespaces(7): it has one pid in each namespace it can be seen from).
 */
import type { ProcKey, Process } from './process';
import type { Container, World } from './world';
import { innerPid } from './process';
import { isPassing, isShim } from './engine-process';

export interface TreeRow {
  readonly key: ProcKey;
  readonly process: Process;
  /** Row number, from 0. Gaps keep room between hulls. */
  readonly row: number;
  /** Depth in the host's tree, from 0. */
  readonly depth: number;
  /** Row of the parent in the host's tree, or null for a root. */
  readonly parentRow: number | null;
  /** The same process as its container sees it; null outside of containers. */
  readonly inside: InsideRow | null;
}

export interface InsideRow {
  /** Pid in the container's namespace; null until somebody read it. */
  readonly pid: number | null;
  /** 0: the parent lies outside the namespace. */
  readonly ppid: number | null;
  /** Depth in the container's tree, from 0. */
  readonly depth: number;
  readonly parentRow: number | null;
}

/** The hull around a container's processes: its PID namespace. */
export interface Hull {
  readonly container: Container;
  /** The shim's row, which carries the container's name. */
  readonly headRow: number;
  readonly firstRow: number;
  /** Below `firstRow` when the namespace holds nothing (yet). */
  readonly lastRow: number;
  readonly dead: boolean;
}

export interface TreeView {
  readonly rows: readonly TreeRow[];
  readonly hulls: readonly Hull[];
  /** How many rows the picture needs, gaps included. */
  readonly height: number;
}

export interface TreeOptions {
  /** Show runc and the shim's short-lived helpers, too. */
  readonly passing: boolean;
}

/** The newest shim of each container. */
type Shims = ReadonlyMap<string | null, ProcKey>;

/** Free rows below each hull. */
const GAP = 1;

export function treeView(world: World, options: TreeOptions = { passing: false }): TreeView {
  const shown = [...world.processes.values()].filter((process) => options.passing || !isPassing(process));
  const shims = new Map(shown.filter(isShim).map((shim) => [shim.container, shim.key]));
  const children = childrenOf(world, shown, shims);
  const rows: TreeRow[] = [];
  const hulls: Hull[] = [];
  const rowOf = new Map<ProcKey, TreeRow>();
  let next = 0;

  function place(process: Process, depth: number, parentRow: number | null): void {
    if (rowOf.has(process.key)) return;
    const row: TreeRow = { key: process.key, process, row: next++, depth, parentRow, inside: inside(process, rowOf) };
    rows.push(row);
    rowOf.set(process.key, row);
    const below = children.get(process.key) ?? [];
    for (const child of below) place(child, depth + 1, row.row);
    if (isShim(process) && process.container !== null) {
      const container = world.containers.get(process.container);
      if (container !== undefined && hullShim(world, container, shims) === process.key) {
        hulls.push({ container, headRow: row.row, firstRow: row.row + 1, lastRow: next - 1, dead: container.diedAt !== null });
        next += GAP;
      }
    }
  }

  for (const root of children.get(null) ?? []) place(root, 0, null);
  // A damaged log can hold a ring of parents, which no root leads to.
  for (const process of shown) place(process, 0, null);
  return { rows, hulls, height: Math.max(0, next) };
}

/** While a container is restarted it has two shims: the hull is that of PID 1's. */
function hullShim(world: World, { id, pid1 }: Container, shims: Shims): ProcKey | undefined {
  const parentKey = pid1 === null ? null : (world.processes.get(pid1)?.parent ?? null);
  const parent = parentKey === null ? undefined : world.processes.get(parentKey);
  return parent !== undefined && isShim(parent) && parent.container === id ? parent.key : shims.get(id);
}

/** Children by parent, oldest first. A process whose parent is not shown hangs on the nearest ancestor that is. */
function childrenOf(world: World, shown: readonly Process[], shims: Shims): ReadonlyMap<ProcKey | null, readonly Process[]> {
  const keys = new Set(shown.map((process) => process.key));
  const init = shown.find((process) => process.role === 'init')?.key ?? null;
  const lists = new Map<ProcKey | null, Process[]>();
  for (const process of shown) {
    const parent = visibleParent(world, process, keys) ?? fallbackParent(process, shims, init);
    const list = lists.get(parent);
    if (list === undefined) lists.set(parent, [process]);
    else list.push(process);
  }
  for (const list of lists.values()) list.sort(oldestFirst);
  return lists;
}

function visibleParent(world: World, process: Process, shown: ReadonlySet<ProcKey>): ProcKey | null {
  const passed = new Set<ProcKey>([process.key]);
  for (let parent = process.parent; parent !== null && !passed.has(parent); parent = world.processes.get(parent)?.parent ?? null) {
    if (shown.has(parent)) return parent;
    passed.add(parent);
  }
  return null;
}

/** A member without a known parent is drawn under its container's shim; anything else of ours under init. */
function fallbackParent(process: Process, shims: Shims, init: ProcKey | null): ProcKey | null {
  if (process.role === 'init') return null;
  const shim = isShim(process) ? undefined : shims.get(process.container);
  return shim ?? init;
}

function oldestFirst(a: Process, b: Process): number {
  return a.startTime - b.startTime || a.bornAt - b.bornAt || a.pid - b.pid;
}

function inside(process: Process, rowOf: ReadonlyMap<ProcKey, TreeRow>): InsideRow | null {
  if (process.container === null || isShim(process)) return null;
  const parent = process.parent === null ? undefined : rowOf.get(process.parent);
  const parentInside = parent?.inside ?? null;
  const shared = parent !== undefined && parentInside !== null && parent.process.pidns === process.pidns;
  return {
    pid: innerPid(process),
    ppid: shared ? parentInside.pid : 0,
    depth: shared ? parentInside.depth + 1 : 0,
    parentRow: shared ? parent.row : null,
  };
}
