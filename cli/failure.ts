import type { Problem } from '@/protocol/wire';

/** Ends a command with what happened, why, and what to do. */
export class Failure extends Error {
  constructor(readonly problem: Omit<Problem, 'type' | 'code'>) {
    super(problem.what);
    this.name = 'Failure';
  }
}

export function failureText({ what, why, todo }: Omit<Problem, 'type' | 'code'>): string {
  return `${what}\n  why:        ${why}\n  what to do: ${todo}\n`;
}
