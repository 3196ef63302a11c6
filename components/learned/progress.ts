/** How far somebody has come: in one lab, and along the path of all. */
import type { Learned } from './learned';

export type Progress =
  | { readonly type: 'new' }
  /** `step` is the first that is not done, `at` its number, from 1. */
  | { readonly type: 'begun'; readonly done: number; readonly at: number; readonly step: string }
  | { readonly type: 'done' };

/** `steps` are the lab's as it is now; what was done in steps that it no longer has does not count. */
export function progressOf(learned: Learned, steps: readonly string[]): Progress {
  const at = steps.findIndex((step) => !learned.done.includes(step));
  const step = steps[at];
  if (step === undefined) return { type: 'done' };
  const touched = steps.some((id) => learned.done.includes(id) || learned.explained.includes(id) || id in learned.predicted || id in learned.observed);
  return touched || learned.draft !== null ? { type: 'begun', done: steps.filter((id) => learned.done.includes(id)).length, at: at + 1, step } : { type: 'new' };
}

/** Which lab to open now: one that was begun goes before one that was not. Null: the path is walked to its end. */
export function nextOnPath(path: readonly Progress[]): number | null {
  const begun = path.findIndex(({ type }) => type === 'begun');
  const next = begun >= 0 ? begun : path.findIndex(({ type }) => type === 'new');
  return next >= 0 ? next : null;
}
