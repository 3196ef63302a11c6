import { describe, expect, it } from 'vitest';
import { problem } from '@/protocol/codec';
import { createProblems } from './problems';

describe('problems', () => {
  it('[UI15] the same problem again is counted, not repeated, and only the last few stay', () => {
    const problems = createProblems();
    problems.add(problem('a', 'what', 'why', 'todo'));
    problems.add(problem('a', 'what', 'why', 'todo'));
    expect(problems.list()).toMatchObject([{ times: 2 }]);
    for (const code of ['b', 'c', 'd', 'e']) problems.add(problem(code, 'what', 'why', 'todo'));
    expect(problems.list().map((noted) => noted.problem.code)).toEqual(['b', 'c', 'd', 'e']);
    problems.remove(problems.list()[0]?.id ?? 0);
    expect(problems.list()).toHaveLength(3);
  });

  it('[UI15] what is wrong no more goes by itself', () => {
    const problems = createProblems();
    for (const code of ['a', 'b']) problems.add(problem(code, 'what', 'why', 'todo'));
    problems.settle('a');
    expect(problems.list().map((noted) => noted.problem.code)).toEqual(['b']);
  });
});
