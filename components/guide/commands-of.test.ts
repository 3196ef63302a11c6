import { describe, expect, it } from 'vitest';
import type { Command } from '@/model/world';
import { commandsOf } from './commands-of';

function command(id: string, line: string, startedAt: number, step = 'one'): [string, Command] {
  return [id, { id, line, step, typed: false, ahead: null, startedAt, endedAt: null, exitCode: null, error: null }];
}

describe('commands of a step', () => {
  const lines = ['docker exec c ps', 'docker stop c', 'docker exec c ps'];

  it('[UI12] each line shows its own last run, also where a step has the same line twice', () => {
    const commands = new Map([command('a', 'docker exec c ps', 1), command('b', 'docker stop c', 2), command('c', 'docker exec c ps', 3), command('d', 'docker exec c ps', 4)]);
    expect(commandsOf(commands, 'one', lines, 0).map((one) => one?.id)).toEqual(['a', 'b', 'd']);
  });

  it('[UI13] what ran before a reset, or in another step, is not shown', () => {
    const commands = new Map([command('a', 'docker stop c', 1), command('b', 'docker stop c', 9, 'two')]);
    expect(commandsOf(commands, 'one', lines, 5)).toEqual([null, null, null]);
  });
});
