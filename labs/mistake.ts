/** Something wrong in a lab's files, said so that its author can mend it. */
export interface Mistake {
  /** `LAB1` …: docs/SPEC.md. */
  readonly rule: string;
  /** As seen from the labs' folder: `shell-vs-exec/lab.yaml`. */
  readonly file: string;
  /** From 1. */
  readonly line: number;
  readonly column: number;
  /** Where in the data: `steps[2].expect[0].sent.to`. */
  readonly path: string;
  /** What is wrong, and what was expected. */
  readonly what: string;
}

/** Notes a mistake at a place of lab.yaml. */
export type Note = (rule: string, path: readonly PropertyKey[], what: string) => void;

/** `shell-vs-exec/lab.yaml:12:7: steps[0].title: expected …` */
export function mistakeLine({ file, line, column, path, what, rule }: Mistake): string {
  return `${file}:${line}:${column}: ${path === '' ? '' : `${path}: `}${what} [${rule}]`;
}

export class LabError extends Error {
  constructor(
    readonly slug: string,
    readonly mistakes: readonly Mistake[],
  ) {
    super([`The lab “${slug}” cannot be used:`, ...mistakes.map(mistakeLine)].join('\n'));
    this.name = 'LabError';
  }
}

/** `steps[2].expect[0]` for ['steps', 2, 'expect', 0]. */
export function pathText(path: readonly PropertyKey[]): string {
  return path.map((part, index) => (typeof part === 'number' ? `[${part}]` : `${index === 0 ? '' : '.'}${String(part)}`)).join('');
}
