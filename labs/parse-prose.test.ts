import { expect, it } from 'vitest';
import { parseProse } from './parse-prose';

it('[LAB3] sections by step, explanation apart; headings in code are code', () => {
  const text = '# Title\n\nlost\n\n## intro\n\nHello.\n\n## one\n\nDo.\n\n```sh\n## not a section\n### explain\n```\n\n### explain\n\nBecause.\n\n### more\n\nStill.\n\n## two\r\n\r\nDo too.';
  expect(parseProse(text)).toEqual({
    intro: 'Hello.',
    sections: [
      { id: 'one', line: 9, todo: 'Do.\n\n```sh\n## not a section\n### explain\n```', explain: 'Because.\n\n### more\n\nStill.' },
      { id: 'two', line: 26, todo: 'Do too.', explain: '' },
    ],
  });
});
