import { describe, expect, it } from 'vitest';
import { SIGNALS, parseSignal, signalByNumber, signalName } from './signals';

describe('signals', () => {
  it('[SIG1] a number, a bare name and a full name in any case mean the same signal', () => {
    for (const word of ['9', 'KILL', 'SIGKILL', 'kill', ' sigkill ']) expect(parseSignal(word)?.number).toBe(9);
    expect(parseSignal('POLL')?.name).toBe('SIGIO');
    expect(parseSignal('iot')?.number).toBe(6);
  });

  it('[SIG1] every signal comes back from its number and from its name', () => {
    for (const signal of SIGNALS) {
      expect(parseSignal(String(signal.number))).toBe(signal);
      expect(parseSignal(signal.name)).toBe(signal);
      expect(parseSignal(signal.name.slice(3))).toBe(signal);
      expect(signalName(signal.number)).toBe(signal.name);
    }
  });

  it('[SIG2] what is no signal is no signal', () => {
    for (const word of ['0', '65', '-9', '', 'SIG', 'NOPE', '9.5', '0x9', 'RTMIN-1', 'RTMIN+31', 'RTMAX+1', 'RTMAX-40']) {
      expect(parseSignal(word), word).toBeUndefined();
    }
    expect(signalByNumber(0)).toBeUndefined();
    expect(signalName(99)).toBe('SIG99');
  });

  it('[SIG3] only KILL and STOP cannot be caught', () => {
    expect(SIGNALS.filter((signal) => !signal.catchable).map((signal) => signal.name)).toEqual(['SIGKILL', 'SIGSTOP']);
  });

  it('[SIG4] real-time signals are named as Docker names them', () => {
    expect(signalName(34)).toBe('SIGRTMIN');
    expect(signalName(37)).toBe('SIGRTMIN+3');
    expect(signalName(62)).toBe('SIGRTMAX-2');
    expect(parseSignal('RTMIN+30')?.name).toBe('SIGRTMAX');
  });
});
