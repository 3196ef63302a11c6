/** Many learners at once, each at a connection of their own: every step predicted, run and checked as the page does it. */
import { advanceLabChecks, beginLabChecks, labResults } from '@/model/checks/lab-checks';
import { applyEvent } from '@/model/fold';
import { EMPTY_WORLD } from '@/model/world';
import type { Lab, LabStep } from '@/protocol/lab-data';
import type { WireClient } from './browser/wire-client';

/** What came of one learner's work. */
export interface Performed {
  readonly session: string;
  readonly containers: readonly string[];
  /** `step/check: what was seen` of each that did not tick, and every problem that was told. */
  readonly failed: readonly string[];
  /** Milliseconds that lines waited for their turn. */
  readonly waited: readonly number[];
  readonly events: number;
}

/** Performs the whole lab, one step after the other. Seconds: how long one line may take, with its turn. */
export async function performLab(client: WireClient, lab: Lab, seconds = 300): Promise<Performed> {
  const failed: string[] = [];
  const containers = new Set<string>();
  const unticked = followChecks(client, lab);
  for (const step of lab.steps) {
    client.send({ type: 'enter-step', step: step.id });
    await client.until(`the step ${step.id}`, () => client.world.step === step.id, seconds);
    await client.until('the images', () => client.world.images.size >= lab.images.length && [...client.world.images.values()].every(({ state }) => state !== 'building'), seconds);
    if (step.predict !== null) {
      client.send({ type: 'predict', step: step.id, choice: 0 });
      await client.until(`a prediction for ${step.id}`, () => client.world.predictions.has(step.id), seconds);
    }
    if (step.modify !== null) {
      const before = ended(client, step);
      const lines = step.run.length + (step.modify.type === 'command' ? 1 : 0);
      client.send({ type: 'modify', step: step.id, text: step.modify.solution });
      await client.until(`the task of ${step.id}`, () => ended(client, step) >= before + lines, seconds);
    } else {
      for (const [line, text] of step.run.entries()) {
        const before = ended(client, step);
        client.send({ type: 'run', step: step.id, line });
        await client.until(`${step.id}: ${text}`, () => ended(client, step) > before, seconds);
      }
    }
    for (const id of client.world.containers.keys()) containers.add(id);
    // The kernel's last words on it may come a little later than the command's end.
    await client.until('the checks', () => unticked(step).length === 0, 20).catch(() => failed.push(...unticked(step)));
  }
  failed.push(...client.problems.map(({ code, why }) => `${code}: ${why}`));
  failed.push(...client.world.anomalies.map(({ rule, what }) => `${rule}: ${what}`));
  return { session: client.session ?? '', containers: [...containers], failed, waited: waits(client), events: client.events.length };
}

function ended(client: WireClient, step: LabStep): number {
  return [...client.world.commands.values()].filter((command) => command.step === step.id && command.endedAt !== null).length;
}

/** Answers which checks of a step have not ticked, by the events so far; each event is folded once. */
function followChecks(client: WireClient, lab: Lab): (step: LabStep) => readonly string[] {
  let world = EMPTY_WORLD;
  let checks = beginLabChecks(lab.steps);
  let count = 0;
  return (step) => {
    for (const event of client.events.slice(count)) {
      const after = applyEvent(world, event);
      checks = advanceLabChecks(checks, event, world, after);
      world = after;
      count += 1;
    }
    return (labResults(checks, world)[step.id] ?? []).filter(({ ok }) => !ok).map(({ id, seen }) => `${step.id}/${id}: ${JSON.stringify(seen)}`);
  };
}

/** From asking for a turn to the beginning, for each line that had to wait. */
function waits({ events }: WireClient): readonly number[] {
  const asked = new Map<string, number>();
  const times: number[] = [];
  for (const event of events) {
    if (event.type === 'command-waiting' && !asked.has(event.command)) asked.set(event.command, event.t);
    if (event.type === 'command-started' && asked.has(event.command)) times.push(event.t - (asked.get(event.command) ?? event.t));
  }
  return times;
}
