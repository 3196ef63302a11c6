import { describe, expect, it } from 'vitest';
import type { Fact, Verdict } from '@/model/event';
import { foldEvents } from '@/model/fold';
import { procKey } from '@/model/process';
import type { SignalMark } from '@/model/world';
import { EMPTY_WORLD } from '@/model/world';
import { isTold, verdictWord } from './verdict';

function target(nspid: number[], SigCgt: string, SigIgn: string) {
  const facts: Fact[] = [
    { type: 'fork', proc: procKey(100, 2), parent: null, role: 'member', comm: 'sh', nspid, pidns: 7 },
    { type: 'observed', proc: procKey(100, 2), facts: { masks: { SigCgt, SigIgn, SigBlk: '0', SigPnd: '0' } } },
  ];
  return foldEvents(EMPTY_WORLD, facts.map((fact, index) => ({ ...fact, seq: index + 1, t: 0 }))).processes.get(procKey(100, 2));
}

function mark(signal: string, verdict: Verdict, cause: SignalMark['cause'] = 'user'): SignalMark {
  return { seq: 1, t: 0, signal, cause, from: null, to: procKey(100, 2), verdict };
}

describe('verdict', () => {
  it('[UI10] says why a signal was dropped, where the facts give the reason', () => {
    // dash -c: SigCgt 10002 is INT and CHLD.
    expect(verdictWord(mark('SIGTERM', 'ignored'), target([100, 1], '10002', '0'))).toBe('noHandler');
    expect(verdictWord(mark('SIGKILL', 'ignored'), target([100, 1], '10002', '0'))).toBe('protected');
    expect(verdictWord(mark('SIGHUP', 'ignored'), target([100, 1], '0', '1'))).toBe('byChoice');
    expect(verdictWord(mark('SIGTERM', 'ignored'), target([100, 9], '0', '0'))).toBe('ignored');
    expect(verdictWord(mark('SIGTERM', 'ignored'), undefined)).toBe('ignored');
    expect(verdictWord(mark('SIGTERM', 'delivered'), target([100, 1], '0', '0'))).toBe('delivered');
  });

  it('[UI11] what a child’s end or a timer brings is not shown beside a process', () => {
    expect(isTold(mark('SIGTERM', 'delivered'))).toBe(true);
    expect(isTold(mark('SIGKILL', 'delivered', 'kernel'))).toBe(true);
    expect(isTold(mark('SIGCHLD', 'ignored', 'child'))).toBe(false);
    expect(isTold(mark('SIGURG', 'delivered'))).toBe(false);
    expect(isTold({ ...mark('SIGKILL', 'ignored'), from: procKey(100, 2) })).toBe(false);
  });
});
