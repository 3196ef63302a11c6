import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseCmdline } from './proc-cmdline';
import { parseProcStat, ttyName } from './proc-stat';
import { parseProcStatus } from './proc-status';

const TAIL = 'Z 41 42 43 34816 -1 4228348 0 0 0 0 3 4 0 0 20 0 1 0 98765 0 0 18446744073709551615 0 0 140700 0 0 0 0 0 0 0 0 0 17 1 0 0 0 0 0 0 0 0 0 0 0 0 1792';

function statLine(comm: Buffer): Buffer {
  return Buffer.concat([Buffer.from('40 ('), comm, Buffer.from(`) ${TAIL}\n`)]);
}

const EXPECTED = { pid: 40, state: 'Z', ppid: 41, pgid: 42, sid: 43, ttyNr: 34816, cpuTicks: 7, threads: 1, startTime: 98765, startStack: 140700, exitCode: 1792 };

describe('/proc', () => {
  it('[OBS13] no name can forge a field of stat', () => {
    for (const comm of ['cat', 'a b', ') R 1 (', '(((', ')', '\n) Z 9', 'pid=1 res=0']) {
      expect(parseProcStat(statLine(Buffer.from(comm)))).toEqual({ ...EXPECTED, comm });
    }
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 15 }), (bytes) => {
        expect(parseProcStat(statLine(Buffer.from(bytes)))).toMatchObject(EXPECTED);
      }),
      { seed: 21, numRuns: 300 },
    );
  });

  it('[OBS13] bytes that are no UTF-8 become U+FFFD', () => {
    expect(parseProcStat(statLine(Buffer.from([0xff, 0x41, 0xc3])))?.comm).toBe('\ufffdA\ufffd');
  });

  it('[OBS17] a torn line is no reading', () => {
    expect(parseProcStat(Buffer.from('40 (cat) R 1'))).toBeUndefined();
    expect(parseProcStat(Buffer.from('40 cat'))).toBeUndefined();
    expect(parseProcStat(Buffer.alloc(0))).toBeUndefined();
    expect(parseProcStatus(Buffer.from('Name:\tcat\n'))).toBeUndefined();
  });

  it('[OBS17] terminals have the names that ps gives them', () => {
    expect([0, 34816, 34819, 0x0401, 0x0441, 0x0501, 0x8900 + 1].map(ttyName)).toEqual(['?', 'pts/0', 'pts/3', 'tty1', 'ttyS1', 'console', 'pts/257']);
  });

  it('[OBS17] status tells numbers in every namespace, and pending signals of thread and process together', () => {
    const status = parseProcStatus(Buffer.from(
      'Name:\tx\\nPPid:\t7\nTgid:\t31\nPPid:\t30\nUid:\t0\t1000\t0\t0\nNSpid:\t31\t8\t1\nSigPnd:\t0000000000000001\nShdPnd:\t0000000000000100\nSigBlk:\t0000000000000000\nSigIgn:\t0000000000001000\nSigCgt:\t00000000280b2603\n',
    ));
    expect(status).toEqual({ tgid: 31, ppid: 30, uid: 1000, nspid: [31, 8, 1], masks: { SigPnd: '101', SigBlk: '0', SigIgn: '1000', SigCgt: '280b2603' } });
  });

  it('[OBS14] a command line is cut into its arguments, empty ones too, and capped', () => {
    expect(parseCmdline(Buffer.from('sh\0-c\0\0'))).toEqual(['sh', '-c', '']);
    expect(parseCmdline(Buffer.from('a\0\n\x1b[31m\0<img onerror=x>\0'))).toEqual(['a', '\n\x1b[31m', '<img onerror=x>']);
    expect(parseCmdline(Buffer.from('redis-server *:6379\0\0\0\0\0\0'))).toEqual(['redis-server *:6379']);
    expect(parseCmdline(Buffer.from('nginx: master'))).toEqual(['nginx: master']);
    expect(parseCmdline(Buffer.alloc(0))).toBeUndefined();
    expect(parseCmdline(Buffer.from('x\0'.repeat(100)))).toHaveLength(64);
    expect(Buffer.byteLength(parseCmdline(Buffer.from('y'.repeat(9_000)))?.join('') ?? '')).toBe(4_096);
  });
});
