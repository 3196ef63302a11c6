import { expect, it } from 'vitest';
import { signalsIn } from './signal-mask';

it('[SIG5] a mask names its signals: what redis catches', () => {
  expect([...signalsIn('4000044ea')]).toEqual(['SIGINT', 'SIGILL', 'SIGABRT', 'SIGBUS', 'SIGFPE', 'SIGSEGV', 'SIGTERM', 'SIGRTMIN+1']);
  expect([...signalsIn('0')]).toEqual([]);
});
