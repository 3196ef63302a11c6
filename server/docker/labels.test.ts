import { describe, expect, it } from 'vitest';
import { inLearnersWords, learnerImage, learnerName, realName } from './labels';

describe('names on the engine', () => {
  it('[ENG1] a learner’s name becomes one of the session and comes back', () => {
    expect(realName('abc', 'web')).toBe('pid1lab-abc-web');
    expect(learnerName('abc', '/pid1lab-abc-web')).toBe('web');
    expect(learnerName('abc', 'pid1lab-other-web')).toBe('pid1lab-other-web');
  });

  it('[ENG1] what the engine says is told with the learner’s names', () => {
    expect(inLearnersWords('abc', 'Container pid1lab-abc-web of pid1lab/my/redis:exec-0123456789ab is not running')).toBe('Container web of my/redis:exec is not running');
    expect(inLearnersWords('abc', 'pid1lab/redis:x-0123456789abcdef')).toBe('pid1lab/redis:x-0123456789abcdef');
    expect(learnerImage('pid1lab/redis:exec-0123456789ab')).toBe('redis:exec');
    expect(learnerImage('debian:bookworm-slim')).toBe('debian:bookworm-slim');
  });
});
