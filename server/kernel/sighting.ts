/** What /proc shows, brought together with what events told. A reading takes its place in the order of events by the time it was made. */
import { sameStart } from './boot-clock';
import { becomeShim, found, inherit, learnNamespace, tellDescendants, tellFork, tellFound } from './birth';
import { endingOfZombie, exitUnseen, vanish, zombieGone } from './ending';
import { ENGINE } from './origin';
import { factsOf, newFacts } from './proc-look';
import type { ProcLook } from './proc-look';
import { roleFromProc } from './proc-role';
import { named, tell } from './scene';
import type { Scene } from './scene';
import { hasExited } from './task';
import type { Task } from './task';

/** `events`: readings only fill in and correct. `readings`: there is nothing else, so each is believed at once. */
export type Trust = 'events' | 'readings';

/** How long /proc must contradict the events before it is believed: an event may still be under way. */
const PATIENCE = 100;
/** Clock ticks after its birth in which a process that no event has told of is not believed either. */
const YOUNG = 50;

/** One process as read at this time; null when it was not there. */
export interface Reading {
  readonly type: 'reading';
  readonly at: number;
  readonly pid: number;
  readonly look: ProcLook | null;
}

/** Every process there was, with looks at those in scope and those not known before: reading them takes from `since` to `at`. */
export interface Census {
  readonly type: 'census';
  readonly since: number;
  readonly at: number;
  readonly pids: ReadonlySet<number>;
  readonly looks: readonly ProcLook[];
  /** Events are known to be missing: what /proc lacks is gone. */
  readonly afterLoss: boolean;
}

export function read(scene: Scene, reading: Reading, trust: Trust): void {
  const task = scene.table.get(reading.pid);
  if (task === undefined || task.bornAt > reading.at) return;
  if (reading.look === null) missing(scene, task, reading.at, trust);
  else see(scene, task, reading.look, reading.at, trust);
}

export function takeCensus(scene: Scene, census: Census, trust: Trust): void {
  const sure = trust === 'readings' || census.afterLoss ? 'readings' : 'events';
  const { table } = scene;
  for (const task of [...table.all()]) {
    if (census.pids.has(task.pid) || task.bornAt > census.since) continue;
    missing(scene, task, census.at, sure);
  }
  const unknown: ProcLook[] = [];
  for (const look of census.looks) {
    const task = table.get(look.stat.pid);
    if (task === undefined) {
      const gone = (table.goneAt(look.stat.pid) ?? -Infinity) >= look.at;
      // The fork of one so young may still be under way.
      const young = sure === 'events' && look.stat.startTime > scene.clock.ticksAt(look.at) - YOUNG;
      if (!gone && !young) unknown.push(look);
    } else if (sameStart(task.startTime, look.stat.startTime)) see(scene, task, look, census.at, sure);
    else if (task.bornAt <= look.at) {
      vanish(scene, task, census.at);
      unknown.push(look);
    }
  }
  // Parents first: a child belongs to whom its parent belongs to.
  unknown.sort((a, b) => a.stat.startTime - b.stat.startTime || a.stat.pid - b.stat.pid);
  const pending = new Set(unknown.map((look) => look.stat.pid));
  while (unknown.length > 0) {
    const ready = unknown.filter((look) => !pending.has(look.stat.ppid));
    const batch = ready.length > 0 ? ready : [...unknown];
    for (const look of batch) {
      pending.delete(look.stat.pid);
      unknown.splice(unknown.indexOf(look), 1);
      appear(scene, look, census.at, trust);
    }
  }
}

function appear(scene: Scene, look: ProcLook, at: number, trust: Trust): void {
  const task = found(scene, look, at);
  if (task.kind === 'candidate' && (task.argv === null || !becomeShim(task, task.argv))) return;
  if (task.origin === null) return;
  task.role = roleFromProc(scene.proc, task);
  // A fork between two polls: the parent is known and was there before. Who is a zombie at first sight is found as one.
  if (trust === 'readings' && !hasExited(task) && task.parent?.told === true && !hasExited(task.parent)) {
    tellFork(scene, task, at, true);
    if (task.life === 'zombie') exitUnseen(scene, task, at, endingOfZombie(scene, look.stat.exitCode).status);
    else {
      tell(scene, task, at, { type: 'exec', proc: task.key, comm: task.comm, role: task.role, argv: task.argv }, true);
      observe(scene, task, look, at);
    }
  } else {
    tellFound(scene, task, at);
  }
}

function missing(scene: Scene, task: Task, at: number, trust: Trust): void {
  if (scene.pendingEnds.has(task)) return;
  if (trust === 'events') zombieGone(scene, task, at);
  if (task.life === 'gone') return;
  if (trust === 'events' && task.told) {
    task.missingSince ??= at;
    if (at - task.missingSince < PATIENCE) return;
  }
  vanish(scene, task, at);
}

function see(scene: Scene, task: Task, look: ProcLook, at: number, trust: Trust): void {
  const { stat } = look;
  if (!sameStart(task.startTime, stat.startTime)) {
    missing(scene, task, at, trust);
    return;
  }
  task.missingSince = null;
  if (task.changedAt > look.at) return;
  if (!task.told) {
    claim(scene, task, look, at);
    return;
  }
  if (stat.state === 'Z' || stat.state === 'X') {
    seeZombie(scene, task, look, at, trust);
    return;
  }
  if (hasExited(task)) return;
  if (task.origin === ENGINE) return;
  seeParent(scene, task, stat.ppid, at);
  seeExec(scene, task, look, at, trust);
  observe(scene, task, look, at);
}

/** The fork that made it a container's was lost; its parent tells. Nobody becomes a container's process's child but by descent. */
function claim(scene: Scene, task: Task, look: ProcLook, at: number): void {
  const parent = scene.table.get(look.stat.ppid);
  if (task.origin !== null || parent === undefined || !parent.told || parent.origin === ENGINE) return;
  scene.table.setParent(task, parent);
  inherit(task, parent);
  task.comm = look.stat.comm;
  task.argv = look.argv ?? null;
  learnNamespace(scene, task, factsOf(look));
  task.role = roleFromProc(scene.proc, task);
  tellFound(scene, task, at);
  tellDescendants(scene, task, at);
}

function seeZombie(scene: Scene, task: Task, look: ProcLook, at: number, trust: Trust): void {
  if (!hasExited(task)) {
    if (trust === 'events') {
      task.missingSince ??= at;
      if (at - task.missingSince < PATIENCE) return;
    }
    exitUnseen(scene, task, at, endingOfZombie(scene, look.stat.exitCode).status);
  }
  if (task.life === 'zombie') seeParent(scene, task, look.stat.ppid, at);
}

/** The parent in /proc is the truth; one that is dying already is about to be replaced. */
function seeParent(scene: Scene, task: Task, ppid: number, at: number): void {
  const parent = scene.table.get(ppid);
  if (parent === undefined || (parent !== task.parent && hasExited(parent))) return;
  if (parent !== task.parent) {
    scene.table.setParent(task, parent);
    tell(scene, task, at, { type: 'reparent', proc: task.key, parent: named(parent) });
  } else if (task.parentInferred) {
    tell(scene, task, at, { type: 'observed', proc: task.key, facts: {}, parent: named(parent) });
  }
  task.parentInferred = false;
}

/** Another stack means another program; where that cannot be read, another name and command line do. */
function seeExec(scene: Scene, task: Task, look: ProcLook, at: number, trust: Trust): void {
  const { stat, argv } = look;
  const before = task.startStack;
  task.startStack = stat.startStack;
  const moved = before > 1 && stat.startStack > 1 ? before !== stat.startStack : stat.startStack <= 1 && task.comm !== stat.comm && argv?.[0] !== task.argv?.[0];
  if (!moved || trust === 'events') return;
  task.comm = stat.comm;
  task.argv = argv ?? null;
  task.role = roleFromProc(scene.proc, task);
  task.facts = { ...task.facts, masks: undefined };
  tell(scene, task, at, { type: 'exec', proc: task.key, comm: task.comm, role: task.role, argv: task.argv }, true);
}

function observe(scene: Scene, task: Task, look: ProcLook, at: number): void {
  const { stat, argv } = look;
  const facts = newFacts(task.facts, factsOf(look));
  const comm = stat.comm === task.comm ? undefined : stat.comm;
  const title = argv === undefined || JSON.stringify(argv) === JSON.stringify(task.argv) ? undefined : argv;
  if (facts === undefined && comm === undefined && title === undefined) return;
  task.facts = { ...task.facts, ...facts };
  task.comm = stat.comm;
  if (argv !== undefined) task.argv = argv;
  tell(scene, task, at, {
    type: 'observed',
    proc: task.key,
    facts: { ...facts, ...(comm === undefined ? {} : { comm }), ...(title === undefined ? {} : { argv: title }) },
  });
}
