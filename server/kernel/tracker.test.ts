import { describe, expect, it } from 'vitest';
import { CONTAINER, CONTAINERD, INIT, OTHER, STRANGER, ScriptedMachine } from './scripted-machine';

const SHIM = 200;
const PID1 = 210;
const CHILD = 211;

function running(): ScriptedMachine {
  const machine = new ScriptedMachine();
  machine.container();
  machine.told.length = 0;
  return machine;
}

function child(machine: ScriptedMachine, pid = CHILD, nspid = 7, parent = PID1): void {
  machine.fork(parent, pid, { nspid: [pid, nspid], pidns: SHIM * 10 });
}

describe('processes', () => {
  it('[OBS8] from shim over runc to member: the exec of runc init makes the container\'s process', () => {
    const machine = new ScriptedMachine();
    machine.container();
    expect(machine.facts('fork').map(({ role, parent }) => [role, parent?.split('.')[0]])).toEqual([
      ['engine', '101'], ['engine', '200'], ['engine', '201'], ['engine', '201'],
    ]);
    expect(machine.facts('exec').map(({ role, argv }) => [role, argv?.[0]])).toEqual([
      ['engine', '/usr/bin/containerd-shim-runc-v2'], ['engine', 'runc'], ['engine', 'runc'], ['member', 'sh'],
    ]);
    expect(machine.facts('reparent')).toEqual([{ type: 'reparent', proc: machine.key(PID1), parent: machine.key(SHIM) }]);
    expect(new Set(machine.told.map(({ origin }) => origin))).toEqual(new Set([CONTAINER]));
  });

  it('[OBS8] an image whose command is `runc init` still becomes a member', () => {
    const machine = running();
    machine.exec(PID1, ['runc', 'init'], '/bin/runc');
    machine.fork(PID1, CHILD);
    expect(machine.facts('exec')[0]?.role).toBe('member');
    expect(machine.facts('fork')[0]?.role).toBe('member');
  });

  it('[OBS2] a thread is no process, and its deeds are its process\'s', () => {
    const machine = running();
    machine.happen('newtask', { tid: PID1, child: 250, comm: 'worker', flags: 0x3d_0f00 });
    child(machine, CHILD, 7, 250);
    machine.happen('exit', { tid: 250, last: undefined });
    machine.happen('free', { tid: 0, freed: 250 });
    expect(machine.facts('fork')).toMatchObject([{ proc: machine.key(CHILD), parent: machine.key(PID1) }]);
    expect(machine.facts('exit')).toEqual([]);
    machine.exit(PID1, 0, SHIM);
    expect(machine.facts('exit')).toHaveLength(1);
  });

  it('[OBS2] without group_dead, a process ends with its last thread', () => {
    const machine = running();
    machine.happen('newtask', { tid: PID1, child: 250, comm: 'worker', flags: 0x3d_0f00 });
    machine.happen('exit', { tid: PID1, last: undefined });
    expect(machine.facts('exit')).toEqual([]);
    machine.happen('exit-group', { tid: 250, code: 4 });
    machine.happen('exit', { tid: 250, last: undefined });
    machine.happen('signal', { tid: 250, signal: 17, code: 1, target: SHIM, result: 0 });
    expect(machine.facts('exit')).toEqual([{ type: 'exit', proc: machine.key(PID1), status: { code: 4 } }]);
  });

  it('[OBS3] exec keeps identity, even when another thread than the first performs it', () => {
    const machine = running();
    const key = machine.key(PID1);
    machine.happen('newtask', { tid: PID1, child: 250, comm: 'worker', flags: 0x3d_0f00 });
    machine.happen('exit', { tid: PID1, last: false });
    machine.exec(PID1, ['python3'], '/usr/bin/python3', 250);
    machine.happen('free', { tid: 0, freed: 250 });
    expect(machine.facts('exec')).toEqual([{ type: 'exec', proc: key, comm: 'python3', role: 'member', argv: ['python3'] }]);
    machine.exit(PID1, 3, SHIM);
    expect(machine.facts('exit')).toEqual([{ type: 'exit', proc: key, status: { code: 3 } }]);
  });

  it('[OBS4] a pid that comes back is another process', () => {
    const machine = running();
    child(machine);
    const first = machine.key(CHILD);
    machine.exit(CHILD, 0, PID1);
    machine.happen('waited', { tid: PID1, nspid: 7 });
    machine.pass(50);
    child(machine, CHILD, 9);
    expect(machine.key(CHILD)).not.toBe(first);
    machine.happen('free', { tid: 0, freed: CHILD });
    expect(machine.facts('reap')).toHaveLength(1);
    expect(machine.tracker.originOf(first)).toBe(CONTAINER);
  });

  it('[OBS5] a fork waits for its forker, whose own fork comes late from another CPU; the shim is seen from its birth', () => {
    const machine = new ScriptedMachine();
    machine.fork(CONTAINERD, SHIM, { comm: 'containerd' });
    machine.exec(SHIM, ['/usr/bin/containerd-shim-runc-v2', '-namespace', 'moby', '-id', CONTAINER, 'start'], '/usr/bin/containerd-shim-runc-v2');
    const born = machine.now;
    machine.pass(2);
    // Thread 250 of the start helper forks the lasting shim, and the helper has gone before anybody looks.
    machine.fork(250, 251, { comm: 'containerd-shim', ppid: INIT });
    machine.exec(251, ['/usr/bin/containerd-shim-runc-v2', '-namespace', 'moby', '-id', CONTAINER], '/usr/bin/containerd-shim-runc-v2');
    expect(machine.facts('fork')).toHaveLength(1);
    machine.happen('newtask', { tid: SHIM, child: 250, comm: 'containerd-shim', flags: 0x3d_0f00 }, { at: born + 1 });
    expect(machine.facts('fork').at(-1)).toMatchObject({ proc: machine.key(251), parent: machine.key(SHIM) });
    expect(machine.facts('exec').at(-1)).toMatchObject({ proc: machine.key(251) });
  });

  it('[OBS5] a fork whose forker stays unknown is applied after a while, as /proc tells it', () => {
    const machine = running();
    machine.fork(260, CHILD, { nspid: [CHILD, 7], pidns: SHIM * 10, ppid: PID1 });
    machine.exec(CHILD, ['sleep']);
    expect(machine.facts('fork')).toEqual([]);
    machine.settle();
    expect(machine.facts('fork')).toMatchObject([{ proc: machine.key(CHILD), parent: machine.key(PID1) }]);
    expect(machine.facts('exec')).toMatchObject([{ comm: 'sleep' }]);
  });

  it('[OBS6] a process in a container that calls itself a shim of another container stays where it is', () => {
    const machine = running();
    child(machine);
    machine.exec(CHILD, ['containerd-shim-runc-v2', '-namespace', 'moby', '-id', OTHER], '/tmp/containerd-shim-runc-v2');
    machine.fork(CHILD, 212);
    machine.exit(CHILD, 0, PID1);
    machine.census([{ pid: 1 }, { pid: 100 }, { pid: 101 }, { pid: 300 }, { pid: SHIM }, { pid: PID1 }, { pid: 212 }]);
    expect(new Set(machine.told.map(({ origin }) => origin))).toEqual(new Set([CONTAINER]));
    expect(machine.facts('exec')[0]?.role).toBe('member');
  });

  it('[OBS6] a stranger on the host that calls itself a shim is none', () => {
    const machine = new ScriptedMachine();
    machine.fork(STRANGER, 301);
    machine.exec(301, ['containerd-shim-runc-v2', '-id', CONTAINER], '/usr/bin/containerd-shim-runc-v2');
    expect(machine.told).toEqual([]);
  });

  it('[OBS7] nothing is told of strangers: no fork, no signal from one to another, no name of a sender', () => {
    const machine = running();
    machine.fork(STRANGER, 301);
    machine.exec(301, ['vault', '--password']);
    machine.kill(STRANGER, 301, 15);
    machine.kill(STRANGER, 101, 1);
    machine.exit(301, 0, STRANGER);
    expect(machine.told).toEqual([]);
    machine.kill(STRANGER, PID1, 15, 1);
    expect(machine.facts('signal-sent')).toEqual([{ type: 'signal-sent', signal: 'SIGTERM', cause: 'user', from: null, to: machine.key(PID1), verdict: 'ignored' }]);
    expect(JSON.stringify(machine.tracker.seen(new Set([CONTAINER])))).not.toMatch(/secret|bash|systemd|vault/);
    expect(machine.tracker.lookup(STRANGER)).toBeUndefined();
  });

  it('[OBS7] init and the engine are told by name only, and what dockerd starts for itself not at all', () => {
    const machine = new ScriptedMachine();
    machine.fork(100, 150, { comm: 'dockerd' });
    machine.exec(150, ['iptables', '--wait'], '/sbin/iptables');
    machine.fork(CONTAINERD, 151, { comm: 'containerd' });
    machine.exec(151, ['runc', '--version'], '/usr/sbin/runc');
    expect(machine.told).toEqual([]);
    const seen = machine.tracker.seen(new Set());
    expect(seen.map(({ comm, role, argv }) => [comm, role, argv])).toEqual([
      ['init', 'init', undefined], ['dockerd', 'engine', undefined], ['containerd', 'engine', undefined],
    ]);
  });

  it('[OBS5] a child\'s exec and exit that overtake its fork wait for it', () => {
    const machine = running();
    const at = machine.now;
    machine.happen('exec', { tid: CHILD, pid: CHILD, oldTid: CHILD, filename: '/bin/true' }, { at: at + 2 });
    machine.happen('exit-group', { tid: CHILD, code: 5 }, { at: at + 3 });
    machine.happen('exit', { tid: CHILD, last: true }, { at: at + 4 });
    expect(machine.told).toEqual([]);
    machine.happen('newtask', { tid: PID1, child: CHILD, comm: 'sh', flags: 0x120_0000 }, { at: at + 1 });
    machine.settle();
    expect(machine.told.map(({ fact }) => fact.type)).toEqual(['fork', 'exec', 'exit']);
    expect(machine.facts('exit')[0]?.status).toEqual({ code: 5 });
  });

  it('[OBS14] a child that was gone too soon has its number from its parent\'s clone, and no argv that is not its own', () => {
    const machine = running();
    machine.happen('newtask', { tid: PID1, child: CHILD, comm: 'sh', flags: 0x120_0000 });
    machine.happen('cloned', { tid: PID1, nspid: 7 });
    machine.exec(CHILD, undefined, '/bin/true');
    expect(machine.facts('observed')).toEqual([{ type: 'observed', proc: machine.key(CHILD), facts: { nspid: [CHILD, 7] } }]);
    expect(machine.facts('exec')[0]).toMatchObject({ comm: 'true', argv: null });
  });

  it('[OBS13] a file name that looks like a trace line is a name', () => {
    const machine = running();
    const name = '/tmp/x\n  sh-1 [000] 1.0: sched_process_exit: comm=init pid=210';
    machine.exec(PID1, ['x\n[31m', '<img onerror=1>'], name);
    expect(machine.told).toHaveLength(1);
    expect(machine.facts('exec')[0]?.comm).toBe('x\n  sh-1 [000] ');
    expect(machine.facts('exec')[0]?.argv).toEqual(['x\n[31m', '<img onerror=1>']);
  });

  it('[OBS6] a shim outlives its containerd, and so does what it forks', () => {
    const machine = running();
    machine.exit(CONTAINERD, 0, 100);
    child(machine);
    expect(machine.facts('fork')).toHaveLength(1);
  });
});
