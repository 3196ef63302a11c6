/** A line that cannot be performed, as an answer and not an exception: what is wrong, why, and what to do. */
export interface CommandProblem {
  readonly type: 'problem';
  readonly code:
    /** Quotes, an empty line. */
    | 'syntax'
    /** Needs a shell: pipes, variables, globs. */
    | 'shell'
    | 'unknown-command'
    | 'refused-command'
    | 'unknown-flag'
    | 'refused-flag'
    /** A flag without its value, or with one that cannot be. */
    | 'bad-value'
    /** Too few or too many words. */
    | 'arguments';
  readonly what: string;
  readonly why: string;
  readonly todo: string;
}

export function problem(code: CommandProblem['code'], what: string, why: string, todo: string): CommandProblem {
  return { type: 'problem', code, what, why, todo };
}

/** The three sentences in one line. */
export function problemText(found: CommandProblem): string {
  return [found.what, found.why, found.todo].filter((sentence) => sentence !== '').join(' ');
}
