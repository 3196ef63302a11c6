/** Which of the commands that ran belongs to which line of a step. */
import type { Command, World } from '@/model/world';

/**
 * For each line the last command that performed it since `from` (ms of the log). Where a step has a line
 * twice, the first run belongs to the first of them and every later one to the next.
 */
export function commandsOf(commands: World['commands'], step: string, lines: readonly string[], from: number): readonly (Command | null)[] {
  const places = new Map<string, number[]>();
  lines.forEach((line, index) => places.set(line, [...(places.get(line) ?? []), index]));
  const found: (Command | null)[] = lines.map(() => null);
  for (const command of commands.values()) {
    if (command.step !== step || command.startedAt < from) continue;
    const free = places.get(command.line);
    const index = free?.[0];
    if (free === undefined || index === undefined) continue;
    found[index] = command;
    if (free.length > 1) free.shift();
  }
  return found;
}
