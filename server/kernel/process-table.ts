/** Every process of the machine and every thread's process: what turns the numbers of an event into somebody. Internal; nothing here is told. */
import type { ProcKey } from '@/model/process';
import { pidOf } from '@/model/process';
import type { Task } from './task';

/** How many of the departed still answer for their origin: enough for the events that name them. */
const REMEMBERED = 20_000;
/** How many pids are known to have gone a moment ago: more than can go while /proc is read through. */
const JUST_GONE = 2_000;

export class ProcessTable {
  readonly #tasks = new Map<number, Task>();
  readonly #byThread = new Map<number, Task>();
  readonly #namespaceInits = new Map<number, Task>();
  readonly #justGone = new Map<number, number>();
  readonly #departed = new Map<ProcKey, string>();

  get size(): number {
    return this.#tasks.size;
  }

  all(): IterableIterator<Task> {
    return this.#tasks.values();
  }

  get(pid: number): Task | undefined {
    return this.#tasks.get(pid);
  }

  /** The process that a thread belongs to; a process is its own first thread. */
  ofThread(tid: number): Task | undefined {
    return this.#byThread.get(tid);
  }

  add(task: Task): void {
    this.#tasks.set(task.pid, task);
    for (const tid of task.threads) this.#byThread.set(tid, task);
  }

  addThread(task: Task, tid: number): void {
    task.threads.add(tid);
    this.#byThread.set(tid, task);
  }

  /** A thread has exited; answers how many live on. Its number stands for the process until it is freed. */
  retireThread(task: Task, tid: number): number {
    if (task.threads.delete(tid)) task.pastThreads.add(tid);
    return task.threads.size;
  }

  /** A thread that is not the first has been freed: its number may come back as somebody else's. */
  freeThread(tid: number): void {
    const task = this.#byThread.get(tid);
    if (task === undefined || !task.pastThreads.delete(tid) || tid === task.pid) return;
    this.#byThread.delete(tid);
  }

  /** After an exec only one thread is left, and it has the process's number: fs/exec.c: de_thread. */
  keepOneThread(task: Task): void {
    for (const tid of [...task.threads]) this.retireThread(task, tid);
    task.pastThreads.delete(task.pid);
    this.addThread(task, task.pid);
  }

  setParent(task: Task, parent: Task | null): void {
    task.parent?.children.delete(task);
    task.parent = parent;
    parent?.children.add(task);
  }

  /** PID 1 of a namespace, by the namespace's inode: also while it dies, because it adopts to the end. */
  namespaceInit(pidns: number | undefined): Task | undefined {
    return pidns === undefined ? undefined : this.#namespaceInits.get(pidns);
  }

  setNamespaceInit(pidns: number, task: Task): void {
    this.#namespaceInits.set(pidns, task);
  }

  /** The container of a process; answers for the departed too, for a while. */
  originOf(key: ProcKey): string | undefined {
    const task = this.#tasks.get(pidOf(key));
    return task?.key === key ? (task.origin ?? undefined) : this.#departed.get(key);
  }

  /** When the last process of this number went, if that was a moment ago. */
  goneAt(pid: number): number | undefined {
    return this.#justGone.get(pid);
  }

  remove(task: Task, at: number): void {
    task.life = 'gone';
    putLast(this.#justGone, task.pid, at, JUST_GONE);
    if (task.origin !== null) putLast(this.#departed, task.key, task.origin, REMEMBERED);
    this.setParent(task, null);
    for (const child of task.children) child.parent = null;
    task.children.clear();
    for (const tid of [task.pid, ...task.threads, ...task.pastThreads]) if (this.#byThread.get(tid) === task) this.#byThread.delete(tid);
    if (this.#tasks.get(task.pid) === task) this.#tasks.delete(task.pid);
    const { pidns } = task.facts;
    if (pidns !== undefined && this.#namespaceInits.get(pidns) === task) this.#namespaceInits.delete(pidns);
  }
}

/** Remembers the newest `limit` entries. */
function putLast<K, V>(map: Map<K, V>, key: K, value: V, limit: number): void {
  map.delete(key);
  map.set(key, value);
  if (map.size <= limit) return;
  const oldest = map.keys().next();
  if (oldest.done !== true) map.delete(oldest.value);
}
