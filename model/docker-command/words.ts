/**
 * Splitting a line into words as a POSIX shell does (Shell Command Language, 2.2 Quoting), without being one:
 * what a shell would expand or run is refused by name, since here no shell will do it.
 *
 * Own code because shell-quote and its kind expand or drop what they do not know, and do not tell an
 * unclosed quote from a closed one; a learner needs the reason.
 */
import { problem, type CommandProblem } from './problem';

export interface Words {
  readonly type: 'words';
  readonly words: readonly string[];
}

/** What a shell would do with a character that stands unquoted. */
const SHELL_WORK: Readonly<Record<string, string>> = {
  '|': 'joins two commands with a pipe',
  '&': 'runs a command in the background or joins two',
  ';': 'separates two commands',
  '<': 'redirects input',
  '>': 'redirects output',
  '(': 'starts a subshell',
  ')': 'ends a subshell',
  '`': 'runs a command and inserts what it prints',
  $: 'inserts the value of a variable or of a command',
  '*': 'is replaced by matching file names',
  '?': 'is replaced by matching file names',
  '\n': 'separates two commands',
};

/** The words of a line, quotes and backslashes resolved; or why it cannot be split without a shell. */
export function splitWords(line: string): Words | CommandProblem {
  const words: string[] = [];
  const text = line.trim();
  let word: string | null = null;
  let index = 0;

  while (index < text.length) {
    const char = text.charAt(index);
    if (char === "'") {
      const end = text.indexOf("'", index + 1);
      if (end < 0) return unclosed("'");
      word = (word ?? '') + text.slice(index + 1, end);
      index = end + 1;
    } else if (char === '"') {
      const quoted = readDoubleQuoted(text, index + 1);
      if ('code' in quoted) return quoted;
      word = (word ?? '') + quoted.text;
      index = quoted.next;
    } else if (char === '\\') {
      if (index + 1 === text.length) return problem('syntax', 'The line ends in a backslash.', 'A backslash quotes the character after it, and there is none.', 'Remove it.');
      // A backslash before a line break joins the lines.
      if (text.charAt(index + 1) !== '\n') word = (word ?? '') + text.charAt(index + 1);
      index += 2;
    } else if (char === ' ' || char === '\t') {
      if (word !== null) words.push(word);
      word = null;
      index += 1;
    } else if (char === '#' && word === null) {
      const lineEnd = text.indexOf('\n', index);
      index = lineEnd < 0 ? text.length : lineEnd;
    } else if (SHELL_WORK[char] !== undefined && !isPlainDollar(text, index)) {
      return shellWork(char);
    } else if (char === '~' && word === null) {
      return problem('shell', 'A word begins with ~.', 'Your shell replaces ~ by your home folder; here no shell reads the line.', 'Write the full path, or put ~ in quotes.');
    } else {
      word = (word ?? '') + char;
      index += 1;
    }
  }
  if (word !== null) words.push(word);
  return { type: 'words', words };
}

function readDoubleQuoted(text: string, start: number): { readonly text: string; readonly next: number } | CommandProblem {
  let out = '';
  for (let index = start; index < text.length; index += 1) {
    const char = text.charAt(index);
    if (char === '"') return { text: out, next: index + 1 };
    if ((char === '$' && /[\w{(@*#?$!-]/.test(text.charAt(index + 1))) || char === '`') return shellWork(char);
    // Inside double quotes a backslash is special only before these: Shell Command Language, 2.2.3.
    if (char === '\\' && '$`"\\\n'.includes(text.charAt(index + 1)) && index + 1 < text.length) {
      index += 1;
      if (text.charAt(index) !== '\n') out += text.charAt(index);
    } else {
      out += char;
    }
  }
  return unclosed('"');
}

/** A dollar with nothing to expand after it stands for itself: Shell Command Language, 2.6. */
function isPlainDollar(text: string, index: number): boolean {
  return text.charAt(index) === '$' && !/[\w{(@*#?$!'"-]/.test(text.charAt(index + 1));
}

function unclosed(quote: string): CommandProblem {
  return problem('syntax', `A quote (${quote}) is not closed.`, 'Everything after it would belong to one word.', `Close it with ${quote}.`);
}

function shellWork(char: string): CommandProblem {
  const shown = char === '\n' ? 'A line break' : char;
  const why = `In a shell, ${shown} ${SHELL_WORK[char] ?? 'is special'}. This line is performed as one docker command; no shell reads it.`;
  const todo =
    char === '$'
      ? "To let a shell in the container see it, use single quotes: sh -c 'echo $HOME'. Otherwise write the value."
      : `Put it in quotes to pass it on, or use docker exec … sh -c '…' to have a shell in the container do it.`;
  return problem('shell', char === '\n' ? 'This is more than one line.' : `The line has an unquoted ${char}.`, why, char === '\n' ? 'Give one command at a time.' : todo);
}

/** A word written so that `splitWords` gives it back: bare where that is safe, else in single quotes. */
export function quoteWord(word: string): string {
  if (/^[A-Za-z0-9_@%+=:,./^!{}[\]-]+$/.test(word)) return word;
  return `'${word.replaceAll("'", `'\\''`)}'`;
}
