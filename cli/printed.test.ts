import { expect, it } from 'vitest';
import { printable, styleFor } from './printed';
import { seenText } from './seen-text';

it('[CLI9] names of processes reach no terminal unescaped', () => {
  expect(printable('a\u001b[2Jb\u0007\n\u009b1m\u202ec')).toBe('a\\x1b[2Jb\\x07\\x0a\\x9b1m\\x202ec');
  expect(seenText({ comm: '\u001b]0;x\u0007', pid: 7, verdict: 'ignored', signal: 'SIGTERM' })).toBe('\\x1b]0;x\\x07 7, SIGTERM ignored');
  expect(printable('进程 redis-server')).toBe('进程 redis-server');
});

it('[CLI9] no colours where nobody sees them', () => {
  expect(styleFor({ isTTY: false }).red('x')).toBe('x');
});
