import { describe, expect, it } from 'vitest';
import { printedText } from './printed-text';

describe('printedText', () => {
  it.each([
    ['plain\r\nlines\r\n', 'plain\nlines\n'],
    ['\x1b[1;31mred\x1b[0m and \x1b]0;a title\x07text', 'red and text'],
    ['\x1b]7701;t1\x07', ''],
    ['\x1bPq\x1b\\after', 'after'],
    ['10 %\r50 %\r100 %\r\n', '100 %\n'],
    ['SigCgt:\t0000\r\n', 'SigCgt:\t0000\n'],
    ['a\x00b\x1b(Bc\x7f', 'abc'],
    ['cut in an escape \x1b]0;never ends', 'cut in an escape '],
  ])('[TERM9] %j is read as %j', (raw, text) => {
    expect(printedText(raw)).toBe(text);
  });
});
