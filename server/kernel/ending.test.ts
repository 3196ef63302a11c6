import { describe, expect, it } from 'vitest';
import { CONTAINER, CONTAINERD, INIT, ScriptedMachine } from './scripted-machine';
import { endingOf, endingOfWaitStatus } from './exit-status';

const SHIM = 200;
const PID1 = 210;
const NS = 2_000;

function running(): ScriptedMachine {
  const machine = new ScriptedMachine();
  machine.container();
  machine.told.length = 0;
  return machine;
}

function child(machine: ScriptedMachine, pid: number, nspid: number, parent = PID1): void {
  machine.fork(parent, pid, { nspid: [pid, nspid], pidns: NS });
}

describe('how a process ended', () => {
  it('[OBS9] exit code, signal and core dump, and what is only concluded', () => {
    const end = (exitCode: number | null, deadly: number[], told: 'exited' | 'killed' | 'dumped' | undefined): unknown => {
      const { status, certain } = endingOf({ exitCode, deadly, told });
      return [status, certain];
    };
    expect(end(3, [], 'exited')).toEqual([{ code: 3 }, true]);
    expect(end(3, [], undefined)).toEqual([{ code: 3 }, true]);
    expect(end(null, [15], 'killed')).toEqual([{ signal: 'SIGTERM' }, true]);
    expect(end(null, [15, 9], 'killed')).toEqual([{ signal: 'SIGKILL' }, true]);
    expect(end(null, [11], 'dumped')).toEqual([{ signal: 'SIGSEGV', core: true }, true]);
    expect(end(0, [15], 'exited')).toEqual([{ code: 0 }, true]);
    expect(end(null, [1, 2], 'killed')).toEqual([{ signal: 'SIGINT' }, false]);
    expect(end(null, [], 'killed')).toEqual([{ unknown: true }, false]);
    expect(end(null, [], undefined)).toEqual([{ unknown: true }, false]);
    expect(end(0, [15], undefined)).toEqual([{ code: 0 }, false]);
  });

  it('[OBS9] a zombie\'s own word: the status that wait(2) returns', () => {
    expect(endingOfWaitStatus(0x700).status).toEqual({ code: 7 });
    expect(endingOfWaitStatus(9).status).toEqual({ signal: 'SIGKILL' });
    expect(endingOfWaitStatus(0x8b).status).toEqual({ signal: 'SIGSEGV', core: true });
  });

  it('[OBS9] a TERM that a handler took is not what the process dies of', () => {
    const machine = running();
    machine.kill(SHIM, PID1, 15);
    machine.happen('handler', { tid: PID1, signal: 15 });
    machine.exit(PID1, 0, SHIM);
    expect(machine.told.map(({ fact }) => fact.type)).toEqual(['signal-sent', 'signal-delivered', 'exit', 'signal-sent']);
    expect(machine.facts('exit')[0]?.status).toEqual({ code: 0 });
  });

  it('[OBS9] the exit leaves before what happens after it, and does not wait for ever', () => {
    const machine = running();
    child(machine, 211, 7);
    machine.happen('exit', { tid: 211, last: true });
    child(machine, 212, 8);
    expect(machine.facts('fork')).toHaveLength(1);
    machine.settle();
    expect(machine.told.map(({ fact, inferred }) => [fact.type, inferred])).toEqual([['fork', undefined], ['exit', true], ['fork', undefined]]);
    expect(machine.looks).toContain(211);
  });
});

describe('reaping', () => {
  it('[OBS10] wait4\'s number is read in the namespace of the one who waits', () => {
    const machine = running();
    child(machine, 211, 7);
    child(machine, 207, 211);
    machine.exit(211, 0, PID1);
    machine.exit(207, 0, PID1);
    machine.happen('waited', { tid: PID1, nspid: 211 });
    expect(machine.facts('reap')).toEqual([{ type: 'reap', proc: machine.key(207), by: machine.key(PID1) }]);
    machine.happen('waited', { tid: PID1, nspid: 7 });
    expect(machine.facts('reap')).toHaveLength(2);
  });

  it('[OBS10] a wait that returns for a stopped child reaps nobody', () => {
    const machine = running();
    child(machine, 211, 7);
    machine.happen('waited', { tid: PID1, nspid: 7 });
    expect(machine.facts('reap')).toEqual([]);
  });

  it('[OBS10] waitid that only looks (WNOWAIT) reaps nobody, one that takes does', () => {
    const machine = running();
    child(machine, 211, 7);
    machine.exit(211, 0, PID1);
    machine.happen('waitid-enter', { tid: PID1, idType: 1, id: 7, options: 0x100_0004 });
    machine.happen('waitid-done', { tid: PID1 });
    expect(machine.facts('reap')).toEqual([]);
    machine.happen('waitid-enter', { tid: PID1, idType: 0, id: 0, options: 4 });
    machine.happen('waitid-done', { tid: PID1 });
    expect(machine.facts('reap')).toEqual([{ type: 'reap', proc: machine.key(211), by: machine.key(PID1) }]);
  });

  it('[OBS10] a zombie whose parent was never told is reaped automatically', () => {
    const machine = running();
    child(machine, 211, 7);
    machine.exit(211, 0);
    machine.settle();
    machine.read(211);
    expect(machine.facts('reap')).toEqual([]);
    machine.pass(60);
    machine.read(211);
    expect(machine.told.at(-1)).toMatchObject({ inferred: true, fact: { type: 'reap', by: machine.key(PID1), auto: true } });
  });

  it('[OBS10] one that vanishes after its parent was told was waited for unseen', () => {
    const machine = running();
    child(machine, 211, 7);
    machine.exit(211, 0, PID1);
    machine.happen('free', { tid: 0, freed: 211 });
    expect(machine.told.at(-1)).toMatchObject({ inferred: true, fact: { type: 'reap', by: machine.key(PID1) } });
    expect(machine.facts('reap')[0]?.auto).toBeUndefined();
  });
});

describe('orphans', () => {
  it('[OBS11] go to the nearest subreaper in their namespace, else to its PID 1', () => {
    const machine = running();
    child(machine, 211, 7);
    child(machine, 212, 8, 211);
    child(machine, 213, 9, 212);
    machine.happen('subreaper', { tid: 211, on: true });
    machine.exit(212, 0, 211);
    machine.happen('waited', { tid: 211, nspid: 8 });
    machine.exit(211, 0, PID1);
    expect(machine.told.filter(({ fact }) => fact.type === 'reparent').map(({ fact, inferred }) => [fact, inferred])).toEqual([
      [{ type: 'reparent', proc: machine.key(213), parent: machine.key(211) }, true],
      [{ type: 'reparent', proc: machine.key(213), parent: machine.key(PID1) }, true],
    ]);
  });

  it('[OBS11] of a `docker exec` go to the container\'s PID 1, not to the shim', () => {
    const machine = running();
    machine.fork(SHIM, 220, { nspid: [220, 30], pidns: NS });
    child(machine, 221, 31, 220);
    machine.exit(220, 0, SHIM);
    expect(machine.facts('reparent')).toEqual([{ type: 'reparent', proc: machine.key(221), parent: machine.key(PID1) }]);
  });

  it('[OBS11] a zombie child\'s new parent is told of it by its dying parent, before that one\'s own end is told', () => {
    const machine = running();
    child(machine, 211, 7);
    child(machine, 212, 8, 211);
    machine.exit(212, 0, 211);
    machine.happen('exit-group', { tid: 211, code: 1 });
    machine.happen('exit', { tid: 211, last: true });
    machine.happen('signal', { tid: 211, signal: 17, code: 1, target: PID1, result: 1 });
    expect(machine.facts('exit')).toHaveLength(1);
    machine.happen('signal', { tid: 211, signal: 17, code: 1, target: PID1, result: 1 });
    expect(machine.facts('exit')).toHaveLength(2);
    expect(machine.facts('signal-sent').slice(-2).map(({ from }) => from)).toEqual([machine.key(212), machine.key(211)]);
  });

  it('[OBS11] of somebody whom nobody was told of are told all the same: the shim of a start helper that was too quick to be read', () => {
    const machine = new ScriptedMachine();
    machine.fork(CONTAINERD, 200, { comm: 'containerd' });
    machine.exec(200, undefined, '/usr/bin/containerd-shim-runc-v2');
    machine.fork(200, 201, { comm: 'containerd-shim' });
    machine.exec(201, ['/usr/bin/containerd-shim-runc-v2', '-namespace', 'moby', '-id', CONTAINER], '/usr/bin/containerd-shim-runc-v2');
    expect(machine.facts('fork')).toMatchObject([{ proc: machine.key(201), parent: null }]);
    machine.exit(200, 0, CONTAINERD);
    expect(machine.facts('reparent')).toEqual([{ type: 'reparent', proc: machine.key(201), parent: machine.tracker.lookup(INIT) }]);
  });

  it('[OBS11] a reading of /proc confirms or corrects what was concluded', () => {
    const machine = running();
    child(machine, 211, 7);
    child(machine, 212, 8, 211);
    machine.exit(211, 0, PID1);
    const start = Number(machine.key(212).split('.')[1]);
    machine.read({ pid: 212, ppid: PID1, start, nspid: [212, 8], pidns: NS });
    expect(machine.facts('observed').at(0)).toMatchObject({ proc: machine.key(212), facts: {}, parent: machine.key(PID1) });
  });

  it('[OBS19] when PID 1 dies, its namespace dies: nobody is adopted, and PID 1 takes the dead along', () => {
    const machine = running();
    child(machine, 211, 7);
    child(machine, 212, 8);
    machine.exit(212, 0, PID1);
    machine.kill(SHIM, PID1, 9);
    machine.happen('exit', { tid: PID1, last: true });
    machine.kill(PID1, 211, 9, 0, 128);
    machine.happen('exit', { tid: 211, last: true });
    machine.settle();
    machine.happen('signal', { tid: PID1, signal: 17, code: 2, target: SHIM, result: 0 });
    expect(machine.facts('reparent')).toEqual([]);
    expect(machine.facts('exit').map(({ status }) => status)).toEqual([{ code: 0 }, { signal: 'SIGKILL' }, { signal: 'SIGKILL' }]);
    expect(machine.facts('reap').map(({ proc, by }) => [proc, by])).toEqual([
      [machine.key(211), machine.key(PID1)], [machine.key(212), machine.key(PID1)],
    ]);
    const zap = machine.facts('signal-sent').find(({ to }) => to === machine.key(211));
    expect(zap).toMatchObject({ cause: 'kernel', from: machine.key(PID1), verdict: 'delivered' });
  });
});

describe('after a loss', () => {
  const KEPT = [{ pid: 1 }, { pid: 100 }, { pid: 101 }, { pid: 300 }];

  it('[OBS1] it is told, and a reading of everything ends those who went unseen and finds those who came', () => {
    const machine = running();
    child(machine, 211, 7);
    machine.tracker.apply({ type: 'loss', at: machine.now, count: 17, source: 'trace buffer' });
    const starts = [SHIM, PID1].map((pid) => ({ pid, start: Number(machine.tracker.lookup(pid)?.split('.')[1]), ppid: pid === PID1 ? SHIM : 1 }));
    machine.census([...KEPT, ...starts, { pid: 230, ppid: PID1, start: 5_000, nspid: [230, 9], pidns: NS, argv: ['late'] }], true);
    expect(machine.told.find(({ fact }) => fact.type === 'lost')).toMatchObject({ origin: 'engine', fact: { count: 17 } });
    expect(machine.told.find(({ fact }) => fact.type === 'exit')).toMatchObject({ inferred: true, fact: { proc: machine.key(211), status: { unknown: true } } });
    expect(machine.facts('found').map(({ process }) => process)).toMatchObject([{ key: '230.5000', parent: machine.tracker.lookup(PID1), role: 'member', container: CONTAINER, argv: ['late'] }]);
  });

  it('[OBS17] without a loss, /proc must contradict the events twice before it is believed', () => {
    const machine = running();
    child(machine, 211, 7);
    machine.read(211);
    expect(machine.facts('exit')).toEqual([]);
    machine.pass(200);
    machine.read(211);
    expect(machine.facts('exit')).toHaveLength(1);
  });

  it('[OBS17] a reading older than an event has nothing to say', () => {
    const machine = running();
    child(machine, 211, 7);
    const { key } = { key: machine.key(211) };
    machine.exec(211, ['new']);
    machine.tracker.apply({
      type: 'reading', at: machine.now, pid: 211,
      look: { at: machine.now - 0.5, argv: ['old'], pidns: NS, status: undefined, stat: { pid: 211, ppid: PID1, comm: 'old', state: 'S', pgid: 1, sid: 1, ttyNr: 0, cpuTicks: 0, threads: 1, startTime: Number(key.split('.')[1]), startStack: 0, exitCode: 0 } },
    });
    machine.settle();
    expect(machine.facts('observed')).toEqual([]);
  });
});
