/** What a learner typed in a shell, as the line that the lab knows. */
import { formatCommand } from './format';
import { isCommand, parseCommand } from './parse';
import { quoteWord } from './words';

/**
 * The words that the shell made of a typed line, as a line again: the lab's own spelling where both mean the same
 * command (`docker container stop web`, `docker run --detach …`), else the words as they were.
 */
export function typedLine(words: readonly string[], known: readonly string[]): string {
  const typed = words.map(quoteWord).join(' ');
  const meant = meaningOf(typed);
  if (meant === undefined) return typed;
  const same = known.find((line) => meaningOf(line) === meant);
  if (same !== undefined) return same;
  // A check may know but the beginning of a line.
  const begins = (line: string) => known.some((beginning) => `${line} `.startsWith(`${beginning} `));
  return !begins(typed) && begins(meant) ? meant : typed;
}

function meaningOf(line: string): string | undefined {
  const parsed = parseCommand(line);
  return isCommand(parsed) ? formatCommand(parsed) : undefined;
}
