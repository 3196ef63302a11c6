/** Which zombie a successful wait took. */
import { levelOf, pidAtLevel } from './task';
import type { Task } from './task';

/** The zombie that wait4(2) named, in the waiter's numbering; undefined when it returned for a child that only stopped. */
export function reapedByNumber(waiter: Task, nspid: number): Task | undefined {
  const level = levelOf(waiter);
  const zombies = zombiesOf(waiter);
  const named = zombies.find((child) => pidAtLevel(child, level) === nspid);
  if (named !== undefined) return named;
  const nameless = zombies.filter((child) => pidAtLevel(child, level) === undefined);
  return nameless.length === 1 ? nameless[0] : undefined;
}

/** The child that has this number in its parent's numbering. */
export function childByNumber(parent: Task, nspid: number): Task | undefined {
  const level = levelOf(parent);
  return [...parent.children].find((child) => pidAtLevel(child, level) === nspid);
}

/** Children that have exited, in the order of their birth. */
export function zombiesOf(parent: Task): Task[] {
  return [...parent.children].filter((child) => child.life === 'zombie' || child.life === 'exiting');
}
